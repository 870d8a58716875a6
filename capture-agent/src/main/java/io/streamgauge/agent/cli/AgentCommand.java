package io.streamgauge.agent.cli;

import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.interfaces.InterfaceChoice;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.identity.Cidr;
import io.streamgauge.agent.identity.ClientIdFolding;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.agent.rollup.LabelLimits;
import io.streamgauge.agent.runtime.AgentOptions;
import io.streamgauge.agent.runtime.CaptureAgent;
import io.streamgauge.agent.runtime.TrafficChoice;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streamgauge agent}: captures live and publishes events, until it is stopped. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    description = {
      "Captures Kafka traffic on this machine and publishes events to the bus.",
      "Needs the right to capture (root, or CAP_NET_RAW) and libpcap. It counts the brokers that"
          + " have an address on this machine; --owns names others."
    })
public final class AgentCommand implements Callable<Integer> {
  private static final int MEGABYTE = 1 << 20;
  private static final int MAX_MEGABYTES = 2_047;
  private static final long MAX_RESOLUTION_MILLIS = 60_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      split = ",",
      description =
          "Interfaces to capture on: names, patterns such as eth* and !docker0, or any for all;"
              + " repeatable. Those that a pattern names are followed as they come and go. Default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = InterfaceChoice.ANY)
  private List<String> interfaces = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      split = ",",
      description = "Port of the brokers' listeners; repeatable. Default: ${DEFAULT-VALUE}.",
      defaultValue = "9092")
  private Set<Integer> ports = new LinkedHashSet<>();

  @Option(
      names = "--discover",
      description =
          "Finds brokers' listeners on other ports, too: by requests and responses that decode, by"
              + " what brokers advertise, and by the processes that listen.")
  private boolean discover;

  @Option(
      names = "--keep-acks",
      description =
          "Captures segments that do nothing but acknowledge, too. The same exchanges are found"
              + " without them; with them bytes that a capture lost are given up sooner where one"
              + " side says nothing.")
  private boolean keepAcknowledgments;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka cluster that carries the bus. Default: ${DEFAULT-VALUE}.")
  private String bootstrap = "localhost:19092";

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Topic of the events. Default: ${DEFAULT-VALUE}.")
  private String topic = BusTopics.EVENTS;

  @Option(
      names = "--agent-id",
      paramLabel = "NAME",
      description = "Stable name of this agent, unique on the bus. Default: the host name.")
  private String agentId;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = "Display name of the observed cluster. Default: Kafka's cluster id.")
  private String cluster = "";

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Name of this node. Default: the host name.")
  private String node;

  @Option(
      names = "--resolution",
      paramLabel = "DURATION",
      description =
          "Step over which traffic is added up, such as 500ms or 1s; 0 sends each exchange."
              + " Default: ${DEFAULT-VALUE}.",
      converter = DurationConverter.class,
      defaultValue = "1s")
  private Duration resolution;

  @Option(
      names = "--owns",
      paramLabel = "CIDR",
      split = ",",
      description =
          "Brokers whose traffic this agent counts, for mirror ports and mirrored cloud traffic;"
              + " repeatable. Default: the addresses of this machine. Loopback always counts.")
  private List<String> owns = new ArrayList<>();

  @Option(
      names = "--capture",
      paramLabel = "METHOD",
      description =
          "How packets are captured: ${COMPLETION-CANDIDATES}. afpacket is a ring shared with the"
              + " kernel (Linux), pcap is libpcap; auto takes the first that works and says so when"
              + " it is not the first. Default: ${DEFAULT-VALUE}.")
  private CaptureMethod capture = CaptureMethod.AUTO;

  @Option(
      names = "--capture-buffer",
      paramLabel = "MB",
      description =
          "The kernel's packet buffers of all interfaces together, all of it resident. One that"
              + " comes later gets a share of what is left, and is not captured while there is"
              + " nothing; --discover takes 4 MB beside it. Default: ${DEFAULT-VALUE}.")
  private int captureBuffer = AfPacketSource.DEFAULT_BUFFER_BYTES / MEGABYTE;

  @Mixin private PacketThreadOptions threadOptions;

  @Option(
      names = "--publish-buffer",
      paramLabel = "MB",
      description =
          "What may wait while the bus is down; the newest is dropped beyond it. Default:"
              + " ${DEFAULT-VALUE}.")
  private int publishBuffer = 32;

  @Option(
      names = "--max-clients",
      paramLabel = "NUMBER",
      description =
          "Clients (address and client id) named apart; others are added up as __other__. Default:"
              + " ${DEFAULT-VALUE}.")
  private int maxClients = LabelLimits.DEFAULTS.clients();

  @Option(
      names = "--fold-client-ids",
      paramLabel = "REGEX",
      arity = "0..1",
      fallbackValue = ClientIdFolding.GENERATED_SUFFIX,
      description =
          "Replaces what the expression's first group finds in client ids by *, so that"
              + " consumer-17 and consumer-18 count as consumer-*. Without a value: numbers after"
              + " the last dash. Default: client ids stay as they are.")
  private List<String> foldClientIds = new ArrayList<>();

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties file with further settings of the Kafka client, such as security.")
  private Path commandConfig;

  @Option(
      names = "--health-address",
      paramLabel = "HOST:PORT",
      description =
          "Where /-/healthy and /-/ready are served; none for nowhere. Default: ${DEFAULT-VALUE}.")
  private String healthAddress = "127.0.0.1:9405";

  @Mixin private PrivacyOptions privacyOptions;

  @Mixin private TlsKeyLogOptions tlsOptions;

  @Mixin private TraceOptions traceOptions;

  private final Consumer<CaptureAgent> started;

  /** The command as the launcher runs it. */
  public AgentCommand() {
    this(agent -> {});
  }

  /** The same, with somebody who is told of the agent once it captures. */
  public AgentCommand(Consumer<CaptureAgent> started) {
    this.started = started;
  }

  @Override
  public Integer call() throws InterruptedException {
    AgentOptions plain = options();
    try (TlsKeyLogOptions.Opened keyLog = tlsOptions.open(spec)) {
      return run(plain.withTls(keyLog.tls()));
    }
  }

  private int run(AgentOptions options) throws InterruptedException {
    CaptureAgent agent = start(options);
    Thread stopper = new Thread(() -> close(agent), "agent-stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    started.accept(agent);
    announce(options, agent);
    try {
      Object unused = agent.ended().get();
      return 0;
    } catch (ExecutionException e) {
      close(agent);
      throw UserError.of(
          spec, e.getCause() instanceof Exception cause ? cause : new KafkaException(e.getCause()));
    }
  }

  private CaptureAgent start(AgentOptions options) {
    try {
      return CaptureAgent.start(options);
    } catch (IOException | KafkaException e) {
      throw UserError.of(spec, e);
    }
  }

  private void close(CaptureAgent agent) {
    try {
      agent.close();
    } catch (IOException e) {
      say("The capture could not be closed: " + e.getMessage());
    }
  }

  private void announce(AgentOptions options, CaptureAgent agent) {
    String where =
        options
            .health()
            .map(at -> ", health on http://" + at.getHostString() + ":" + at.getPort() + "/-/ready")
            .orElse("");
    say(
        "Capturing TCP ports "
            + options.traffic().ports().stream()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "))
            + " on interface "
            + options.traffic().interfaces()
            + " with "
            + agent.captureMethod()
            + ", publishing to "
            + options.topic()
            + " at "
            + options.bootstrap()
            + " as agent "
            + options.agentId()
            + where);
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private AgentOptions options() {
    Ports.check(spec, ports);
    return new AgentOptions(
        new TrafficChoice(interfaces(), ports, keepAcknowledgments, discover),
        ranges(),
        agentId == null ? HostName.ofThisMachine() : agentId,
        node == null ? HostName.ofThisMachine() : node,
        Versions.of(AgentCommand.class),
        bootstrap,
        topic,
        CommandConfig.read(spec, commandConfig),
        mapping(),
        capture,
        megabytes("--capture-buffer", captureBuffer),
        threadOptions.threads(spec, capture),
        megabytes("--publish-buffer", publishBuffer),
        health(),
        Optional.empty());
  }

  private InterfaceChoice interfaces() {
    try {
      return InterfaceChoice.of(interfaces);
    } catch (IllegalArgumentException e) {
      throw UserError.of(spec, "--interface: " + e.getMessage());
    }
  }

  private List<Cidr> ranges() {
    try {
      return owns.stream().map(Cidr::parse).toList();
    } catch (IllegalArgumentException e) {
      throw UserError.of(spec, "--owns: " + e.getMessage());
    }
  }

  private MappingOptions mapping() {
    if (resolution.isNegative() || resolution.toMillis() > MAX_RESOLUTION_MILLIS) {
      throw UserError.of(spec, "--resolution must be between 0 and 60s, not " + resolution);
    }
    if (maxClients < 1) {
      throw UserError.of(spec, "--max-clients must be 1 or more, not " + maxClients);
    }
    LabelLimits defaults = LabelLimits.DEFAULTS;
    return new MappingOptions(
        (int) resolution.toMillis(),
        cluster,
        new LabelLimits(maxClients, defaults.topics(), defaults.groups(), defaults.listeners()),
        folding(),
        privacyOptions.policy(spec),
        traceOptions.spans(spec));
  }

  private ClientIdFolding folding() {
    try {
      return new ClientIdFolding(foldClientIds.stream().map(Pattern::compile).toList());
    } catch (PatternSyntaxException e) {
      throw UserError.of(spec, "--fold-client-ids: " + e.getDescription() + ": " + e.getPattern());
    }
  }

  private int megabytes(String option, int value) {
    if (value < 1 || value > MAX_MEGABYTES) {
      throw UserError.of(
          spec, option + " must be between 1 and " + MAX_MEGABYTES + " MB, not " + value);
    }
    return value * MEGABYTE;
  }

  private Optional<InetSocketAddress> health() {
    if (healthAddress.equals("none")) {
      return Optional.empty();
    }
    int colon = healthAddress.lastIndexOf(':');
    try {
      int port = Integer.parseInt(healthAddress.substring(colon + 1));
      return Optional.of(new InetSocketAddress(healthAddress.substring(0, colon), port));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw UserError.of(spec, "--health-address must be HOST:PORT or none, not " + healthAddress);
    }
  }
}
