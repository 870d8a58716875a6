package io.streamgauge.agent.publish;

import io.streamgauge.events.v1.EventBatch;

/** Receives the batches of one agent in order of their sequence; never blocks. */
@FunctionalInterface
public interface BatchSink {
  /** Takes a batch over, or drops it: the hole in the sequence then names what is missing. */
  void accept(EventBatch batch);
}
