/**
 * Advice that is followed: real load, a real Alertmanager, and consumers that it starts and ends.
 */
package io.streamgauge.quickstart.autoscaling;
