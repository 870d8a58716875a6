package io.streamgauge.agent.doctor;

import io.streamgauge.agent.capture.interfaces.InterfaceChoice;
import io.streamgauge.agent.capture.live.CaptureMethod;
import io.streamgauge.agent.identity.Cidr;
import io.streamgauge.agent.tls.TlsOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is examined: as an agent would be started, and for how long is looked.
 *
 * @param interfaces interfaces that are captured
 * @param ports ports of the brokers' listeners; at least one
 * @param owns brokers whose traffic an agent would count; empty for the addresses of this machine
 * @param capture how packets are captured
 * @param captureBufferBytes the kernel's packet buffers of all interfaces together
 * @param duration how long traffic is looked at
 * @param bootstrap where the bus is
 * @param topic events topic
 * @param clientSettings further settings of the clients of the bus, such as security
 * @param tls how TLS is decrypted; empty to leave it opaque
 */
public record DoctorOptions(
    InterfaceChoice interfaces,
    Set<Integer> ports,
    List<Cidr> owns,
    CaptureMethod capture,
    int captureBufferBytes,
    Duration duration,
    String bootstrap,
    String topic,
    Map<String, String> clientSettings,
    Optional<TlsOptions> tls) {
  /** Copies the collections. */
  public DoctorOptions {
    ports = Set.copyOf(ports);
    owns = List.copyOf(owns);
    clientSettings = Map.copyOf(clientSettings);
  }

  /** The same with another way to treat TLS. */
  public DoctorOptions withTls(Optional<TlsOptions> decryption) {
    return new DoctorOptions(
        interfaces,
        ports,
        owns,
        capture,
        captureBufferBytes,
        duration,
        bootstrap,
        topic,
        clientSettings,
        decryption);
  }
}
