package io.streamgauge.quickstart.translation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Three network namespaces in a row: a client, a router and a broker. The router translates the
 * service's address to the broker's, and the client's to its own. Deleted by {@link #close}, with
 * all that is in them.
 */
final class TranslationNetwork implements AutoCloseable {
  static final String SERVICE = "10.96.0.1";
  static final String BROKER = "10.231.2.2";
  static final String CLIENT = "10.231.1.2";
  static final int PORT = 9092;

  private static final String RULES =
      """
      table ip streamgauge {
        chain before {
          type nat hook prerouting priority dstnat;
          ip daddr %s tcp dport %d dnat to %s:%d;
        }
        chain behind {
          type nat hook postrouting priority srcnat;
          oifname "s1" masquerade;
        }
      }
      """
          .formatted(SERVICE, PORT, BROKER, PORT);

  final String client;
  final String router;
  final String broker;

  private TranslationNetwork() {
    String name = "streamgauge-" + ProcessHandle.current().pid();
    client = name + "-c";
    router = name + "-r";
    broker = name + "-b";
  }

  /** Makes the namespaces; what was made is deleted if something fails. */
  static TranslationNetwork create() throws IOException {
    TranslationNetwork network = new TranslationNetwork();
    try {
      network.build();
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private void build() throws IOException {
    for (String namespace : List.of(client, router, broker)) {
      run("ip", "netns", "add", namespace);
      run("ip", "-n", namespace, "link", "set", "lo", "up");
    }
    link(client, "c0", CLIENT, "c1", "10.231.1.1");
    link(broker, "s0", BROKER, "s1", "10.231.2.1");
    run("ip", "-n", client, "route", "add", "default", "via", "10.231.1.1");
    inside(router, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
    inside(router, "nft", RULES);
  }

  private void link(String outer, String name, String address, String routers, String gateway)
      throws IOException {
    run(
        "ip", "link", "add", name, "netns", outer, "type", "veth", "peer", "name", routers, "netns",
        router);
    run("ip", "-n", outer, "address", "add", address + "/24", "dev", name);
    run("ip", "-n", router, "address", "add", gateway + "/24", "dev", routers);
    run("ip", "-n", outer, "link", "set", name, "up");
    run("ip", "-n", router, "link", "set", routers, "up");
  }

  /** The command line that runs a command inside a namespace. */
  static List<String> within(String namespace, String... command) {
    List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    line.addAll(List.of(command));
    return line;
  }

  private static void inside(String namespace, String... command) throws IOException {
    run(within(namespace, command).toArray(String[]::new));
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + String.join(" ", command), e);
    }
  }

  @Override
  public void close() throws IOException {
    IOException failed = null;
    for (String namespace : List.of(client, router, broker)) {
      if (exists(namespace)) {
        try {
          run("ip", "netns", "delete", namespace);
        } catch (IOException e) {
          failed = e;
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private static boolean exists(String namespace) {
    return new java.io.File("/run/netns/" + namespace).exists();
  }
}
