/**
 * {@code streamgauge analyze}: the whole pipeline over capture files, in one process and without a
 * bus, and its final results.
 *
 * <p>The stages are those of the running system; only what lies between them is a file.
 */
package io.streamgauge.quickstart.analyze;
