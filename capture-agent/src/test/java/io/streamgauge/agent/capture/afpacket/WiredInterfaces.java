package io.streamgauge.agent.capture.afpacket;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Two interfaces that are wired together (veth(4)). Deleted by {@link #close}. */
final class WiredInterfaces implements AutoCloseable {

  private static final AtomicInteger MADE = new AtomicInteger();

  final String first = "sg" + ProcessHandle.current().pid() + "n" + MADE.incrementAndGet();
  final String second = first + "p";
  private boolean exists;

  /** Makes them; what was made is deleted if something fails. */
  static WiredInterfaces create() throws IOException {
    WiredInterfaces made = new WiredInterfaces();
    try {
      ip("link add " + made.first + " type veth peer name " + made.second);
      made.exists = true;
      ip("link set " + made.first + " up");
      ip("link set " + made.second + " up");
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private static void ip(String arguments) throws IOException {
    Process process =
        new ProcessBuilder(("ip " + arguments).split(" ")).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("ip " + arguments + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: ip " + arguments, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (exists) {
      exists = false;
      ip("link delete " + first);
    }
  }
}
