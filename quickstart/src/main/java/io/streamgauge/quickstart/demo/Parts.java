package io.streamgauge.quickstart.demo;

import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.agent.runtime.AgentOptions;
import io.streamgauge.agent.runtime.CaptureAgent;
import io.streamgauge.agent.runtime.PacketThreads;
import io.streamgauge.agent.runtime.TrafficChoice;
import io.streamgauge.exporters.ExporterOptions;
import io.streamgauge.exporters.ExporterServer;
import io.streamgauge.jobs.JobsRunner;
import io.streamgauge.jobs.bus.Bus;
import io.streamgauge.quickstart.cli.ManifestVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** The processes of a running system, each started in this JVM with settings for one machine. */
public final class Parts {
  /** Interface that agents capture on. */
  public static final String INTERFACE = "lo";

  private static final long PUBLISH_BUFFER_BYTES = 32 << 20;
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  private Parts() {}

  /**
   * Makes the topics of the bus, one partition each.
   *
   * @param bus {@code host:port} of the cluster that carries it
   */
  public static void createTopics(String bus) throws InterruptedException {
    try (Admin admin = admin(bus)) {
      List<String> created = new BusTopics(1, (short) 1).create(admin);
      if (created.size() != new BusTopics(1, (short) 1).wanted().size()) {
        throw new IllegalStateException("topics of the bus exist already on " + bus);
      }
    }
  }

  /** An admin client that is recognised as Streamgauge's own. */
  static Admin admin(String bootstrap) {
    return Admin.create(Map.of("bootstrap.servers", bootstrap, "client.id", "streamgauge-demo"));
  }

  /**
   * Starts an agent on the loopback interface.
   *
   * @param node name of agent and node
   * @param port of the observed listener
   */
  public static CaptureAgent agent(String node, int port, String bus) throws IOException {
    return agent(node, port, bus, MappingOptions.DEFAULTS);
  }

  /** The same with its own way to make events of exchanges. */
  public static CaptureAgent agent(String node, int port, String bus, MappingOptions mapping)
      throws IOException {
    return CaptureAgent.start(
        new AgentOptions(
            TrafficChoice.of(INTERFACE, Set.of(port)),
            List.of(),
            node,
            node,
            ManifestVersion.current(),
            bus,
            BusTopics.EVENTS,
            Map.of(),
            mapping,
            CaptureMethod.AUTO,
            AfPacketSource.DEFAULT_BUFFER_BYTES,
            PacketThreads.SINGLE,
            PUBLISH_BUFFER_BYTES,
            Optional.empty(),
            Optional.empty()));
  }

  /** Starts the jobs; their state is lost with them. */
  public static JobsRunner jobs(String bus) throws Exception {
    return jobs(new Bus(bus, BusTopics.EVENTS, BusTopics.RESULTS, new Properties()));
  }

  /** The same on topics of other names. */
  public static JobsRunner jobs(Bus bus) throws Exception {
    return JobsRunner.start(new JobsRunner.Settings(bus, 1, null, CHECKPOINT_INTERVAL));
  }

  /**
   * Starts an exporter on 127.0.0.1.
   *
   * @param port 0 takes a free one
   */
  public static ExporterServer exporter(int port, String bus) throws IOException {
    return new ExporterServer(
        ExporterOptions.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), bus),
        Clock.systemUTC());
  }
}
