package io.streamgauge.agent.capture.afpacket;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.agent.capture.BackendUnsupportedException;
import org.junit.jupiter.api.Test;

/** What stands in the way, and what mends it, by the error numbers of errno(3). */
class AfPacketErrorsTest {

  @Test
  void aLackingRightIsNamedWithTheCommandThatGivesIt() {
    assertThat(AfPacketErrors.failed("eth0", "packet socket", 1))
        .isNotInstanceOf(BackendUnsupportedException.class)
        .hasMessageStartingWith("eth0: no permission to capture: CAP_NET_RAW is lacking;")
        .hasMessageContaining("sudo setpriv");
  }

  @Test
  void aSystemWithoutRingsCanCaptureInAnotherWay() {
    assertThat(AfPacketErrors.failed("eth0", "packet socket", 97))
        .isInstanceOf(BackendUnsupportedException.class)
        .hasMessageContaining("packet socket: Address family not supported");
  }

  @Test
  void aRingThatIsTooLargeNamesTheOption() {
    assertThat(AfPacketErrors.noRing("eth0", RingLayout.ofBytes(64 << 20), 12))
        .hasMessage(
            "eth0: the kernel has no 64 MB for the packet buffer; ask for less with"
                + " --capture-buffer");
  }
}
