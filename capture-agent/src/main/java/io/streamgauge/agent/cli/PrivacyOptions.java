package io.streamgauge.agent.cli;

import io.streamgauge.agent.privacy.PrivacyKey;
import io.streamgauge.agent.privacy.PrivacyMode;
import io.streamgauge.agent.privacy.PrivacyPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of every command that puts on the bus what it learned of clients. */
public final class PrivacyOptions {
  @Option(
      names = "--privacy",
      paramLabel = "MODE",
      description =
          "What leaves this node of who clients are: full; pseudonymous, addresses and user names"
              + " as keyed hashes; minimal, addresses cut to their /24 or /48 and no user names."
              + " Default: ${DEFAULT-VALUE}.")
  private PrivacyMode mode = PrivacyMode.FULL;

  @Option(
      names = "--privacy-key",
      paramLabel = "FILE",
      description =
          "Key of the hashes, 16 to 4096 bytes; all agents need the same. Required by --privacy"
              + " pseudonymous.")
  private Path key;

  @Option(
      names = "--deny-topic",
      paramLabel = "PATTERN",
      split = ",",
      description =
          "Topics of which nothing leaves this node but sums under __other__; * and ? are"
              + " wildcards; repeatable. While a topic's name is not known it counts as denied."
              + " Default: none.")
  private List<String> deniedTopics = new ArrayList<>();

  @Option(
      names = "--deny-group",
      paramLabel = "PATTERN",
      split = ",",
      description =
          "Groups of which nothing leaves this node; * and ? are wildcards; repeatable. In the"
              + " names that clients choose, * takes the place of a denied one. Default: none.")
  private List<String> deniedGroups = new ArrayList<>();

  /** What may leave; what stands in the way is one line for the user. */
  PrivacyPolicy policy(CommandSpec spec) {
    if (mode == PrivacyMode.PSEUDONYMOUS && key == null) {
      throw UserError.of(
          spec,
          "--privacy pseudonymous needs --privacy-key FILE, the same on all nodes; make one with:"
              + " head -c 32 /dev/urandom > FILE");
    }
    if (mode != PrivacyMode.PSEUDONYMOUS && key != null) {
      throw UserError.of(spec, "--privacy-key goes with --privacy pseudonymous only");
    }
    if (deniedTopics.contains("") || deniedGroups.contains("")) {
      throw UserError.of(spec, "--deny-topic and --deny-group take patterns that are not empty");
    }
    try {
      return PrivacyPolicy.of(
          mode, key == null ? null : PrivacyKey.read(key), deniedTopics, deniedGroups);
    } catch (IOException e) {
      throw UserError.of(spec, e);
    }
  }
}
