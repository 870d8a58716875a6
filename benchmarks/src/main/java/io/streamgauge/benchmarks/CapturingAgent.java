package io.streamgauge.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.capture.TrafficFilter;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.capture.live.LiveSources;
import io.streamgauge.agent.identity.BrokerOwnership;
import io.streamgauge.agent.identity.LocalAddresses;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.runtime.AgentPipeline;
import io.streamgauge.agent.runtime.PacketThreads;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An agent in a process of its own: capture, reassembly, decoding, sums and serialised batches on
 * {@code lo}. Only the bus is missing. Answers each line on standard input with its counters.
 */
final class CapturingAgent {
  private CapturingAgent() {}

  /** Arguments: capture method, port, buffer in MB, workers. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int port = Integer.parseInt(args[1]);
    AtomicLong telemetry = new AtomicLong();
    PacketSource source =
        LiveSources.open(
                CaptureMethod.valueOf(args[0].toUpperCase(Locale.ROOT)),
                "lo",
                TrafficFilter.ofPorts(List.of(port)),
                Integer.parseInt(args[2]) << 20,
                System.err::println)
            .source();
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
            () -> 0,
            new PacketThreads(1, Integer.parseInt(args[3]), () -> {}));
    Thread capture = new Thread(() -> run(pipeline, source), "capture");
    capture.start();
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.out.println("ready");
    try (BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (asked.readLine() != null) {
        System.out.println(
            new Mark(
                system.getProcessCpuTime(),
                source.statistics().receivedPackets(),
                source.statistics().droppedPackets(),
                pipeline.totals().kafkaBytes(),
                telemetry.get()));
      }
    }
    source.close();
    capture.join();
  }

  private static void run(AgentPipeline pipeline, PacketSource source) {
    try {
      pipeline.run(source);
      pipeline.finish();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
