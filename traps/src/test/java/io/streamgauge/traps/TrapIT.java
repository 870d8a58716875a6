package io.streamgauge.traps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** For each trap: its tests pass, and without its handling each of them fails. */
class TrapIT {
  /** A comma-separated list of ids, for work on some rows; all of them if not given. */
  private static final String ONLY = System.getProperty("streamgauge.traps", "");

  private final Map<Module, ModuleTests> modules = new EnumMap<>(Module.class);
  private final Map<TestName, List<String>> failuresAsBuilt = new HashMap<>();
  private final MutationCompiler compiler = new MutationCompiler();

  @TestFactory
  Stream<DynamicContainer> itsTestsFailWithoutTheHandling(@TempDir Path folder) {
    return Register.load().sections().stream()
        .map(
            section ->
                dynamicContainer(
                    section.title(),
                    section.traps().stream()
                        .filter(
                            trap -> ONLY.isEmpty() || List.of(ONLY.split(",")).contains(trap.id()))
                        .map(trap -> dynamicTest(trap.id(), () -> prove(trap, folder)))));
  }

  private void prove(Trap trap, Path folder) throws IOException {
    for (TestName test : trap.tests()) {
      assertThat(failuresAsBuilt.computeIfAbsent(test, t -> tests(t).run(t)))
          .as("%s: failures of %s as built", trap.id(), test)
          .isEmpty();
    }
    Path mutated = Files.createDirectory(folder.resolve(trap.id()));
    compiler.compile(trap.mutation(), mutated);
    for (TestName test : trap.tests()) {
      assertThat(tests(test).run(test, mutated))
          .as("%s: failures of %s without the handling", trap.id(), test)
          .isNotEmpty();
    }
  }

  private ModuleTests tests(TestName test) {
    return modules.computeIfAbsent(test.module(), ModuleTests::new);
  }
}
