package io.streamgauge.agent.runtime;

import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.mapping.AgentCounters;
import io.streamgauge.agent.mapping.EventMapper;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.pipeline.TrafficTotals;
import io.streamgauge.agent.publish.BatchSink;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * Packets in, event batches out. Single-threaded; everything goes by packet time, so that a capture
 * gives the same batches every time.
 *
 * <pre>{@code
 * AgentPipeline pipeline = new AgentPipeline(identity, pipelineOptions, mappingOptions, decoder, sink, () -> 0);
 * try (CaptureFileSource source = CaptureFileSource.open(file)) {
 *   pipeline.run(source); // as often as there are files
 * }
 * pipeline.finish();
 * }</pre>
 */
public final class AgentPipeline {
  private final CapturePipeline capture;
  private final EventMapper mapper;
  private final LongSupplier droppedEvents;
  private PacketSource source;
  private long droppedBefore;

  /**
   * A pipeline that has seen nothing.
   *
   * @param identity who signs the batches
   * @param sink receives the batches in order
   * @param droppedEvents running total of what found no room behind the sink
   */
  public AgentPipeline(
      AgentIdentity identity,
      PipelineOptions pipelineOptions,
      MappingOptions mappingOptions,
      KafkaDecoder decoder,
      BatchSink sink,
      LongSupplier droppedEvents) {
    this.droppedEvents = droppedEvents;
    this.mapper = new EventMapper(identity, mappingOptions, new Counters(), sink);
    this.capture = new CapturePipeline(pipelineOptions, decoder, mapper);
  }

  /** Takes in all packets of a source, on this thread, until it ends or is closed. */
  public void run(PacketSource packets) throws IOException {
    source = packets;
    try {
      capture.run(packets);
    } finally {
      droppedBefore += packets.statistics().droppedPackets();
      source = null;
    }
  }

  /** The capture ended: closes all connections and sends the last batch. */
  public void finish() {
    capture.finish();
    mapper.finish();
  }

  /** Running totals of what was looked at. */
  public TrafficTotals totals() {
    return capture.totals();
  }

  private final class Counters implements AgentCounters {
    @Override
    public long packets() {
      return capture.totals().packets();
    }

    @Override
    public long droppedPackets() {
      return droppedBefore + (source == null ? 0 : source.statistics().droppedPackets());
    }

    @Override
    public long kafkaBytes() {
      return capture.totals().kafkaBytes();
    }

    @Override
    public long opaqueBytes() {
      return capture.totals().opaqueBytes();
    }

    @Override
    public long otherBytes() {
      return capture.totals().otherBytes();
    }

    @Override
    public long gapBytes() {
      return capture.totals().gapBytes();
    }

    @Override
    public int flows() {
      return capture.totals().openFlows();
    }

    @Override
    public int halfSeenFlows() {
      return capture.totals().halfSeenFlows();
    }

    @Override
    public long droppedEvents() {
      return droppedEvents.getAsLong();
    }

    @Override
    public long droppedSessions() {
      return capture.droppedSessions();
    }
  }
}
