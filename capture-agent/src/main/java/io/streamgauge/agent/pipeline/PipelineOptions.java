package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.tcp.TcpLimits;
import java.util.Set;

/**
 * What a {@link CapturePipeline} looks at and what it may keep.
 *
 * @param ports ports of brokers; empty means that Kafka is found by content on any port
 * @param ownership which brokers' traffic is counted
 * @param tcp limits of reassembly
 */
public record PipelineOptions(Set<Integer> ports, Ownership ownership, TcpLimits tcp) {
  /** Copies the ports. */
  public PipelineOptions {
    ports = Set.copyOf(ports);
  }

  /** The same with other limits of reassembly. */
  public PipelineOptions withTcp(TcpLimits limits) {
    return new PipelineOptions(ports, ownership, limits);
  }

  /** For capture files: every broker counts; no ports means any port. */
  public static PipelineOptions forFiles(Set<Integer> ports) {
    return new PipelineOptions(ports, Ownership.EVERYTHING, TcpLimits.DEFAULTS);
  }
}
