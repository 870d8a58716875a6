package io.streamgauge.benchmarks;

import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.CaptureUnavailableException;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.capture.live.LiveSources;
import io.streamgauge.agent.identity.BrokerOwnership;
import io.streamgauge.agent.identity.LocalAddresses;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.runtime.AgentPipeline;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

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
  private final boolean decodes;
  private final AtomicLong telemetry = new AtomicLong();
  private Mark before = new Mark(0, 0, 0, 0, 0, 0);
  private PacketSource source;
  private Thread thread;
  private LongSupplier bytes;

  private CapturingAgent(String... args) {
    this.method = CaptureMethod.valueOf(args[0]);
    this.port = Integer.parseInt(args[1]);
    this.bufferBytes = Integer.parseInt(args[2]) << 20;
    this.decodes = Boolean.parseBoolean(args[3]);
  }

  private interface Capture {
    void run(PacketSource source) throws IOException;
  }

  /** What the agent captures of a port by default. */
  static TrafficFilter filter(int port) {
    return TrafficFilter.ofPorts(List.of(port)).withEncapsulated().withoutAcknowledgments();
  }

  /** Arguments: capture method, port, buffer in MB, whether there is more than reassembly. */
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
    Capture capture = decodes ? decoding() : counting();
    PacketSource opened = source;
    thread = new Thread(() -> run(capture, opened), "capture");
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
        before.bytes() + (open ? bytes.getAsLong() : 0),
        telemetry.get());
  }

  private Capture counting() {
    CountingReassembler reassembler = new CountingReassembler();
    bytes = reassembler::bytes;
    return opened -> opened.run(reassembler);
  }

  private Capture decoding() {
    AgentPipeline pipeline =
        new AgentPipeline(
            new AgentIdentity("benchmark", 1, "node", "benchmark"),
            new PipelineOptions(
                Set.of(port),
                new BrokerOwnership(List.of(), LocalAddresses.ofThisMachine()),
                TcpLimits.DEFAULTS),
            MappingOptions.DEFAULTS,
            KafkaDecoder.builder().build(),
            batch -> telemetry.addAndGet(batch.toByteArray().length),
            () -> 0);
    bytes = () -> pipeline.totals().kafkaBytes();
    return opened -> {
      pipeline.run(opened);
      pipeline.finish();
    };
  }

  private static void run(Capture capture, PacketSource source) {
    try {
      capture.run(source);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
