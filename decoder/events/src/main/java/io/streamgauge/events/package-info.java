/** Placeholder. */
package io.streamgauge.events;
