/** {@code docs/accuracy.md}: what a run of the whole matrix showed, without what varies by run. */
package io.streamgauge.matrix.report;
