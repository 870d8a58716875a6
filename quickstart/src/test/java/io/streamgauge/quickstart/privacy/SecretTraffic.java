package io.streamgauge.quickstart.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Real clients whose records, passwords and tokens all hold the marker. */
final class SecretTraffic {
  /** The client that speaks last: once it is known, everything before it is. */
  static final String LAST_CLIENT = Secrets.VISIBLE + "-last";

  private static final String TOPIC = "letters";
  private static final int SMALL_RECORDS = 40;
  private static final int LARGE_RECORD_CHARS = 300_000;

  private final SecretBroker broker;
  private int records;

  SecretTraffic(SecretBroker broker) {
    this.broker = broker;
  }

  void run() throws Exception {
    createTopicAndUsers();
    for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      Map<String, Object> config = client(broker.plaintext(), codec);
      config.put("compression.type", codec);
      produce(config, 0);
    }
    for (Map.Entry<String, String> login : logins().entrySet()) {
      int pause = login.getKey().equals("PLAIN") ? SecretBroker.REAUTHENTICATION_MILLIS + 300 : 0;
      produce(authenticated(login.getKey(), login.getValue()), pause);
    }
    failToLogIn("PLAIN", plain("wrong-" + Secrets.MARKER));
    failToLogIn("SCRAM-SHA-256", scram("wrong-" + Secrets.MARKER));
    consume();
  }

  private void createTopicAndUsers() throws Exception {
    // Over an observed listener, so that the salted passwords pass the agent.
    try (Admin admin = Admin.create(client(broker.plaintext(), "admin"))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      for (ScramMechanism mechanism :
          List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
        var user =
            new UserScramCredentialUpsertion(
                Secrets.USER,
                new ScramCredentialInfo(mechanism, Secrets.ITERATIONS),
                Secrets.PASSWORD.getBytes(UTF_8),
                Secrets.SALT);
        admin.alterUserScramCredentials(List.of(user)).all().get();
      }
    }
  }

  private static Map<String, String> logins() {
    return Map.of(
        "PLAIN", plain(Secrets.PASSWORD),
        "SCRAM-SHA-256", scram(Secrets.PASSWORD),
        "SCRAM-SHA-512", scram(Secrets.PASSWORD),
        "OAUTHBEARER",
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                + " unsecuredLoginStringClaim_sub=\""
                + Secrets.USER
                + "\" unsecuredLoginStringClaim_note=\""
                + Secrets.MARKER
                + "\";");
  }

  private static String plain(String password) {
    return "org.apache.kafka.common.security.plain.PlainLoginModule" + user(password);
  }

  private static String scram(String password) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule" + user(password);
  }

  private static String user(String password) {
    return " required username=\"" + Secrets.USER + "\" password=\"" + password + "\";";
  }

  private Map<String, Object> authenticated(String mechanism, String jaas) {
    Map<String, Object> config = client(broker.authenticated(), mechanism);
    config.put("security.protocol", "SASL_PLAINTEXT");
    config.put("sasl.mechanism", mechanism);
    config.put("sasl.jaas.config", jaas);
    return config;
  }

  private static Map<String, Object> client(String bootstrap, String name) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrap);
    config.put("client.id", Secrets.VISIBLE + "-" + name);
    config.put("max.request.size", 4 * LARGE_RECORD_CHARS);
    config.put("request.timeout.ms", 10_000);
    return config;
  }

  /** Small records and large ones; with a pause between, for the connection to be proven anew. */
  private void produce(Map<String, Object> config, int pauseMillis) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < SMALL_RECORDS; i++) {
        var unused = producer.send(record("value-" + Secrets.MARKER + "-" + i));
      }
      producer.flush();
      TimeUnit.MILLISECONDS.sleep(pauseMillis);
      int repeats = LARGE_RECORD_CHARS / Secrets.MARKER.length();
      producer.send(record(Secrets.MARKER.repeat(repeats))).get();
      records += SMALL_RECORDS + 1;
    }
  }

  private static ProducerRecord<String, String> record(String value) {
    ProducerRecord<String, String> record =
        new ProducerRecord<>(TOPIC, "key-" + Secrets.MARKER, value);
    record
        .headers()
        .add(
            new RecordHeader(
                "header-" + Secrets.MARKER, ("header value " + Secrets.MARKER).getBytes(UTF_8)));
    return record;
  }

  private void failToLogIn(String mechanism, String jaas) {
    Map<String, Object> config = authenticated(mechanism, jaas);
    try (Admin admin = Admin.create(config)) {
      assertThatThrownBy(() -> admin.listTopics().names().get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  private void consume() {
    Map<String, Object> config = client(broker.plaintext(), "last");
    config.put("group.id", "readers");
    config.put("auto.offset.reset", "earliest");
    int read = 0;
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (read < records && System.nanoTime() < deadline) {
        read += consumer.poll(Duration.ofMillis(200)).count();
      }
    }
    assertThat(read).isEqualTo(records);
  }
}
