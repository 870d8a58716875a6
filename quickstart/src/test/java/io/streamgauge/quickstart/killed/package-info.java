/** Processes of a running system are killed in turn, under load; the figures stay exact. */
package io.streamgauge.quickstart.killed;
