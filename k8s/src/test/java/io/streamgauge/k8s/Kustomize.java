package io.streamgauge.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What {@code kubectl kustomize} makes of the manifests. No cluster is asked. */
final class Kustomize {
  /** Folder of the manifests; tests run in it. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  static final ObjectMapper YAML = new YAMLMapper();
  private static final Map<String, String> RENDERED = new ConcurrentHashMap<>();

  private Kustomize() {}

  /** The objects of an overlay or a base, in kustomize's order. */
  static List<JsonNode> render(String folder) {
    return objects(RENDERED.computeIfAbsent(folder, name -> kubectl(ROOT.resolve(name))));
  }

  /** The objects of a component alone. */
  static List<JsonNode> renderComponent(String name) {
    return objects(
        RENDERED.computeIfAbsent(
            "components/" + name,
            key -> {
              // A component needs somebody who takes it in; paths of components are relative.
              Path folder = ROOT.resolve("target/components").resolve(name);
              try {
                Files.createDirectories(folder);
                Files.writeString(
                    folder.resolve("kustomization.yaml"),
                    """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    components:
                      - ../../../components/%s
                    """
                        .formatted(name));
              } catch (IOException e) {
                return fail(e);
              }
              return kubectl(folder);
            }));
  }

  /** The text that kustomize writes. */
  static String text(String folder) {
    return RENDERED.computeIfAbsent(folder, name -> kubectl(ROOT.resolve(name)));
  }

  private static List<JsonNode> objects(String text) {
    try {
      List<JsonNode> all = new ArrayList<>();
      YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).forEachRemaining(all::add);
      return all;
    } catch (IOException e) {
      return fail(e);
    }
  }

  private static String kubectl(Path folder) {
    try {
      Path errors = Files.createTempFile("kustomize-", ".err");
      Process process =
          new ProcessBuilder("kubectl", "kustomize", folder.toString())
              .redirectError(errors.toFile())
              .start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      int code = process.waitFor();
      String said = Files.readString(errors);
      Files.delete(errors);
      return code == 0 ? text : fail(folder + ": " + said);
    } catch (IOException e) {
      String reason = "kubectl is not installed (1.27 or newer is needed): " + e.getMessage();
      return "true".equals(System.getenv("CI")) ? fail(reason, e) : abort(reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(e);
    }
  }
}
