package io.streamgauge.events;

import io.streamgauge.events.v1.Event;

/**
 * Writes one event. May be called twice, when the first attempt did not fit into the open batch:
 * the numbers it takes from {@code tables} are valid for that call only.
 */
@FunctionalInterface
public interface EventWriter {
  void write(BatchTables tables, Event.Builder event);
}
