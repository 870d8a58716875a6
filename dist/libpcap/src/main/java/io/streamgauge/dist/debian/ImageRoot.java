package io.streamgauge.dist.debian;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What goes to the root of an image of one architecture: shared objects by the names that loaders
 * ask for, the licence of each package, and a bill of materials.
 */
final class ImageRoot {
  /** The C library and its loader, which every base image for a JVM has. */
  private static final Set<String> OF_THE_BASE =
      Set.of("libc.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path root;
  private final Set<String> there = new TreeSet<>(OF_THE_BASE);
  private final Set<String> needed = new TreeSet<>();
  private final List<DebianPackage> packages = new ArrayList<>();

  /** A root below a folder that is there. */
  ImageRoot(Path root) {
    this.root = root;
  }

  /**
   * Adds the shared objects of a package, and its licence.
   *
   * @param files what is in the package
   * @throws IOException if one of the two is missing
   */
  void add(DebianPackage from, Map<String, byte[]> files) throws IOException {
    int found = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().matches("(usr/)?lib/" + from.triplet() + "/[^/]+\\.so\\.[^/]+")) {
        SharedObject object = SharedObject.read(file.getValue());
        write("usr/lib/" + from.triplet() + "/" + object.name(), file.getValue());
        there.add(object.name());
        needed.addAll(object.needed());
        found++;
      }
    }
    String licence = "usr/share/doc/" + from.name() + "/copyright";
    if (found == 0 || !files.containsKey(licence)) {
      throw new IOException(from.purl() + ": no shared object, or no licence in it");
    }
    write(licence, files.get(licence));
    packages.add(from);
  }

  /**
   * Writes the bill of materials.
   *
   * @throws IOException if something is needed that is not there
   */
  void finish() throws IOException {
    Set<String> missing = new TreeSet<>(needed);
    missing.removeAll(there);
    if (!missing.isEmpty()) {
      throw new IOException(
          packages.stream().map(DebianPackage::name).collect(Collectors.joining(", "))
              + " need what none of them has: "
              + String.join(", ", missing));
    }
    ObjectNode bill = JSON.createObjectNode();
    bill.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    ArrayNode components = bill.putArray("components");
    for (DebianPackage each : packages) {
      ObjectNode component = components.addObject();
      component.put("type", "library").put("bom-ref", each.purl());
      component.put("name", each.name()).put("version", each.version());
      component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", each.sha256());
      component.put("purl", each.purl());
    }
    write("usr/share/doc/streamgauge/libpcap.cdx.json", JSON.writeValueAsBytes(bill));
  }

  private void write(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
