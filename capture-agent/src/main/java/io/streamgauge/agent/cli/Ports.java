package io.streamgauge.agent.cli;

import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks port options. */
final class Ports {
  private static final int MAX = 65_535;

  private Ports() {}

  /**
   * @throws ParameterException if one is out of range
   */
  static void check(CommandSpec spec, Set<Integer> ports) {
    for (int port : ports) {
      if (port < 1 || port > MAX) {
        throw new ParameterException(
            spec.commandLine(), "--port must be between 1 and 65535, not " + port);
      }
    }
  }
}
