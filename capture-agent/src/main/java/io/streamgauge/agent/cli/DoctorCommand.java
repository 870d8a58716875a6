package io.streamgauge.agent.cli;

import io.streamgauge.agent.capture.afpacket.AfPacketSource;
import io.streamgauge.agent.capture.interfaces.InterfaceChoice;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.doctor.DoctorOptions;
import io.streamgauge.agent.doctor.Examination;
import io.streamgauge.agent.doctor.Findings;
import io.streamgauge.agent.identity.Cidr;
import io.streamgauge.agent.publish.BusTopics;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code streamgauge doctor}: what stands between an agent here and good figures. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at this machine, its Kafka traffic and the bus, and says of each check: ok, warn or"
          + " fail, the cause, and what mends it.",
      "Takes the options that the agent would be started with. Changes nothing: it makes no topic,"
          + " grants no right and publishes nothing.",
      "Exits with 0 if all is ok, with 1 after a warning, with 2 after a failure."
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final int MEGABYTE = 1 << 20;
  private static final int MAX_MEGABYTES = 2_047;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** How findings are printed. */
  public enum Format {
    table,
    json
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      split = ",",
      description =
          "Interfaces to look at: names, patterns such as eth* and !docker0, or any for all;"
              + " repeatable. Default: ${DEFAULT-VALUE}.",
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
      names = "--owns",
      paramLabel = "CIDR",
      split = ",",
      description =
          "Brokers whose traffic the agent would count; repeatable. Default: the addresses of this"
              + " machine. Loopback always counts.")
  private List<String> owns = new ArrayList<>();

  @Option(
      names = "--capture",
      paramLabel = "METHOD",
      description =
          "How packets are captured: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private CaptureMethod capture = CaptureMethod.AUTO;

  @Option(
      names = "--capture-buffer",
      paramLabel = "MB",
      description =
          "The kernel's packet buffers of all interfaces together. Default: ${DEFAULT-VALUE}.")
  private int captureBuffer = AfPacketSource.DEFAULT_BUFFER_BYTES / MEGABYTE;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description =
          "How long traffic is looked at, such as 500ms, 10s or 1m. Default: ${DEFAULT-VALUE}.",
      converter = DurationConverter.class,
      defaultValue = "10s")
  private Duration duration;

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
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties file with further settings of the Kafka client, such as security.")
  private Path commandConfig;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.table;

  @Mixin private TlsKeyLogOptions tlsOptions;

  @Override
  public Integer call() throws InterruptedException {
    DoctorOptions plain = options();
    Findings findings;
    try (TlsKeyLogOptions.Opened keyLog = tlsOptions.open(spec)) {
      findings = new Findings(Examination.of(plain.withTls(keyLog.tls())));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case table -> findings.table();
          case json -> findings.json();
        });
    out.flush();
    return findings.worst().exitCode();
  }

  private DoctorOptions options() {
    Ports.check(spec, ports);
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw UserError.of(
          spec, "--duration must be between 1ms and 10m, not " + duration.toMillis() + "ms");
    }
    if (captureBuffer < 1 || captureBuffer > MAX_MEGABYTES) {
      throw UserError.of(
          spec,
          "--capture-buffer must be between 1 and " + MAX_MEGABYTES + " MB, not " + captureBuffer);
    }
    return new DoctorOptions(
        interfaces(),
        ports,
        ranges(),
        capture,
        captureBuffer * MEGABYTE,
        duration,
        bootstrap,
        topic,
        CommandConfig.read(spec, commandConfig),
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
}
