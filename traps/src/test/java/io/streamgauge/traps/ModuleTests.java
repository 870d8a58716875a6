package io.streamgauge.traps;

import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.junit.platform.launcher.Launcher;

/**
 * Runs tests of one module in this JVM, with the module's own libraries and, if asked, with some
 * classes replaced. Libraries are loaded once, everything of ours anew for each run.
 */
final class ModuleTests {
  private static final long PATIENCE_SECONDS = 60;

  private final Module module;
  private final ClassLoader libraries;
  private final ClassLoader unchanged;

  ModuleTests(Module module) {
    this.module = module;
    List<Path> jars = new ArrayList<>(module.libraries());
    jars.add(locationOf(Launcher.class));
    this.libraries =
        new URLClassLoader(ClassPaths.urls(jars), ClassLoader.getPlatformClassLoader());
    this.unchanged = new URLClassLoader(ClassPaths.urls(ours()), libraries);
  }

  /** Runs a test on the code as it was built. Returns what failed; empty if it passed. */
  List<String> run(TestName test) {
    return run(test, unchanged);
  }

  /** Runs a test with the classes of a folder in the place of those that were built. */
  List<String> run(TestName test, Path replaced) {
    List<Path> path = ours();
    path.add(0, replaced);
    return run(test, new URLClassLoader(ClassPaths.urls(path), libraries));
  }

  private List<String> run(TestName test, ClassLoader loader) {
    FutureTask<List<String>> result =
        new FutureTask<>(() -> launcher(loader).apply(test.className(), test.method()));
    Thread thread = new Thread(result, test.toString());
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(test + ": " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError(test + " did not end; a mutation must not make the code hang", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // the loader's own LaunchedTest, which only java.util crosses
  private static BiFunction<String, String, List<String>> launcher(ClassLoader loader)
      throws ReflectiveOperationException {
    return (BiFunction<String, String, List<String>>)
        loader.loadClass(LaunchedTest.class.getName()).getDeclaredConstructor().newInstance();
  }

  private List<Path> ours() {
    List<Path> path = ClassPaths.ours(module);
    path.add(locationOf(LaunchedTest.class));
    return path;
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
