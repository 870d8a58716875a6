package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.agent.tls.TlsOptions;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@link CapturePipeline} looks at and what it may keep.
 *
 * @param ports ports of brokers; empty means that Kafka is found by content on any port
 * @param ownership which brokers' traffic is counted
 * @param tcp limits of reassembly
 * @param tls how TLS is decrypted; empty to leave it opaque
 */
public record PipelineOptions(
    Set<Integer> ports, Ownership ownership, TcpLimits tcp, Optional<TlsOptions> tls) {
  /** Copies the ports. */
  public PipelineOptions {
    ports = Set.copyOf(ports);
  }

  /** The options of each of several workers, who together keep no more than one would. */
  public PipelineOptions dividedBy(int workers) {
    return new PipelineOptions(
        ports,
        ownership,
        tcp.dividedBy(workers),
        tls.map(decryption -> decryption.dividedBy(workers)));
  }

  /** The same without decryption of TLS. */
  public PipelineOptions(Set<Integer> ports, Ownership ownership, TcpLimits tcp) {
    this(ports, ownership, tcp, Optional.empty());
  }

  /** The same with TLS decrypted. */
  public PipelineOptions withTls(Optional<TlsOptions> decryption) {
    return new PipelineOptions(ports, ownership, tcp, decryption);
  }

  /** For capture files: every broker counts; no ports means any port. */
  public static PipelineOptions forFiles(Set<Integer> ports) {
    return new PipelineOptions(ports, Ownership.EVERYTHING, TcpLimits.DEFAULTS);
  }
}
