package io.streamgauge.agent.runtime;

import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.identity.Cidr;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.tls.TlsOptions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a live agent runs.
 *
 * @param traffic which traffic it looks at
 * @param owns brokers whose traffic is counted; empty for the addresses of this machine
 * @param agentId stable name, unique on the bus
 * @param node name of the node
 * @param version version of this software
 * @param bootstrap where the bus is
 * @param topic events topic
 * @param producerSettings further settings of the producer, such as security
 * @param mapping resolution, cluster name and limits
 * @param capture how packets are captured
 * @param captureBufferBytes the kernel's packet buffers of all interfaces together
 * @param threads that capture and decode
 * @param publishBufferBytes what may wait for the bus
 * @param health where {@code /-/healthy} and {@code /-/ready} are served; empty for nowhere
 * @param tls how TLS is decrypted; empty to leave it opaque
 */
public record AgentOptions(
    TrafficChoice traffic,
    List<Cidr> owns,
    String agentId,
    String node,
    String version,
    String bootstrap,
    String topic,
    Map<String, String> producerSettings,
    MappingOptions mapping,
    CaptureMethod capture,
    int captureBufferBytes,
    PacketThreads threads,
    long publishBufferBytes,
    Optional<InetSocketAddress> health,
    Optional<TlsOptions> tls) {
  /** Copies the collections. */
  public AgentOptions {
    owns = List.copyOf(owns);
    producerSettings = Map.copyOf(producerSettings);
  }

  /** The same with another way to treat TLS. */
  public AgentOptions withTls(Optional<TlsOptions> decryption) {
    return new AgentOptions(
        traffic,
        owns,
        agentId,
        node,
        version,
        bootstrap,
        topic,
        producerSettings,
        mapping,
        capture,
        captureBufferBytes,
        threads,
        publishBufferBytes,
        health,
        decryption);
  }
}
