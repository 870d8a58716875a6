package io.streamgauge.agent.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Network namespaces of one test, deleted by {@link #close} with all that is in them. */
final class Namespaces implements AutoCloseable {
  private final String prefix = "sg-links-" + ProcessHandle.current().pid() + "-";
  private final List<String> made = new ArrayList<>();

  /** Makes a namespace whose loopback is up. */
  void add(String name) throws IOException {
    run("ip", "netns", "add", prefix + name);
    made.add(name);
    ip(name, "link set lo up");
  }

  /** Two ends of a cable, both up. */
  void cable(String one, String device, String other, String otherDevice) throws IOException {
    run(
        ("ip link add " + device + " netns " + prefix + one + " type veth peer name " + otherDevice)
            .concat(" netns " + prefix + other)
            .split(" "));
    ip(one, "link set " + device + " up");
    ip(other, "link set " + otherDevice + " up");
  }

  /** Moves a device of this process's namespace into another. */
  void take(String name, String device) throws IOException {
    run("ip", "link", "set", device, "netns", prefix + name);
  }

  /** {@code ip} with these arguments, inside of a namespace. */
  void ip(String name, String arguments) throws IOException {
    run(("ip -n " + prefix + name + " " + arguments).split(" "));
  }

  /** The command line that runs a command inside a namespace. */
  List<String> within(String name, String... command) {
    List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", prefix + name));
    line.addAll(List.of(command));
    return line;
  }

  /** The command line of one part of the conversation. */
  List<String> conversation(String name, String... arguments) {
    List<String> line =
        within(
            name,
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx32m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Conversation.class.getName());
    line.addAll(List.of(arguments));
    return line;
  }

  static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + String.join(" ", command), e);
    }
  }

  @Override
  public void close() throws IOException {
    for (String name : made) {
      if (Files.exists(Path.of("/run/netns", prefix + name))) {
        run("ip", "netns", "delete", prefix + name);
      }
    }
  }
}
