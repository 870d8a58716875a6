package io.streamgauge.benchmarks;

import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.identity.BrokerOwnership;
import io.streamgauge.agent.identity.LocalAddresses;
import io.streamgauge.agent.identity.Ownership;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.runtime.AgentPipeline;
import io.streamgauge.agent.tcp.TcpLimits;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The agent's way of packets, or the first part of it. */
interface CapturePath {
  /** How far it goes; each does what the one before it does, and more. */
  enum Depth {
    /** Streams of bytes, which are counted. */
    COUNTING,
    /** Exchanges, of which every field is read. */
    DECODING,
    /** Events, summed up and serialised; only the bus is missing. */
    AGENT
  }

  /** Takes in all packets of a source until it is closed. */
  void run(PacketSource source) throws IOException;

  /** Payload bytes counted, or found to be Kafka; from any thread. */
  long bytes();

  /** Bytes of events; from any thread. */
  long telemetryBytes();

  /**
   * One that has seen nothing.
   *
   * @param port a broker's; of all addresses if {@code everywhere}, else of this machine's
   */
  static CapturePath of(Depth depth, int port, boolean everywhere) {
    return switch (depth) {
      case COUNTING -> counting();
      case DECODING -> decoding(options(port, everywhere));
      case AGENT -> agent(options(port, everywhere));
    };
  }

  private static PipelineOptions options(int port, boolean everywhere) {
    return new PipelineOptions(
        Set.of(port),
        everywhere
            ? Ownership.EVERYTHING
            : new BrokerOwnership(List.of(), LocalAddresses.ofThisMachine()),
        TcpLimits.DEFAULTS);
  }

  private static CapturePath counting() {
    CountingReassembler reassembler = new CountingReassembler();
    return new CapturePath() {
      @Override
      public void run(PacketSource source) throws IOException {
        source.run(reassembler);
      }

      @Override
      public long bytes() {
        return reassembler.bytes();
      }

      @Override
      public long telemetryBytes() {
        return 0;
      }
    };
  }

  private static CapturePath decoding(PipelineOptions options) {
    FieldReader reader = new FieldReader();
    CapturePipeline pipeline =
        new CapturePipeline(options, KafkaDecoder.builder().build(), connection -> reader);
    return new CapturePath() {
      @Override
      public void run(PacketSource source) throws IOException {
        pipeline.run(source);
        pipeline.finish();
      }

      @Override
      public long bytes() {
        return pipeline.totals().kafkaBytes();
      }

      @Override
      public long telemetryBytes() {
        return 0;
      }
    };
  }

  private static CapturePath agent(PipelineOptions options) {
    AtomicLong telemetry = new AtomicLong();
    AgentPipeline pipeline =
        new AgentPipeline(
            new AgentIdentity("benchmark", 1, "node", "benchmark"),
            options,
            MappingOptions.DEFAULTS,
            KafkaDecoder.builder().build(),
            batch -> telemetry.addAndGet(batch.toByteArray().length),
            () -> 0);
    return new CapturePath() {
      @Override
      public void run(PacketSource source) throws IOException {
        pipeline.run(source);
        pipeline.finish();
      }

      @Override
      public long bytes() {
        return pipeline.totals().kafkaBytes();
      }

      @Override
      public long telemetryBytes() {
        return telemetry.get();
      }
    };
  }
}
