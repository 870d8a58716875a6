/** Placeholder. */
package io.streamgauge.exporters;
