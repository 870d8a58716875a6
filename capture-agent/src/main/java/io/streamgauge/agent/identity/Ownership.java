package io.streamgauge.agent.identity;

import io.streamgauge.agent.tcp.Endpoint;

/**
 * Whose exchanges an agent counts: those of the brokers it owns. Two agents that see one connection
 * therefore count it once.
 */
@FunctionalInterface
public interface Ownership {
  /** Capture files own every broker. */
  Ownership EVERYTHING = broker -> true;

  /** Whether the exchanges of this broker's listener are counted here. */
  boolean owns(Endpoint broker);
}
