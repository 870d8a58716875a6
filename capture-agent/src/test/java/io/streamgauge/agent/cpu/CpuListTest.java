package io.streamgauge.agent.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuListTest {

  @Test
  void numbersAndRangesAreRead() {
    assertThat(CpuList.parse("2")).containsExactly(2);
    assertThat(CpuList.parse("9,4-7,5")).containsExactly(4, 5, 6, 7, 9);
    assertThat(CpuList.parse(" 0 , 4095 ")).containsExactly(0, 4095);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "1,", "a", "-1", "1-", "4096", "0-99999999", "0x1", "1.5"})
  void whatIsNoListIsSaid(String text) {
    assertThatThrownBy(() -> CpuList.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CPUs are numbers and ranges from 0 to 4095, such as 2,4-7, not " + text);
  }

  @Test
  void aRangeBeginsBeforeItEnds() {
    assertThatThrownBy(() -> CpuList.parse("3-1")).hasMessage("3-1 ends before it begins");
  }
}
