package io.streamgauge.quickstart.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import io.streamgauge.quickstart.Launcher;
import io.streamgauge.quickstart.Launcher.Run;
import io.streamgauge.quickstart.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that a fenced block of a document shows. What needs no cluster is run as it stands;
 * of the rest, what it names must be there. A command that no rule covers fails.
 *
 * <p>That the options of every {@code ./streamgauge} parse is {@code DocumentedCommandsTest}'s.
 */
class ShownCommandsIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String CAPTURE =
      "capture-agent/src/test/resources/captures/java-4.3.1-mixed.pcap";

  /** They end by themselves and ask nobody. */
  private static final Set<String> RUN_AS_THEY_ARE = Set.of("read", "analyze", "completion");

  static Stream<ShownCommand> commands() throws IOException {
    List<ShownCommand> commands = new ArrayList<>();
    for (String document :
        List.of(
            "README.md",
            "CONTRIBUTING.md",
            "SECURITY.md",
            "k8s/README.md",
            "dashboards/README.md",
            "docs/operations.md",
            "docs/otlp.md",
            "docs/versioning.md")) {
      commands.addAll(ShownCommand.in(ROOT, document));
    }
    return commands.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void aShownCommandDoesWhatTheDocumentSays(ShownCommand command) throws Exception {
    switch (command.program()) {
      case "./streamgauge", "/opt/streamgauge/streamgauge" -> streamgauge(command);
      case "./mvnw" -> new MavenLine(ROOT).check(command.arguments());
      case "kubectl" -> kubectl(command);
      case "cp", "install", "prometheus" -> filesAreThere(command.arguments());
      case "systemctl" -> unitsAreThere(command.arguments());
      case "java" -> mainsAreThere(command.arguments());
      case ".ci/release", ".ci/reproducible" ->
          assertThat(ROOT.resolve(command.program())).isExecutable();
      case "tar", "sha256sum" -> // what the build makes, used by the tests of dist
          assertThat(command.text()).contains(" streamgauge-VERSION.tar.gz");
      case "mkdir", "ln" -> assertThat(command.arguments().get(0)).isIn("-p", "-sfn");
      case "export" -> assertThat(command.arguments().get(0)).startsWith("FLINK_CONF_DIR=/etc/");
      default -> fail("no rule says how to check this command; add one here");
    }
  }

  @Test
  void theReadmeShowsTheDemoAndTheTests() throws Exception {
    assertThat(ShownCommand.in(ROOT, "README.md"))
        .extracting(ShownCommand::text)
        .contains("./streamgauge demo", "./streamgauge read FILE", "./mvnw verify");
  }

  private static void streamgauge(ShownCommand command) throws Exception {
    String name = command.words().get(1);
    if (name.equals("demo")) {
      demo(command);
    } else if (RUN_AS_THEY_ARE.contains(name)) {
      Run run = Launcher.start(ROOT, Map.of(), shell(command.text())).await();

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).isNotBlank();
    } else {
      assertThat(Launcher.run(name, "--help").out()).startsWith("Usage: streamgauge " + name);
    }
  }

  /** In a network of its own, where the ports that are usual are free, until it shows its table. */
  private static void demo(ShownCommand command) throws Exception {
    Tool.requireRoot();
    Tool.require("unshare", "util-linux");
    Tool.require("ip", "iproute2");
    Launcher.Started demo =
        Launcher.start(
            ROOT,
            Map.of(),
            "unshare",
            "--net",
            "sh",
            "-c",
            "ip link set lo up && exec " + command.text());
    try {
      await("the table")
          .atMost(Duration.ofSeconds(150))
          .until(() -> demo.out().contains("\ngroup ") || !demo.process().isAlive());
      assertThat(demo.out()).as(demo.err()).contains("ready: ", "\ngroup ");
    } finally {
      demo.process().destroy();
    }
    demo.await();
  }

  private static void kubectl(ShownCommand command) throws Exception {
    List<String> words = command.arguments();
    int folder = Math.max(words.indexOf("kustomize"), words.indexOf("-k"));
    if (folder >= 0) {
      Tool.require("kubectl", "kubectl");
      Run run =
          Launcher.start(ROOT, Map.of(), "kubectl", "kustomize", words.get(folder + 1)).await();

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).contains("kind: ");
    } else {
      assertThat(words.get(0)).isIn("label", "get", "logs", "rollout", "delete");
    }
  }

  /** Paths that are not of the machine are of this project. */
  private static void filesAreThere(List<String> arguments) {
    for (String argument : arguments) {
      String path = argument.substring(argument.indexOf('=') + 1);
      if (path.contains("/") && !path.startsWith("/")) {
        assertThat(ROOT.resolve(path.replaceFirst("/\\*[^/]*$", ""))).exists();
      }
    }
  }

  /** Classes that are named are on the class path of the launcher, which is that of the archive. */
  private static void mainsAreThere(List<String> arguments) {
    assertThat(arguments).contains("/opt/streamgauge/jars/lib/*");
    List<String> named =
        arguments.stream().filter(word -> word.matches("(org|io)\\.[a-z.]+\\.[A-Z]\\w+")).toList();
    assertThat(named).isNotEmpty().allSatisfy(ShownCommandsIT::isThere);
  }

  private static void isThere(String name) throws ReflectiveOperationException {
    assertThat(Class.forName(name).getMethod("main", String[].class)).isNotNull();
  }

  private static void unitsAreThere(List<String> arguments) {
    for (String unit : arguments) {
      if (unit.startsWith("streamgauge-")) {
        assertThat(ROOT.resolve("systemd/" + unit + ".service")).exists();
      }
    }
  }

  private static String[] shell(String text) {
    return new String[] {"bash", "-c", text.replaceAll("\\bFILE\\b…?", CAPTURE)};
  }
}
