package io.streamgauge.traps;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Class paths made of what the modules' own builds left in their target folders. */
final class ClassPaths {
  private ClassPaths() {}

  /** A module's tests, then every module's classes. */
  static List<Path> ours(Module module) {
    List<Path> path = new ArrayList<>();
    path.add(module.testClasses());
    path.addAll(classes());
    return path;
  }

  /** Every module's classes. */
  static List<Path> classes() {
    List<Path> path = new ArrayList<>();
    for (Module each : Module.values()) {
      path.add(each.classes());
    }
    return path;
  }

  static URL[] urls(List<Path> paths) {
    URL[] urls = new URL[paths.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = paths.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return urls;
  }
}
