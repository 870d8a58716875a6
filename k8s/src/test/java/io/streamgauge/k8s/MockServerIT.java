package io.streamgauge.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client makes every object of an overlay on a mock of the API server, and finds it there. */
@EnableKubernetesMockClient(crud = true)
class MockServerIT {
  /** Kept, or its level is forgotten with it: the mock tells of every request. */
  private static final Logger MOCK = Logger.getLogger(MockWebServer.class.getName());

  private KubernetesClient client;

  @BeforeAll
  static void quietly() {
    MOCK.setLevel(Level.WARNING);
  }

  static List<String> overlays() throws IOException {
    return ManifestsIT.overlays();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyObjectIsMade(String overlay) {
    byte[] text = Kustomize.text(overlay).getBytes(UTF_8);
    List<HasMetadata> objects = client.load(new ByteArrayInputStream(text)).items();

    objects.forEach(object -> at(object).create());

    assertThat(objects)
        .hasSameSizeAs(Kustomize.render(overlay))
        .allSatisfy(object -> assertThat(at(object).get()).isNotNull());
  }

  @SuppressWarnings("unchecked")
  private Resource<HasMetadata> at(HasMetadata object) {
    if (!(object instanceof GenericKubernetesResource generic)) {
      return client.resource(object);
    }
    // The mock knows no custom kinds, so what the server would tell of them is told here.
    String[] group = generic.getApiVersion().split("/");
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup(group[0])
            .withVersion(group[1])
            .withKind(generic.getKind())
            .withPlural(generic.getKind().toLowerCase(Locale.ROOT) + "s")
            .withNamespaced(true)
            .build();
    Resource<?> resource =
        client
            .genericKubernetesResources(context)
            .inNamespace(generic.getMetadata().getNamespace())
            .resource(generic);
    return (Resource<HasMetadata>) resource;
  }
}
