package io.streamgauge.jobs.scenario;

import java.util.function.BiConsumer;

/**
 * A labelled story.
 *
 * @param failure whether something is wrong from the onset on, so that an alarm is due; else any
 *     alarm is false
 * @param set what holds from the beginning
 * @param script called every second with the seconds since the onset, 0 or more
 */
record Scenario(
    String name,
    String what,
    boolean failure,
    java.util.function.Consumer<Consumer> set,
    BiConsumer<Consumer, Long> script) {

  @Override
  public String toString() {
    return name;
  }
}
