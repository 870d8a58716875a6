package io.streamgauge.agent.capture.interfaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceChoiceTest {
  private static final List<String> PRESENT =
      List.of("lo", "eth0", "eth1", "eth10", "docker0", "veth1a2b", "br-7f.1");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "any | lo,eth0,eth1,eth10,docker0,veth1a2b,br-7f.1",
        "eth0 | eth0",
        "eth0,lo | lo,eth0",
        "eth* | eth0,eth1,eth10",
        "eth? | eth0,eth1",
        "*eth* | eth0,eth1,eth10,veth1a2b",
        "!docker0 | lo,eth0,eth1,eth10,veth1a2b,br-7f.1",
        "any,!docker0,!veth* | lo,eth0,eth1,eth10,br-7f.1",
        "!eth1?,eth* | eth0,eth1",
        "eth0,!eth0 | ''",
        "br-7f.1 | br-7f.1",
        "br-7f?1 | br-7f.1",
        "eth | ''"
      })
  void namesAndPatternsSayWhichAreMeant(String patterns, String expected) {
    InterfaceChoice choice = InterfaceChoice.of(List.of(patterns.split(",")));

    List<String> included = PRESENT.stream().filter(choice::includes).toList();

    assertThat(String.join(",", included)).isEqualTo(expected);
  }

  @Test
  void onlyNamesWithoutWildcardsMustBeThere() {
    assertThat(InterfaceChoice.of(List.of("eth1", "eth0", "veth*", "!lo")).required())
        .containsExactly("eth0", "eth1");
    assertThat(InterfaceChoice.of(List.of("any")).required()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "a b", "eth0/1", "eth0:1", "!!eth0", "sixteen-letters-"})
  void whatCannotBeANameIsRefusedInOneLine(String pattern) {
    assertThatThrownBy(() -> InterfaceChoice.of(List.of(pattern)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + pattern + "'");
  }

  @Test
  void anInterfaceThatIsDownIsNotThere(@TempDir Path folder) throws IOException {
    for (String line : Stream.of("lo 0x9", "eth0 0x1003", "eth1 0x1002").toList()) {
      String[] parts = line.split(" ");
      Path entry = Files.createDirectory(folder.resolve(parts[0]));
      Files.writeString(entry.resolve("flags"), parts[1] + "\n");
    }
    Files.writeString(folder.resolve("bonding_masters"), "\n");

    assertThat(InterfaceList.in(folder).names()).containsExactly("eth0", "lo");
  }
}
