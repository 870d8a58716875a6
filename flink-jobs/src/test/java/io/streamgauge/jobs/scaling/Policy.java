package io.streamgauge.jobs.scaling;

/** How many replicas there should be; asked every {@link ClosedLoop#SYNC_SECONDS}. */
interface Policy {
  int replicas(ClosedLoop loop);

  /** Called every {@link ClosedLoop#LOOK_SECONDS}, before it may be asked. */
  default void look(ClosedLoop loop) {}
}
