package io.streamgauge.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code .ci/release} on a small repository, with a build that only writes down how it is called.
 */
class ReleaseTest {
  private static final Path SCRIPT = Path.of("../.ci/release");
  private static final String DAY = "1798761600"; // 2027-01-01

  @TempDir private Path folder;

  private record Run(int code, String said) {}

  @BeforeEach
  void repository() throws Exception {
    write("pom.xml", pom("  <version>0.1.0-SNAPSHOT</version>\n"));
    write("part/pom.xml", pom("    <version>0.1.0-SNAPSHOT</version>\n"));
    write("k8s/base/agent.yaml", "image: ghcr.io/streamgauge/streamgauge:0.1.0-SNAPSHOT\n");
    write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n### Added\n- A thing.\n");
    write(".ci/release", Files.readString(SCRIPT));
    write("mvnw", "#!/bin/sh\ngrep -h '<version>' pom.xml part/pom.xml >&2\necho built with $*\n");
    assertThat(folder.resolve(".ci/release").toFile().setExecutable(true)).isTrue();
    assertThat(folder.resolve("mvnw").toFile().setExecutable(true)).isTrue();
    git("init", "-q", "-b", "main");
    commit("A beginning");
  }

  @Test
  void itBuildsTheVersionTagsItAndGoesOnToTheNextSnapshot() throws Exception {
    Run run = release("0.1.0");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said())
        .contains("  <version>0.1.0</version>\n    <version>0.1.0</version>")
        .contains("built with -B -ntp clean verify -Pclients,dist")
        .contains("git push --atomic origin HEAD v0.1.0");
    assertThat(git("show", "v0.1.0:CHANGELOG.md"))
        .contains("## [Unreleased]\n\n## [0.1.0] - 2027-01-01\n\n### Added");
    assertThat(git("show", "v0.1.0:k8s/base/agent.yaml")).endsWith("/streamgauge:0.1.0\n");
    assertThat(git("show", "v0.1.0:pom.xml")).contains(">2027-01-01T00:00:00Z<");
    assertThat(read("part/pom.xml")).contains("<version>0.2.0-SNAPSHOT</version>");
    assertThat(read("k8s/base/agent.yaml")).endsWith("/streamgauge:0.2.0-SNAPSHOT\n");
    assertThat(git("status", "--porcelain")).isEmpty();
    assertThat(git("log", "--format=%s")).isEqualTo("Go on to 0.2.0\nRelease 0.1.0\nA beginning\n");
  }

  @Test
  void aBuildThatFailsLeavesNothingBehind() throws Exception {
    write("mvnw", "#!/bin/sh\nexit 1\n");
    commit("A broken build");
    String before = git("rev-parse", "HEAD");

    Run run = release("0.1.0");

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("release: failed; the tree is at " + before.strip());
    assertThat(git("rev-parse", "HEAD")).isEqualTo(before);
    assertThat(git("tag")).isEmpty();
    assertThat(read("pom.xml")).contains("0.1.0-SNAPSHOT");
  }

  @Test
  void whatIsNotReadyIsRefusedBeforeAnythingIsTouched() throws Exception {
    assertThat(release("1.0").said()).contains("usage: ");
    git("tag", "v0.0.9");
    assertThat(release("0.0.9").said()).contains("there is a tag v0.0.9");
    write(
        "CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n## [0.0.9] - 2026-01-01\n- A thing.\n");
    assertThat(release("0.1.0").said()).contains("the tree is not clean");
    commit("Nothing new");
    String before = git("rev-parse", "HEAD");

    Run run = release("0.1.0");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.said()).contains("CHANGELOG.md says nothing under [Unreleased]");
    assertThat(git("rev-parse", "HEAD")).isEqualTo(before);
  }

  private static String pom(String version) {
    return "<project>\n"
        + version
        + "  <project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp>\n"
        + "</project>\n";
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text, UTF_8);
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file), UTF_8);
  }

  private void commit(String subject) throws Exception {
    git("add", "--all");
    git("commit", "-q", "-m", subject);
  }

  private String git(String... arguments) throws Exception {
    Run run = run(concatenate("git", arguments));
    assertThat(run.code()).as(run.said()).isZero();
    return run.said();
  }

  private Run release(String version) throws Exception {
    return run(List.of(".ci/release", version));
  }

  private Run run(List<String> command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "SOURCE_DATE_EPOCH", DAY,
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_AUTHOR_NAME", "somebody",
                "GIT_AUTHOR_EMAIL", "somebody@example.com",
                "GIT_COMMITTER_NAME", "somebody",
                "GIT_COMMITTER_EMAIL", "somebody@example.com"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), said);
  }

  private static List<String> concatenate(String first, String... others) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(others));
    return all;
  }
}
