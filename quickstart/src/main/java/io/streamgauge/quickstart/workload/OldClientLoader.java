package io.streamgauge.quickstart.workload;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * Defines {@link OldProducer} and all of {@code org.apache.kafka} anew from old jars, so that an
 * old client runs in the same JVM as the current one. Everything else is shared.
 */
final class OldClientLoader extends URLClassLoader {
  private static final String DRIVER = OldProducer.class.getName();

  private OldClientLoader(URL[] urls) {
    super(urls, OldClientLoader.class.getClassLoader());
  }

  /**
   * A loader over the jars of a folder.
   *
   * @throws IOException if there is no such folder, or no jar in it
   */
  static OldClientLoader over(Path folder) throws IOException {
    List<URL> urls = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    if (urls.isEmpty()) {
      throw new IOException("no jar in " + folder);
    }
    urls.add(OldProducer.class.getProtectionDomain().getCodeSource().getLocation());
    return new OldClientLoader(urls.toArray(URL[]::new));
  }

  /** The folder that the build fills: {@code old-client}, beside this module's jar or classes. */
  static Path builtFolder() {
    URI here =
        URI.create(
            OldClientLoader.class.getProtectionDomain().getCodeSource().getLocation().toString());
    return Path.of(here).resolveSibling("old-client");
  }

  Runnable newProducer(Properties config, String topic, LongPredicate sleep) {
    try {
      return (Runnable)
          loadClass(DRIVER)
              .getConstructor(Properties.class, String.class, LongPredicate.class)
              .newInstance(config, topic, sleep);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("old client in " + List.of(getURLs()), e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("org.apache.kafka.") && !name.equals(DRIVER)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : findClass(name);
    }
  }
}
