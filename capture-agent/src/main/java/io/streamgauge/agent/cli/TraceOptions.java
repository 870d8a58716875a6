package io.streamgauge.agent.cli;

import io.streamgauge.agent.mapping.SpanOptions;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of sampling exchanges for traces. */
public final class TraceOptions {
  @Option(
      names = "--traces",
      description =
          "Tells sampled exchanges (produce, fetch, commit) one by one, from which the exporter"
              + " makes spans. Default: off.")
  private boolean traces;

  @Option(
      names = "--trace-ratio",
      paramLabel = "RATIO",
      description =
          "Share of the records that is followed from produce to commit, 0 to 1; the same on all"
              + " agents. Default: ${DEFAULT-VALUE}.")
  private double ratio = SpanOptions.DEFAULTS.ratio();

  @Option(
      names = "--trace-slow",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "1s",
      description =
          "Exchanges that the broker took so long for, and those that failed, are told in any"
              + " case. Default: ${DEFAULT-VALUE}.")
  private Duration slow;

  @Option(
      names = "--trace-limit",
      paramLabel = "NUMBER",
      description =
          "Spans told in a second at most; further ones are counted. Default: ${DEFAULT-VALUE}.")
  private int limit = SpanOptions.DEFAULTS.perSecond();

  /** Which exchanges are told; what stands in the way is one line for the user. */
  Optional<SpanOptions> spans(CommandSpec spec) {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw UserError.of(spec, "--trace-ratio must be between 0 and 1, not " + ratio);
    }
    if (slow.isNegative() || slow.isZero()) {
      throw UserError.of(spec, "--trace-slow must be more than 0, not " + slow);
    }
    if (limit < 1) {
      throw UserError.of(spec, "--trace-limit must be 1 or more, not " + limit);
    }
    return traces ? Optional.of(new SpanOptions(ratio, slow, limit)) : Optional.empty();
  }
}
