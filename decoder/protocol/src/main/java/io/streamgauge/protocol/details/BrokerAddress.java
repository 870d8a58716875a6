package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.Fields;
import java.util.List;

/**
 * A broker as a cluster advertises it to clients of the listener that was asked.
 *
 * @param id broker id
 * @param host host name or address
 * @param port 0 to 65535
 * @param rack rack, or null
 */
public record BrokerAddress(int id, String host, int port, String rack) {
  /** The {@code Brokers} of a response. */
  static List<BrokerAddress> list(Fields response, String idField) {
    return response.structs("Brokers").stream()
        .map(
            broker ->
                new BrokerAddress(
                    broker.integer(idField, -1),
                    broker.text("Host"),
                    broker.integer("Port", -1),
                    broker.text("Rack")))
        .toList();
  }
}
