package io.streamgauge.matrix.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RequestLogTest {
  private static String line(String listener) {
    return "Completed request:{\"requestHeader\":{\"requestApiKey\":0,\"requestApiVersion\":7,"
        + "\"correlationId\":3,\"clientId\":\"kc\"},\"request\":{\"acks\":0},\"response\":\"\","
        + "\"connection\":\"127.0.0.1:31000-127.0.0.1:45444-0-2\",\"listener\":\""
        + listener
        + "\",\"clientInformation\":{\"softwareName\":\"librdkafka\",\"softwareVersion\":\"2.0.2\"}}";
  }

  @Test
  void aLineSaysWhoAskedWhatOnWhichConnection() {
    LoggedRequest request = RequestLog.parse(List.of(line("CLIENTS"))).get(0);

    assertThat(request.clientPort()).isEqualTo(45_444);
    assertThat(request.apiKey()).isZero();
    assertThat(request.apiVersion()).isEqualTo(7);
    assertThat(request.correlationId()).isEqualTo(3);
    assertThat(request.clientId()).isEqualTo("kc");
    assertThat(request.softwareName()).isEqualTo("librdkafka");
    assertThat(request.request().path("acks").asInt()).isZero();
  }

  @Test
  void onlyCapturedListenersCount() {
    List<LoggedRequest> requests =
        RequestLog.parse(
            List.of(line("ADMIN"), line("SASL"), line("CONTROLLER"), "something else"));

    assertThat(requests).extracting(LoggedRequest::listener).containsExactly("SASL");
  }

  @Test
  void aBrokenLineIsShown() {
    assertThatThrownBy(() -> RequestLog.parse(List.of("Completed request:{\"requestHeader\":")))
        .hasMessageContaining("not a line of a request log");
  }
}
