package io.streamgauge.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrapRegisterTest {
  private static final Path PAGE = Path.of("../docs/traps.md");
  private static final List<String> KINDS =
      List.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "Property", "Example");

  private final Register register = Register.load();

  @Test
  void thePageIsWhatTheRegisterSays() throws IOException {
    String page = RegisterPage.markdown(register);
    if (Boolean.getBoolean("streamgauge.rewrite")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }

  @Test
  void everyTrapHasAnIdOfItsOwnAndATest() {
    assertThat(register.traps().map(Trap::id)).doesNotHaveDuplicates();
    assertThat(register.traps()).allSatisfy(trap -> assertThat(trap.tests()).isNotEmpty());
    assertThat(register.traps().map(Trap::id)).allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
  }

  @Test
  void everyMutationIsOneOfItsOwn() {
    assertThat(register.traps().map(Trap::mutation)).doesNotHaveDuplicates();
  }

  @Test
  void everyMutationFindsItsTextExactlyOnce() {
    assertThat(register.traps())
        .allSatisfy(trap -> assertThat(trap.mutation().mutatedSource()).as(trap.id()).isNotBlank());
  }

  @Test
  void everyNamedTestExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Module module : Module.values()) {
      try (URLClassLoader loader = testsOf(module)) {
        register
            .traps()
            .flatMap(trap -> trap.tests().stream())
            .filter(test -> test.module() == module && !exists(test, loader))
            .forEach(test -> missing.add(test.toString()));
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void textThatIsNotThereOrThereTwiceIsRefused() {
    Mutation absent =
        new Mutation(Module.PROTOCOL, "frame.FrameScanner", "no such text, surely", "");
    Mutation ambiguous = new Mutation(Module.PROTOCOL, "frame.FrameScanner", "private", "");

    assertThatThrownBy(absent::mutatedSource).hasMessageContaining("not found");
    assertThatThrownBy(ambiguous::mutatedSource).hasMessageContaining("more than once");
  }

  private static URLClassLoader testsOf(Module module) {
    List<Path> path = ClassPaths.ours(module);
    path.addAll(module.libraries());
    return new URLClassLoader(ClassPaths.urls(path), ClassLoader.getPlatformClassLoader());
  }

  private static boolean exists(TestName test, ClassLoader loader) {
    try {
      return Arrays.stream(loader.loadClass(test.className()).getDeclaredMethods())
          .filter(method -> method.getName().equals(test.method()))
          .flatMap(method -> Arrays.stream(method.getAnnotations()))
          .anyMatch(annotation -> KINDS.contains(annotation.annotationType().getSimpleName()));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
