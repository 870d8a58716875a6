/** Placeholder. */
package io.streamgauge.protocol;
