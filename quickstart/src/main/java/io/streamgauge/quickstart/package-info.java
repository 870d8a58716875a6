/** Placeholder. */
package io.streamgauge.quickstart;
