package io.streamgauge.quickstart.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks a {@code ./mvnw …} without running it, for a build cannot run itself: phases, profiles,
 * modules and tests that it names must be there.
 */
final class MavenLine {
  private static final Set<String> PHASES =
      Set.of("clean", "validate", "compile", "test", "package", "verify", "spotless:apply");

  private static final Set<String> FLAGS = Set.of("-q", "-B", "-ntp", "-am", "-o");

  private final Path root;
  private final String pom;

  MavenLine(Path root) throws IOException {
    this.root = root;
    this.pom = Files.readString(root.resolve("pom.xml"));
  }

  void check(List<String> arguments) throws IOException {
    boolean doesSomething = false;
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String word = words.next();
      if (word.equals("-pl")) {
        modules(words.next());
      } else if (word.startsWith("-P")) {
        profiles(word.substring(2));
      } else if (word.startsWith("-Dtest=") || word.startsWith("-Dit.test=")) {
        tests(word.substring(word.indexOf('=') + 1));
      } else if (word.startsWith("-D")) {
        assertThat(word).matches("-D[A-Za-z.-]+(=\\S+)?");
      } else if (!FLAGS.contains(word)) {
        assertThat(PHASES).contains(word);
        doesSomething = true;
      }
    }
    assertThat(doesSomething).as("names a phase").isTrue();
  }

  private void modules(String list) {
    for (String module : list.split(",")) {
      assertThat(root.resolve(module).resolve("pom.xml")).exists();
    }
  }

  private void profiles(String list) throws IOException {
    String all = pom + Files.readString(root.resolve("client-matrix/pom.xml"));
    for (String profile : list.split(",")) {
      assertThat(all).contains("<id>" + profile + "</id>");
    }
  }

  private void tests(String list) throws IOException {
    for (String test : list.split(",")) {
      if (!test.equals("none") && !isClass(test)) {
        fail("there is no test " + test);
      }
    }
  }

  private boolean isClass(String test) throws IOException {
    String end = "/" + test + ".java";
    try (Stream<Path> files =
        Files.find(
            root, 16, (file, attributes) -> file.toString().endsWith(end) && isSource(file))) {
      return files.findAny().isPresent();
    }
  }

  private static boolean isSource(Path file) {
    return file.toString().contains("/src/test/");
  }
}
