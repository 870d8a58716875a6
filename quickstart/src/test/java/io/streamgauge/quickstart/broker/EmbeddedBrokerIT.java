package io.streamgauge.quickstart.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** The broker starts, answers on both listeners as one cluster, and leaves nothing behind. */
class EmbeddedBrokerIT {
  @Test
  void bothListenersAreOneClusterAndNothingIsLeftBehind() throws Exception {
    long before = temporaryDirectories();

    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.onFreePorts())) {
      assertThat(clusterId(broker.observedBootstrap())).isEqualTo(broker.clusterId());
      assertThat(clusterId(broker.telemetryBootstrap())).isEqualTo(broker.clusterId());
      assertThat(broker.observedBootstrap()).isNotEqualTo(broker.telemetryBootstrap());
      assertThat(temporaryDirectories()).isEqualTo(before + 1);
    }

    assertThat(temporaryDirectories()).isEqualTo(before);
  }

  @Test
  void aTakenPortIsSaidAndLeavesNothingBehind() throws Exception {
    long before = temporaryDirectories();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerSettings free = BrokerSettings.onFreePorts();
      BrokerSettings settings = BrokerSettings.onPorts(taken.getLocalPort(), free.telemetryPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(settings))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the embedded broker did not start");
    }
    assertThat(temporaryDirectories()).isEqualTo(before);
  }

  private static String clusterId(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static long temporaryDirectories() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("streamgauge-broker-"))
          .count();
    }
  }
}
