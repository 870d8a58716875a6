package io.streamgauge.jobs.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/findings.md} is what the kinds say; {@code -Dstreamgauge.rewrite=true} writes it. */
class FindingReferenceTest {
  private static final Path FILE = Path.of("../docs/findings.md");

  private static String markdown() {
    StringBuilder text =
        new StringBuilder(
            """
            # Findings

            Generated from `FindingKind`; do not edit. Rewrite with
            `./mvnw -pl flink-jobs -am test -Dtest=FindingReferenceTest -Dstreamgauge.rewrite=true \
            -Dsurefire.failIfNoSpecifiedTests=false`.

            Requests that are wrong, or a burden, as `streamgauge_findings{kind, client_id, workload}`: at how many of
            the client's addresses there are more than the limit within the window. It is looked at every ten seconds
            of event time; a finding stays open for five minutes after it was last true. Under a tenth of the rate that
            the limit allows, a second is not counted. What a client means by its requests is not known: a finding is
            a reason to look, and no alert.

            `jobs --finding-limit KIND=N` (several: separated by commas) sets another limit. Up to 1,000 addresses of a
            client are watched at a time; the rest is counted in `streamgauge_label_values_dropped_total`.

            A finding says when it was first and last seen (event seconds; what counted before it was open is known to
            ten seconds), how many requests that were, and gives one of them as an example: the newest, with its second,
            the client's address, broker, api, version, the error that counts or, where none does, the topic that the client
            used most in that second, and nothing of what it carried. That it goes on is told once a minute, all else at
            once.

            Findings are in the exporter's API ([api.md](api.md)), on its page, in `top`, in `analyze`, and for programs
            on the topic `streamgauge.findings` of the bus (`jobs --findings-topic`): the key is the series in text, such
            as `streamgauge_findings{kafka_cluster="main",kind="acks_0",client_id="app",workload="shop/cart"}`, the value
            a `Finding` (`findings.proto`), and a record without a value says that it is over. Of two under one key the
            one with the larger `as_of_seconds` is newer.

            | kind | more than | within | what is counted |
            |---|--:|--:|---|
            """);
    for (FindingKind kind : FindingKind.values()) {
      text.append(
          "| `%s` | %d | %d s | %s |%n"
              .formatted(kind.label(), kind.limit(), kind.windowSeconds(), kind.definition()));
    }
    return text.toString();
  }

  @Test
  void theCheckedInReferenceIsWhatTheKindsSay() throws IOException {
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.writeString(FILE, markdown());
    }
    assertThat(Files.readString(FILE)).isEqualTo(markdown());
  }
}
