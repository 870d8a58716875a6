package io.streamgauge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manifests start is in the images that they name. */
class ImageManifestsIT {
  private static final String OURS = "ghcr.io/streamgauge/";
  private static final String JAR = "/opt/flink/usrlib/streamgauge-jobs.jar";

  @TempDir private static Path folder;

  /** By their names with version. */
  private static final Map<String, Image> IMAGES = new HashMap<>();

  /** Everything in manifests that has an image of ours: containers, and FlinkDeployments' specs. */
  private static final List<JsonNode> USERS = new ArrayList<>();

  @BeforeAll
  static void read() throws Exception {
    for (String name : List.of("agent", "exporter", "flink-jobs")) {
      Image image = Image.unpack(name, "amd64", folder);
      IMAGES.put(image.tag(), image);
    }
    try (Stream<Path> files = Files.walk(Path.of("../k8s"))) {
      for (Path file : files.filter(ImageManifestsIT::isManifest).toList()) {
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
          documents.forEachRemaining(document -> collect((JsonNode) document));
        }
      }
    }
    assertThat(USERS).hasSizeGreaterThan(7);
  }

  private static boolean isManifest(Path file) {
    return file.toString().endsWith(".yaml") && !file.toString().contains("/target/");
  }

  private static void collect(JsonNode node) {
    if (node.path("image").asText().startsWith(OURS)) {
      USERS.add(node);
    }
    node.forEach(ImageManifestsIT::collect);
  }

  private static List<JsonNode> users(String image) {
    return USERS.stream()
        .filter(user -> IMAGES.get(user.get("image").asText()).name().equals(image))
        .toList();
  }

  @Test
  void everyImageThatIsNamedIsBuiltAndTheOtherWayRound() {
    Set<String> named = new TreeSet<>();
    USERS.forEach(user -> named.add(user.get("image").asText()));

    assertThat(named).isEqualTo(new TreeSet<>(IMAGES.keySet()));
  }

  @Test
  void everyArgumentIsACommandOfItsImage() throws Exception {
    for (String name : List.of("agent", "exporter")) {
      List<String> commands = IMAGES.get(users(name).get(0).get("image").asText()).commands();
      assertThat(users(name))
          .allSatisfy(user -> assertThat(user.at("/args/0").asText()).isIn(commands))
          .allSatisfy(user -> assertThat(user.has("command")).isFalse());
    }
  }

  @Test
  void agentsGetTheMemoryThatTheirImageSets() {
    Image agent = IMAGES.get(users("agent").get(0).get("image").asText());

    assertThat(users("agent").stream().filter(user -> user.at("/args/0").asText().equals("agent")))
        .hasSize(2)
        .allSatisfy(
            user ->
                assertThat(StreamSupport.stream(user.get("env").spliterator(), false))
                    .filteredOn(each -> each.get("name").asText().equals("JAVA_TOOL_OPTIONS"))
                    .singleElement()
                    .extracting(each -> each.get("value").asText())
                    .isEqualTo(agent.variable("JAVA_TOOL_OPTIONS")));
  }

  @Test
  void whatFlinkRunsIsInTheJarAndTheJarHoldsNothingOfFlinkItself() throws Exception {
    Image jobs = IMAGES.get(users("flink-jobs").get(0).get("image").asText());
    Path jar = jobs.root().resolve(JAR.substring(1));
    Set<String> mains = mains();

    assertThat(mains).hasSize(3);
    try (var files = new JarFile(jar.toFile())) {
      for (String main : mains) {
        assertThat(files.getEntry(main.replace('.', '/') + ".class")).as(main).isNotNull();
      }
      assertThat(files.stream())
          .extracting(entry -> entry.getName())
          .contains("org/apache/flink/connector/kafka/source/KafkaSource.class")
          .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
          .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/environment/"))
          .noneMatch(name -> name.startsWith("org/slf4j/"));
    }
  }

  @Test
  void flinkComposesEachJobFromTheJar() throws Exception {
    Image jobs = IMAGES.get(users("flink-jobs").get(0).get("image").asText());
    Path configuration = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(configuration.resolve("config.yaml"), "parallelism.default: 2\n");
    for (String main : mains()) {
      ProcessBuilder flink =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--add-opens=java.base/java.util=ALL-UNNAMED",
                  "--add-opens=java.base/java.lang=ALL-UNNAMED",
                  "-cp",
                  Files.readString(Path.of("image/jobs-jar/target/flink-class-path")).strip(),
                  "org.apache.flink.client.cli.CliFrontend",
                  "info",
                  "--class",
                  main,
                  jobs.root() + JAR,
                  "--bootstrap",
                  "bus:9092")
              .redirectErrorStream(true);
      flink.environment().put("FLINK_CONF_DIR", configuration.toString());

      Image.Run run = Image.run(flink);

      assertThat(run.code()).as(run.said()).isZero();
      assertThat(run.said()).as(main).contains("Execution Plan", "\"Source: ", ": Writer\"");
    }
  }

  /** Main classes that manifests give to Flink; each comes with our jar. */
  private static Set<String> mains() {
    Set<String> mains = new TreeSet<>();
    for (JsonNode user : users("flink-jobs")) {
      if (user.has("job")) {
        assertThat(user.at("/job/jarURI").asText()).isEqualTo("local://" + JAR);
        mains.add(user.at("/job/entryClass").asText());
      }
      List<String> command = new ArrayList<>();
      user.path("command").forEach(word -> command.add(word.asText()));
      if (command.contains("--class")) {
        assertThat(command).contains(JAR);
        mains.add(command.get(command.indexOf("--class") + 1));
      }
    }
    return mains;
  }
}
