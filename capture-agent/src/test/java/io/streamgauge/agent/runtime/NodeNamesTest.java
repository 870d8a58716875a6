package io.streamgauge.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNamesTest {
  @TempDir private Path folder;

  private NodeNames names() {
    return new NodeNames(
        folder.resolve("hostname"), folder.resolve("hosts"), folder.resolve("resolv.conf"));
  }

  @Test
  void namesComeFromTheNodesOwnFiles() throws IOException {
    Files.writeString(folder.resolve("hostname"), "Kafka-0\n");
    Files.writeString(
        folder.resolve("hosts"),
        """
        127.0.0.1 localhost loop
        10.0.0.7 kafka-0.brokers.shop kafka-0 # this pod
        10.0.0.8 kafka-1.brokers.shop kafka-1
        """);
    Files.writeString(
        folder.resolve("resolv.conf"), "nameserver 10.0.0.1\nsearch shop.svc example.com\n");

    assertThat(names().lowerCase())
        .containsExactlyInAnyOrder(
            "localhost",
            "kafka-0",
            "kafka-0.brokers.shop",
            "kafka-0.shop.svc",
            "kafka-0.example.com");
  }

  @Test
  void aNodeThatSaysNothingIsLocalhost() {
    assertThat(names().lowerCase()).containsExactly("localhost");
  }
}
