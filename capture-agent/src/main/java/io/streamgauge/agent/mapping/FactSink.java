package io.streamgauge.agent.mapping;

import io.streamgauge.agent.rollup.ListenerState;
import io.streamgauge.events.EventWriter;

/** Receives facts in their order. */
@FunctionalInterface
interface FactSink {
  /**
   * Takes a fact.
   *
   * @param timeNanos packet time of what states it
   * @param listener where it was stated
   * @param body writes the event's body; may be called twice
   */
  void emit(long timeNanos, ListenerState listener, EventWriter body);
}
