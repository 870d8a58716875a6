package io.streamgauge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each image says of itself, what is in it, and that it starts. */
class ImageIT {
  private static final String CAPTURE =
      "../capture-agent/src/test/resources/captures/java-4.3.1-mixed.pcap";

  /** Where an architecture's shared objects are, and how ELF numbers it. */
  private static final Map<String, String> TRIPLETS =
      Map.of("amd64", "x86_64-linux-gnu", "arm64", "aarch64-linux-gnu");

  private static final Map<String, Integer> MACHINES = Map.of("amd64", 62, "arm64", 183);

  @TempDir private static Path folder;
  private static final List<Image> IMAGES = new ArrayList<>();

  @BeforeAll
  static void unpack() throws Exception {
    for (String name : List.of("agent", "exporter", "flink-jobs")) {
      for (String architecture : List.of("amd64", "arm64")) {
        IMAGES.add(Image.unpack(name, architecture, folder));
      }
    }
  }

  static Stream<Image> images() {
    return IMAGES.stream();
  }

  static Stream<Image> agents() {
    return images().filter(image -> image.name().equals("agent"));
  }

  private static Image image(String name) {
    return images().filter(image -> image.name().equals(name)).findFirst().orElseThrow();
  }

  private static String architecture(Image image) {
    return image.config().get("architecture").asText();
  }

  @Test
  void theSameSourcesMakeTheSameBytes() throws Exception {
    Path again = Image.tar("agent", "amd64").resolveSibling("again.tar");

    assertThat(again).hasSameBinaryContentAs(Image.tar("agent", "amd64"));
    assertThat(images())
        .extracting(image -> image.config().get("created").asText())
        .as("the day of the sources, not of the build")
        .allMatch(created -> created.endsWith("T00:00:00Z"));
  }

  @ParameterizedTest
  @MethodSource("images")
  void itSaysWhatItIs(Image image) {
    assertThat(image.config().get("os").asText()).isEqualTo("linux");
    assertThat(image.label("title")).isEqualTo("streamgauge " + image.name());
    assertThat(image.tag()).endsWith(":" + image.label("version"));
    assertThat(image.label("revision")).matches("[0-9a-f]{40}|unknown");
    assertThat(image.label("licenses")).isEqualTo("Apache-2.0");
  }

  @Test
  void onlyTheAgentIsRoot() {
    assertThat(image("agent").user()).isEqualTo("0:0");
    assertThat(image("exporter").user()).isEqualTo("65532:65532");
    assertThat(image("flink-jobs").user()).isEqualTo("9999:9999");
  }

  @Test
  void architecturesShareWhatIsTheSameForBoth() {
    List<Image> both = agents().toList();
    List<String> shared = new ArrayList<>(both.get(0).layers());

    shared.retainAll(both.get(1).layers());

    assertThat(shared).hasSize(both.get(0).layers().size() - 1);
    assertThat(both).extracting(ImageIT::architecture).containsExactly("amd64", "arm64");
  }

  @ParameterizedTest
  @MethodSource("images")
  void itBringsLicencesAndABillOfItsJars(Image image) throws Exception {
    Path documents = image.documents();
    for (String file : List.of("LICENSE", "NOTICE", "licences/THIRD-PARTY.txt")) {
      assertThat(documents.resolve(file)).isNotEmptyFile();
    }
    assertThat(documents.resolve("licences")).isDirectoryContaining("glob:**/kafka-clients*");
    Map<String, String> told = new TreeMap<>();
    JsonNode bill = new ObjectMapper().readTree(documents.resolve("sbom.json").toFile());
    for (JsonNode component : bill.get("components")) {
      for (JsonNode hash : component.get("hashes")) {
        if (hash.get("alg").asText().equals("SHA-256")) {
          told.put(hash.get("content").asText(), component.get("name").asText());
        }
      }
    }
    if (image.name().equals("flink-jobs")) { // one jar of all of them
      assertThat(told.values()).contains("flink-connector-kafka", "kafka-clients");
    } else {
      Map<String, String> held = new TreeMap<>();
      for (String jar : image.jars()) {
        held.put(Archive.sha256(image.root().resolve("app/libs").resolve(jar)), jar);
      }
      assertThat(held.keySet()).as("held: %s, told: %s", held, told).isEqualTo(told.keySet());
    }
  }

