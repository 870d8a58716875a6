/** Placeholder. */
package io.streamgauge.jobs;
