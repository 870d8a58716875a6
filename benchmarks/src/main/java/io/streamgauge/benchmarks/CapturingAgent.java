package io.streamgauge.benchmarks;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.capture.live.LiveSources;
import io.streamgauge.benchmarks.CapturePath.Depth;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An agent in a process of its own: capture, reassembly, decoding, sums and serialised batches on
 * {@code lo}. Only the bus is missing. It is told, on standard input, when to capture and when not,
 * so that one that is warm can come and go.
 */
final class CapturingAgent {
  /** Begins to capture; answered with {@link #DONE}. */
  static final String OPEN = "open";

  /** Ends it, and the connections that are open; answered with {@link #DONE}. */
  static final String SHUT = "shut";

  /** Asks for a {@link Mark}; its times are left out. */
  static final String MARK = "mark";

  /** What a word was done is answered with. */
  static final String DONE = "done";

  /** Begins what a word is answered with that could not be done; the cause follows. */
  static final String FAILED = "failed: ";

  private final CaptureMethod method;
  private final int port;
  private final int bufferBytes;
  private final Depth depth;
  private Mark before = new Mark(0, 0, 0, 0, 0, 0);
  private PacketSource source;
  private Thread thread;
  private CapturePath path;

  private CapturingAgent(String... args) {
    this.method = CaptureMethod.valueOf(args[0]);
    this.port = Integer.parseInt(args[1]);
    this.bufferBytes = Integer.parseInt(args[2]) << 20;
    this.depth = Depth.valueOf(args[3]);
  }

  /** What the agent captures of a port by default. */
  static TrafficFilter filter(int port) {
    return TrafficFilter.ofPorts(List.of(port)).withEncapsulated().withoutAcknowledgments();
  }

  /** Arguments: capture method, port, buffer in MB, how far it goes. */
  public static void main(String[] args) throws IOException, InterruptedException {
    CapturingAgent agent = new CapturingAgent(args);
    try (BufferedReader told =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String word = told.readLine(); word != null; word = told.readLine()) {
        System.out.println(agent.answer(word));
      }
    }
    agent.shut();
  }

  private String answer(String word) throws IOException, InterruptedException {
    if (word.equals(MARK)) {
      return mark().toString();
    }
    if (word.equals(SHUT)) {
      shut();
      return DONE;
    }
    try {
      open();
      return DONE;
    } catch (CaptureUnavailableException e) {
      return FAILED + e.getMessage();
    }
  }

  private void open() throws IOException {
    source =
        LiveSources.open(method, "lo", filter(port), bufferBytes, System.err::println).source();
    CapturePath opened = CapturePath.of(depth, port, false);
    PacketSource packets = source;
    path = opened;
    thread = new Thread(() -> run(opened, packets), "capture");
    thread.start();
  }

  private void shut() throws IOException, InterruptedException {
    if (source == null) {
      return;
    }
    source.close();
    thread.join();
    before = mark();
    source = null;
  }

  /** Without times, which others can see; what was captured adds up over all times it was open. */
  private Mark mark() {
    boolean open = source != null;
    CaptureStatistics seen = open ? source.statistics() : null;
    return new Mark(
        0,
        0,
        before.packets() + (open ? seen.receivedPackets() : 0),
        before.drops() + (open ? seen.droppedPackets() : 0),
        before.bytes() + (open ? path.bytes() : 0),
        before.telemetryBytes() + (open ? path.telemetryBytes() : 0));
  }

  private static void run(CapturePath path, PacketSource source) {
    try {
      path.run(source);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
