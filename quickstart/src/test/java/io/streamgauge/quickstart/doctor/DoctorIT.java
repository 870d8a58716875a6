package io.streamgauge.quickstart.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.agent.cli.DoctorCommand;
import io.streamgauge.agent.publish.BusTopics;
import io.streamgauge.agent.testing.RequiresCapture;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.quickstart.Launcher;
import io.streamgauge.quickstart.RepeatingClient;
import io.streamgauge.quickstart.Tool;
import io.streamgauge.quickstart.broker.BrokerSettings;
import io.streamgauge.quickstart.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** A live capture of a real broker's traffic, and a real bus. */
@RequiresCapture
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DoctorIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String ANYBODY = "User:*";

  /** Who comes by the bus' listener may do what nobody is granted in particular. */
  private static final Map<String, String> AUTHORIZING =
      Map.of(
          "authorizer.class.name",
          "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "principal.builder.class",
          ListenerPrincipals.class.getName(),
          "super.users",
          "User:controller;User:observed",
          "allow.everyone.if.no.acl.found",
          "true");

  private BrokerSettings settings;
  private EmbeddedBroker broker;

  @BeforeAll
  void start() {
    settings = BrokerSettings.onFreePorts();
    broker = EmbeddedBroker.start(settings, AUTHORIZING);
  }

  @AfterAll
  void stop() {
    if (broker != null) {
      broker.close();
    }
  }

  /** The findings of an examination of this broker, by check. */
  private record Run(int code, Map<String, JsonNode> checks) {
    private String level(String check) {
      return checks.get(check).path("level").asText();
    }

    private String cause(String check) {
      return checks.get(check).path("cause").asText();
    }

    private String mend(String check) {
      return checks.get(check).path("mend").asText();
    }
  }

  private Run examine(String bus, String duration) throws Exception {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new DoctorCommand())
            .setOut(new PrintWriter(out))
            .execute(
                "--format=json",
                "--interface=lo",
                "--port=" + settings.observedPort(),
                "--duration=" + duration,
                "--bootstrap=" + bus);
    Map<String, JsonNode> checks = new TreeMap<>();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    json.path("checks").forEach(check -> checks.put(check.path("check").asText(), check));
    assertThat(List.of("ok", "warn", "fail").get(code)).isEqualTo(json.path("level").asText());
    return new Run(code, checks);
  }

  /** Looks for longer and longer, until the clients have said something meanwhile. */
  private Run examineTraffic() throws Exception {
    Run run = null;
    try (RepeatingClient client = RepeatingClient.of(broker.observedBootstrap())) {
      for (int seconds = 2; seconds <= 64; seconds *= 2) {
        run = examine(broker.telemetryBootstrap(), seconds + "s");
        if (run.level("interfaces").equals("ok") || !client.isAsking()) {
          return run;
        }
      }
    }
    return run;
  }

  private Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.telemetryBootstrap()));
  }

  /** Returns when the broker knows of them. */
  private static void createTopics(Admin admin) throws InterruptedException {
    BusTopics topics = new BusTopics(1, BusTopics.CLUSTER_DEFAULT);
    topics.create(admin);
    await().atMost(PATIENCE).until(() -> topics.check(admin).isEmpty());
  }

  /** With a grant of anything, what is not granted is forbidden. */
  private void forbidWriting() throws ExecutionException, InterruptedException {
    List<AclBinding> reading = new ArrayList<>();
    for (AclOperation each : List.of(AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS)) {
      reading.add(
          new AclBinding(
              new ResourcePattern(ResourceType.TOPIC, BusTopics.EVENTS, PatternType.LITERAL),
              new AccessControlEntry(ANYBODY, "*", each, AclPermissionType.ALLOW)));
    }
    try (Admin owner =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.observedBootstrap()))) {
      owner.createAcls(reading).all().get();
    }
  }

  private static Set<AclOperation> operations(Admin admin) throws Exception {
    return admin
        .describeTopics(
            List.of(BusTopics.EVENTS),
            new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .allTopicNames()
        .get()
        .get(BusTopics.EVENTS)
        .authorizedOperations();
  }

  private void publish(EventBatch batch) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.telemetryBootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      Object unused =
          producer.send(new ProducerRecord<>(BusTopics.EVENTS, batch.toByteArray())).get();
    }
  }

  private static EventBatch batch(String agent, Instant at) {
    return EventBatch.newBuilder()
        .setAgentId(agent)
        .setAgentTimeNanos(TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano())
        .build();
  }

  @Test
  void whatABusLacksIsToldAndABrokersNodeIsWell() throws Exception {
    missingTopicsAreTold();
    try (Admin admin = admin()) {
      createTopics(admin);
    }
    publish(batch("steady", Instant.now()));
    publish(batch("ahead", Instant.now().plusSeconds(3_600)));
    aBrokersNodeIsWellAndAClockThatIsWrongIsTold();
    try (Admin admin = admin()) {
      forbidWriting();
      await().atMost(PATIENCE).until(() -> !operations(admin).contains(AclOperation.WRITE));
    }
    missingRightsAreTold();
  }

  private void missingTopicsAreTold() throws Exception {
    Run run = examine(broker.telemetryBootstrap(), "10ms");

    assertThat(run.level("topics")).isEqualTo("fail");
    assertThat(run.cause("topics")).contains("streamgauge.events: does not exist");
    assertThat(run.mend("topics"))
        .contains("topics create --bootstrap " + broker.telemetryBootstrap());
  }

  private void aBrokersNodeIsWellAndAClockThatIsWrongIsTold() throws Exception {
    Run run = examineTraffic();

    assertThat(run.checks().keySet())
        .containsExactlyInAnyOrder(
            "capture-right",
            "libpcap",
            "ring-memory",
            "interfaces",
            "ports",
            "ownership",
            "tls",
            "half-seen",
            "drops",
            "duplicates",
            "bus",
            "topics",
            "acls",
            "clock-skew");
    for (String well :
        List.of(
            "capture-right",
            "libpcap",
            "interfaces",
            "ownership",
            "tls",
            "duplicates",
            "bus",
            "topics",
            "acls")) {
      assertThat(run.level(well)).as("%s: %s", well, run.cause(well)).isEqualTo("ok");
    }
    assertThat(run.cause("interfaces")).contains("on lo");
    assertThat(run.cause("ports")).contains(settings.observedPort() + " has ");
    assertThat(run.level("clock-skew")).isEqualTo("fail");
    assertThat(run.cause("clock-skew")).contains("agent ahead").contains("before the bus'");
    assertThat(run.code()).isEqualTo(2);
  }

  private void missingRightsAreTold() throws Exception {
    Run run = examine(broker.telemetryBootstrap(), "10ms");

    assertThat(run.level("topics")).as(run.cause("topics")).isEqualTo("ok");
    assertThat(run.level("acls")).isEqualTo("fail");
    assertThat(run.cause("acls")).contains("may not Write on streamgauge.events");
    assertThat(run.mend("acls"))
        .contains("kafka-acls.sh --bootstrap-server " + broker.telemetryBootstrap())
        .contains("--operation Write");
    assertThat(run.level("clock-skew")).isEqualTo("warn");
    assertThat(run.cause("clock-skew")).contains("may not read");
  }

  @Test
  void aBusThatIsNotThereIsAFailureAndTheRestIsToldAllTheSame() throws Exception {
    Run run = examine("127.0.0.1:1", "10ms");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.level("bus")).isEqualTo("fail");
    assertThat(run.cause("bus")).contains("127.0.0.1:1 does not answer");
    assertThat(run.level("topics")).isEqualTo("warn");
    assertThat(run.level("libpcap")).isEqualTo("ok");
  }

  @Test
  void withoutTheRightToCaptureItSaysWhatMendsThatAndExitsWith2() throws Exception {
    Tool.requireRoot();
    Tool.require("setpriv", "util-linux");
    Launcher.Run run =
        Launcher.start(
                Path.of("."),
                Map.of(),
                "setpriv",
                "--bounding-set=-net_raw",
                Launcher.script().toString(),
                "doctor",
                "--duration=10ms",
                "--bootstrap=" + broker.telemetryBootstrap())
            .await();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("fail  capture-right  this process has no CAP_NET_RAW")
        .contains("→ sudo ./streamgauge agent")
        .contains("fail  interfaces     no interface can be captured on")
        .contains("ok    bus            " + broker.telemetryBootstrap() + " answers");
  }
}
