package io.streamgauge.agent.runtime;

import io.streamgauge.agent.capture.PacketSource;
import io.streamgauge.agent.discovery.ListenerRegistry;
import io.streamgauge.agent.mapping.AgentCounters;
import io.streamgauge.agent.mapping.CaptureCounts;
import io.streamgauge.agent.mapping.EventMapper;
import io.streamgauge.agent.mapping.MappingOptions;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.pipeline.ExchangeObserver;
import io.streamgauge.agent.pipeline.PipelineOptions;
import io.streamgauge.agent.pipeline.TrafficTotals;
import io.streamgauge.agent.publish.BatchSink;
import io.streamgauge.agent.shard.ShardedCapture;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Packets in, event batches out. With one thread a capture gives the same batches every time; with
 * more, connections are dealt out to workers while a source runs. Either way everything goes by
 * packet time.
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
  private final EventMapper mapper;
  private final CapturePipeline inline; // null with several threads
  private final ShardedCapture shards; // null with one
  private final List<CapturePipeline> pipelines;
  private final LongSupplier droppedEvents;
  private volatile Sources sources = new Sources(0, null);
  private volatile ListenerRegistry listeners; // null without discovery

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
    this(
        identity,
        pipelineOptions,
        mappingOptions,
        decoder,
        sink,
        droppedEvents,
        PacketThreads.SINGLE);
  }

  /**
   * The same with several threads.
   *
   * @param threads the source that is run may have as many lanes as they are to capture
   */
  public AgentPipeline(
      AgentIdentity identity,
      PipelineOptions pipelineOptions,
      MappingOptions mappingOptions,
      KafkaDecoder decoder,
      BatchSink sink,
      LongSupplier droppedEvents,
      PacketThreads threads) {
    this(
        identity,
        pipelineOptions,
        mappingOptions,
        decoder,
        sink,
        droppedEvents,
        threads,
        UnaryOperator.identity());
  }

  /** The same, with somebody who hears of exchanges before they become events. */
  AgentPipeline(
      AgentIdentity identity,
      PipelineOptions pipelineOptions,
      MappingOptions mappingOptions,
      KafkaDecoder decoder,
      BatchSink sink,
      LongSupplier droppedEvents,
      PacketThreads threads,
      UnaryOperator<ExchangeObserver> before) {
    this.droppedEvents = droppedEvents;
    this.mapper = new EventMapper(identity, mappingOptions, new Counters(), sink);
    ExchangeObserver first = before.apply(mapper);
    if (threads.isOne()) {
      this.shards = null;
      this.inline = new CapturePipeline(pipelineOptions, decoder, first);
      this.pipelines = List.of(inline);
    } else {
      this.inline = null;
      this.shards =
          new ShardedCapture(
              threads.workers(),
              threads.capture(),
              ShardedCapture.DEFAULT_CAPACITY,
              first,
              observer ->
                  new CapturePipeline(
                      pipelineOptions.dividedBy(threads.workers()), decoder, observer),
              threads.first());
      this.pipelines = shards.pipelines();
      shards.start();
    }
  }

  /** Takes in all packets of a source until it ends or is closed. */
  public void run(PacketSource packets) throws IOException {
    long before = sources.ended;
    sources = new Sources(before, packets);
    try {
      packets.run(inline == null ? shards.inputs() : List.of(inline));
    } catch (IOException | RuntimeException | Error e) {
      if (shards != null) {
        shards.stop();
      }
      throw e;
    } finally {
      sources = new Sources(before + packets.statistics().droppedPackets(), null);
    }
  }

  /** Tells of what is found there, too. */
  void tellOf(ListenerRegistry registry) {
    listeners = registry;
  }

  /** Looks at connections of these ports from now on; from any thread. */
  public void watch(Set<Integer> ports) {
    pipelines.forEach(pipeline -> pipeline.watch(ports));
  }

  /** The capture ended: closes all connections and sends the last batch. */
  public void finish() {
    if (inline == null) {
      shards.finish();
    } else {
      inline.finish();
    }
    mapper.finish();
  }

  /** Running totals of what was looked at, as of now. */
  public TrafficTotals totals() {
    return TrafficTotals.sum(pipelines.stream().map(CapturePipeline::totals).toList());
  }

  /**
   * What sources lost; one value, so that who asks while a source ends counts it once.
   *
   * @param ended packets that those lost that are through
   * @param running null between two
   */
  private record Sources(long ended, PacketSource running) {
    private long dropped() {
      return ended + (running == null ? 0 : running.statistics().droppedPackets());
    }
  }

  private final class Counters implements AgentCounters {
    @Override
    public long packets() {
      return shards == null ? totals().packets() : shards.packets();
    }

    @Override
    public long droppedPackets() {
      long queues = shards == null ? 0 : shards.droppedPackets();
      return queues + sources.dropped();
    }

    @Override
    public long kafkaBytes() {
      return totals().kafkaBytes();
    }

    @Override
    public long opaqueBytes() {
      return totals().opaqueBytes();
    }

    @Override
    public long otherBytes() {
      return totals().otherBytes();
    }

    @Override
    public long gapBytes() {
      return totals().gapBytes();
    }

    @Override
    public int flows() {
      return totals().openFlows();
    }

    @Override
    public int halfSeenFlows() {
      return totals().halfSeenFlows();
    }

    @Override
    public long droppedEvents() {
      return droppedEvents.getAsLong();
    }

    @Override
    public long droppedSessions() {
      return pipelines.stream().mapToLong(CapturePipeline::droppedSessions).sum();
    }

    @Override
    public long foldedFlows() {
      return pipelines.stream().mapToLong(one -> one.tcpStatistics().flowsFolded()).sum();
    }

    @Override
    public long refusedSearches() {
      return pipelines.stream().mapToLong(CapturePipeline::refusedSearches).sum();
    }

    @Override
    public CaptureCounts captureCounts() {
      CaptureTally tally = new CaptureTally();
      if (shards != null) {
        shards.linkStatistics().forEach(tally::link);
      }
      pipelines.forEach(tally::pipeline);
      tally.discovery(listeners);
      return tally.counts();
    }

    @Override
    public int discoveredListeners() {
      return listeners == null ? 0 : listeners.discovered();
    }
  }
}
