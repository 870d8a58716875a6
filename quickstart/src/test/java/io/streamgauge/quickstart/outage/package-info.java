/** A bus that goes away under a running agent, and comes back. */
package io.streamgauge.quickstart.outage;
