/**
 * The clients of the matrix, the scenarios they are driven through, and what they report. The
 * contract with their drivers is {@code client-matrix/drivers/README.md}.
 */
package io.streamgauge.matrix.client;
