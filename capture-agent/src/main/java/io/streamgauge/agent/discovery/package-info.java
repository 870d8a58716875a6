/**
 * Finds brokers' listeners that nobody named: by what is said on any port, by what brokers tell
 * their clients, and by which process listens. Low in volume, and bounded.
 */
package io.streamgauge.agent.discovery;