  @Test
  void theAgentHasNothingOfOtherComponents() throws Exception {
    assertThat(image("agent").jars())
        .noneMatch(jar -> jar.matches("(flink|scala|kafka_|kafka-server|simpleclient|okhttp).*"));
    assertThat(image("agent").commands())
        .containsExactly("read", "agent", "seed", "doctor", "topics", "completion");
  }

  @Test
  void theExporterHasNothingOfOtherComponents() throws Exception {
    assertThat(image("exporter").jars())
        .noneMatch(jar -> jar.matches("(flink|scala|kafka_|kafka-server|pcap4j|jna).*"));
    assertThat(image("exporter").commands())
        .containsExactly("exporter", "top", "compare", "completion");
  }

  @Test
  void eachStartsItsOwnCommandUnlessToldOtherwise() throws Exception {
    for (Image image : List.of(image("agent"), image("exporter"))) {
      assertThat(image.command()).containsExactly(image.name());

      Image.Run help = image.start(image.name(), "--help");
      Image.Run version = image.start("--version");

      assertThat(help.said()).startsWith("Usage: streamgauge " + image.name() + " ");
      assertThat(help.code()).isZero();
      assertThat(version.said().strip()).isEqualTo("streamgauge " + image.label("version"));
    }
  }

  @Test
  void whatAnImageLacksIsOneLine() throws Exception {
    Image.Run run = image("agent").start("demo");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.said().lines()).singleElement().asString().contains("'demo'");
  }

  @Test
  void theAgentDecodes() throws Exception {
    Image.Run run = image("agent").start("read", "--format", "jsonl", CAPTURE);

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said()).contains("\"api\":\"Produce\"", "\"status\":\"complete\"");
  }

  @Test
  void theAgentsMemoryIsTheLaunchers() throws Exception {
    assertThat(Files.readString(Path.of("../streamgauge")))
        .contains("agent) options=(" + image("agent").variable("JAVA_TOOL_OPTIONS") + ") ;;");
  }

  @ParameterizedTest
  @MethodSource("agents")
  void libpcapIsOfTheArchitectureAndHasItsLicence(Image agent) throws Exception {
    String architecture = architecture(agent);
    Path objects = agent.root().resolve("usr/lib").resolve(TRIPLETS.get(architecture));

    byte[] libpcap = Files.readAllBytes(objects.resolve("libpcap.so.0.8"));

    assertThat((int) libpcap[0x12] & 0xFF).as("machine").isEqualTo(MACHINES.get(architecture));
    assertThat(agent.root().resolve("usr/share/doc/libpcap0.8/copyright"))
        .content()
        .contains("Redistribution and use");
    assertThat(agent.documents().resolve("libpcap.cdx.json"))
        .content()
        .contains("pkg:deb/debian/libpcap0.8@", "arch=" + architecture, "SHA-256");
  }

  @Test
  void theLoaderFindsInTheImageAllThatLibpcapNeedsButTheCLibrary() throws Exception {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    Image agent =
        agents()
            .filter(image -> architecture(image).equals(arm ? "arm64" : "amd64"))
            .findFirst()
            .orElseThrow();
    Path objects = agent.root().resolve("usr/lib").resolve(TRIPLETS.get(architecture(agent)));
    ProcessBuilder ldd =
        new ProcessBuilder("ldd", objects.resolve("libpcap.so.0.8").toString())
            .redirectErrorStream(true);
    ldd.environment().put("LD_LIBRARY_PATH", objects.toString());

    Image.Run run = Image.run(ldd);

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said().lines())
        .anyMatch(line -> line.contains("libdbus-1.so.3 => " + objects))
        .allMatch(
            line ->
                line.contains(" => " + objects)
                    || line.matches("\\s*(linux-vdso|libc\\.so|/lib\\S*/ld-linux|\\S*ld-linux).*"));
  }
}
