package io.streamgauge.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Finding GOOD = Finding.ok("libpcap", "libpcap 1.10");
  private static final Finding ODD = Finding.warn("tls", "half of it", "give keys");
  private static final Finding BAD = Finding.fail("bus", "gone", "start it");

  @Test
  void theWorstFindingIsWhatAProcessExitsWith() {
    assertThat(new Findings(List.of(GOOD)).worst().exitCode()).isZero();
    assertThat(new Findings(List.of(GOOD, ODD, GOOD)).worst().exitCode()).isEqualTo(1);
    assertThat(new Findings(List.of(BAD, ODD, GOOD)).worst().exitCode()).isEqualTo(2);
  }

  @Test
  void theTableHasALinePerCheckAndBelowItWhatMendsIt() {
    assertThat(new Findings(List.of(GOOD, ODD)).table().lines())
        .containsExactly(
            "ok    libpcap        libpcap 1.10",
            "warn  tls            half of it",
            "                     → give keys");
  }

  @Test
  void theJsonHasTheWorstLevelAndEveryCheck() throws Exception {
    JsonNode json = new ObjectMapper().readTree(new Findings(List.of(GOOD, BAD)).json());

    assertThat(json.path("level").asText()).isEqualTo("fail");
    assertThat(json.path("checks")).hasSize(2);
    assertThat(json.path("checks").get(1).toString())
        .isEqualTo(
            "{\"check\":\"bus\",\"level\":\"fail\",\"cause\":\"gone\",\"mend\":\"start it\"}");
  }
}
