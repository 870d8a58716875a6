package io.streamgauge.matrix.run;

import io.streamgauge.matrix.broker.AuthenticationLog;
import io.streamgauge.matrix.broker.LoggedRequest;
import io.streamgauge.matrix.broker.Ports;
import io.streamgauge.matrix.broker.StoredPartition;
import io.streamgauge.matrix.client.Scenario;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * What a broker says of the whole run.
 *
 * @param ports where it listened
 * @param requests its request log, captured listeners only
 * @param authentication what its authenticator handled
 * @param stored what it holds in the end
 * @param committed offsets by group in the end
 */
public record BrokerAccount(
    Ports ports,
    List<LoggedRequest> requests,
    AuthenticationLog authentication,
    Map<TopicPartition, StoredPartition> stored,
    Map<String, Map<TopicPartition, Long>> committed) {

  /** The port that a scenario's client talks to. */
  public int port(Scenario scenario) {
    return scenario.security() == null ? ports.clients() : ports.sasl();
  }

  /** The requests of a client id. */
  public List<LoggedRequest> requests(String clientId) {
    return requests.stream().filter(request -> clientId.equals(request.clientId())).toList();
  }

  /** A figure of the partitions of a scenario's topic that hold records, by partition. */
  public Map<Integer, Long> stored(Scenario scenario, ToLongFunction<StoredPartition> figure) {
    Map<Integer, Long> figures = new TreeMap<>();
    stored.forEach(
        (partition, held) -> {
          if (partition.topic().equals(scenario.topic()) && held.records() > 0) {
            figures.put(partition.partition(), figure.applyAsLong(held));
          }
        });
    return figures;
  }

  /** The committed offsets of a scenario's group in its topic, by partition. */
  public Map<Integer, Long> committed(Scenario scenario) {
    Map<Integer, Long> offsets = new TreeMap<>();
    committed
        .getOrDefault(scenario.group(), Map.of())
        .forEach((partition, offset) -> offsets.put(partition.partition(), offset));
    return offsets;
  }
}
