package io.streamgauge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts Java as the launcher starts it. */
final class LauncherOptions {
  private LauncherOptions() {}

  /**
   * Options that the launcher gives to the JVM of a command; of several, the first.
   *
   * @param launcher the script
   * @throws IOException if it is not there, or names none
   */
  static List<String> of(String command, Path launcher) throws IOException {
    Pattern line = Pattern.compile("(?m)^ *" + command + "\\).*?options=\\(([^)]*)\\)");
    Matcher options = line.matcher(Files.readString(launcher));
    if (!options.find()) {
      throw new IOException(launcher + " names no options of " + command);
    }
    return Arrays.stream(options.group(1).split(" ")).filter(each -> !each.isEmpty()).toList();
  }

  /** A command line for a class of this class path. */
  static List<String> java(List<String> options, Class<?> main, String... rest) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(rest));
    return command;
  }
}
