package io.streamgauge.dist.debian;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the roots of all architectures that a list of packages names. */
public final class Main {
  private Main() {}

  /**
   * Exits with 2 and one line on standard error where it cannot.
   *
   * @param args the list of packages, the folder of what was fetched, the folder of the roots (each
   *     is named like its architecture), and the mirrors
   */
  public static void main(String[] args) {
    try {
      List<String> mirrors = List.of(args).subList(3, args.length);
      make(
          DebianPackage.list(Path.of(args[0])),
          new PackageStore(Path.of(args[1]), mirrors),
          Path.of(args[2]));
    } catch (IOException e) {
      System.err.println("libpcap for the agent's image: " + e.getMessage());
      System.exit(2);
    }
  }

  static void make(List<DebianPackage> packages, PackageStore store, Path roots)
      throws IOException {
    Map<String, ImageRoot> all = new LinkedHashMap<>();
    for (DebianPackage each : packages) {
      ImageRoot root =
          all.computeIfAbsent(
              each.architecture(), architecture -> new ImageRoot(roots.resolve(architecture)));
      root.add(each, PackageFile.files(store.get(each)));
    }
    for (ImageRoot root : all.values()) {
      root.finish();
    }
  }
}
