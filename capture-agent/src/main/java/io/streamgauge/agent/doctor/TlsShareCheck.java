package io.streamgauge.agent.doctor;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much of the traffic is TLS, and why it stays so.
 *
 * @param kafkaBytes read as Kafka, decrypted or not
 * @param opaqueBytes TLS that cannot be read
 * @param otherBytes neither
 * @param reasons why connections were not decrypted, with how many; empty without a key log
 */
record TlsShareCheck(long kafkaBytes, long opaqueBytes, long otherBytes, Map<String, Long> reasons)
    implements Check {
  private static final String NAME = "tls";
  private static final double PERCENT = 100;

  @Override
  public Finding judge() {
    long all = kafkaBytes + opaqueBytes + otherBytes;
    if (all == 0) {
      return Finding.warn(
          NAME, "no traffic was seen", "look for longer: ./streamgauge doctor --duration 60s");
    }
    String facts =
        "%s read as Kafka, %s opaque (TLS), %s other"
            .formatted(share(kafkaBytes, all), share(opaqueBytes, all), share(otherBytes, all));
    if (opaqueBytes == 0) {
      return Finding.ok(NAME, facts);
    }
    if (!reasons.isEmpty()) {
      facts +=
          "; not decrypted: "
              + new TreeMap<>(reasons)
                  .entrySet().stream()
                      .map(each -> each.getKey() + " " + each.getValue())
                      .collect(Collectors.joining(", "));
    }
    String mend =
        "./streamgauge agent --tls-keylog FILE with the secrets of clients or brokers, or --port of"
            + " a listener without TLS";
    return kafkaBytes == 0 ? Finding.fail(NAME, facts, mend) : Finding.warn(NAME, facts, mend);
  }

  private static String share(long bytes, long all) {
    return "%.1f %%".formatted(PERCENT * bytes / all);
  }
}
