/** Placeholder. */
package io.streamgauge.agent;
