package io.streamgauge.jobs.finding;

import io.streamgauge.events.v1.FindingExample;
import java.util.Comparator;

/** Which of several examples of a finding is told: the newest. */
final class Examples {
  /** Of one second the same one, in whichever order they come. */
  private static final Comparator<FindingExample> ORDER =
      Comparator.comparingLong(FindingExample::getSeconds)
          .thenComparing(FindingExample::getAddress)
          .thenComparing(FindingExample::getBroker)
          .thenComparing(FindingExample::getApi)
          .thenComparing(FindingExample::getApiVersion)
          .thenComparing(FindingExample::getError)
          .thenComparing(FindingExample::getTopic);

  private Examples() {}

  /** The default instance, which is none, is older than any. */
  static FindingExample newer(FindingExample a, FindingExample b) {
    return ORDER.compare(a, b) >= 0 ? a : b;
  }
}
