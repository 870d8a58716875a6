package io.streamgauge.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An image that the build has just made, unpacked. Built upon nothing, it holds what we add to a
 * base, and this machine's Java stands in for the base's.
 *
 * @param tag its name with its version
 * @param config what its configuration says, as {@code docker inspect} shows it
 * @param layers the layers' checksums, the lowest first
 * @param root the files of all layers
 */
record Image(String tag, JsonNode config, List<String> layers, Path root) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MODULES = Path.of("image");

  /** What a command of an image left. */
  record Run(int code, String said) {}

  /** The tar of a component for an architecture, {@code amd64} or {@code arm64}. */
  static Path tar(String name, String architecture) {
    return MODULES.resolve(name).resolve("target/" + name + "-" + architecture + ".tar");
  }

  static Image unpack(String name, String architecture, Path into)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectories(into.resolve(name + "-" + architecture));
    Path packed = Files.createDirectory(folder.resolve("packed"));
    Path root = Files.createDirectory(folder.resolve("root"));
    Archive.untar(tar(name, architecture), packed);
    JsonNode manifest = JSON.readTree(packed.resolve("manifest.json").toFile()).get(0);
    for (JsonNode layer : manifest.get("Layers")) {
      Archive.untar(packed.resolve(layer.asText()), root);
    }
    JsonNode config = JSON.readTree(packed.resolve(manifest.get("Config").asText()).toFile());
    return new Image(
        manifest.get("RepoTags").get(0).asText(),
        config,
        texts(config.at("/rootfs/diff_ids")),
        root);
  }

  /** The image's name without registry and version, like {@code agent}. */
  String name() {
    return tag.replaceFirst(".*/", "").replaceFirst(":.*", "");
  }

  String user() {
    return config.at("/config/User").asText();
  }

  /** The value of a variable that it sets, or an empty text. */
  String variable(String name) {
    return texts(config.at("/config/Env")).stream()
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  String label(String name) {
    return config.at("/config/Labels").path("org.opencontainers.image." + name).asText();
  }

  List<String> command() {
    return texts(config.at("/config/Cmd"));
  }

  /** Where the documents are that an image brings. */
  Path documents() {
    return root.resolve("usr/share/doc/streamgauge");
  }

  /** Names of the jars on its class path. */
  List<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("app/libs"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Starts what the image starts, with a pod's arguments, and waits for its end. */
  Run start(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    for (String word : texts(config.at("/config/Entrypoint"))) {
      line.add(word.startsWith("/") ? root + word : word);
    }
    assertThat(line.get(0)).isEqualTo("java");
    line.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("STREAMGAUGE_"));
    return run(builder);
  }

  static Run run(ProcessBuilder builder) throws IOException, InterruptedException {
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), said);
  }

  /** Names of the commands that its help shows. */
  List<String> commands() throws IOException, InterruptedException {
    Run help = start("--help");
    assertThat(help.code()).as(help.said()).isZero();
    return help.said()
        .lines()
        .dropWhile(line -> !line.equals("Commands:"))
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .filter(line -> line.matches("  [a-z].*"))
        .map(line -> line.strip().split(" ", 2)[0])
        .collect(Collectors.toList());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
