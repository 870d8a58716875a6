package io.streamgauge.events;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.AgentRollup;
import io.streamgauge.events.v1.AnomalyRollup;
import io.streamgauge.events.v1.CaptureCount;
import io.streamgauge.events.v1.ConnectionTotal;
import io.streamgauge.events.v1.ErrorCount;
import io.streamgauge.events.v1.FetchWaitRollup;
import io.streamgauge.events.v1.ListenerRollup;
import io.streamgauge.events.v1.RequestRollup;
import io.streamgauge.events.v1.TopicRollup;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Adds two rollups of one key, field by field as the protobuf contract says. Associative and, but
 * for the gauges of {@link AgentRollup}, commutative: a rollup of rollups is the rollup of their
 * exchanges. Key fields are taken from the first.
 */
public final class Rollups {
  private Rollups() {}

  /** Sums; errors by code in ascending order; histograms merged. */
  public static RequestRollup add(RequestRollup a, RequestRollup b) {
    RequestRollup.Builder sum =
        a.toBuilder()
            .setRequests(a.getRequests() + b.getRequests())
            .setResponses(a.getResponses() + b.getResponses())
            .setRequestBytes(a.getRequestBytes() + b.getRequestBytes())
            .setResponseBytes(a.getResponseBytes() + b.getResponseBytes())
            .setThrottleMillis(a.getThrottleMillis() + b.getThrottleMillis())
            .setUnanswered(a.getUnanswered() + b.getUnanswered())
            .setFireAndForget(a.getFireAndForget() + b.getFireAndForget())
            .setInflightByteMicros(a.getInflightByteMicros() + b.getInflightByteMicros())
            .setConnections(a.getConnections() + b.getConnections())
            .clearErrors();
    TreeMap<Integer, Long> errors = new TreeMap<>();
    a.getErrorsList().forEach(e -> errors.merge(e.getCode(), e.getCount(), Long::sum));
    b.getErrorsList().forEach(e -> errors.merge(e.getCode(), e.getCount(), Long::sum));
    errors.forEach(
        (code, count) ->
            sum.addErrors(ErrorCount.newBuilder().setCode(code).setCount(count).build()));
    if (a.hasBrokerTime() || b.hasBrokerTime()) {
      sum.setBrokerTime(add(a.getBrokerTime(), b.getBrokerTime()));
    }
    if (a.hasWaitTime() || b.hasWaitTime()) {
      sum.setWaitTime(add(a.getWaitTime(), b.getWaitTime()));
    }
    return sum.build();
  }

  /** Sums. */
  public static TopicRollup add(TopicRollup a, TopicRollup b) {
    return a.toBuilder()
        .setRecords(a.getRecords() + b.getRecords())
        .setBytes(a.getBytes() + b.getBytes())
        .setBatches(a.getBatches() + b.getBatches())
        .setUncountableBytes(a.getUncountableBytes() + b.getUncountableBytes())
        .build();
  }

  /** Sums; {@code accounted_bytes_total} and the totals of connections are the maximum. */
  public static ListenerRollup add(ListenerRollup a, ListenerRollup b) {
    TreeMap<Integer, ConnectionTotal> connections = new TreeMap<>();
    Stream.of(a, b)
        .flatMap(each -> each.getConnectionsList().stream())
        .forEach(each -> connections.merge(each.getKindValue(), each, Rollups::larger));
    return a.toBuilder()
        .clearConnections()
        .addAllConnections(connections.values())
        .setDecodedBytes(a.getDecodedBytes() + b.getDecodedBytes())
        .setUndecodableBytes(a.getUndecodableBytes() + b.getUndecodableBytes())
        .setGapBytes(a.getGapBytes() + b.getGapBytes())
        .setOpaqueBytes(a.getOpaqueBytes() + b.getOpaqueBytes())
        .setSelfBytes(a.getSelfBytes() + b.getSelfBytes())
        .setConnectionsOpened(a.getConnectionsOpened() + b.getConnectionsOpened())
        .setConnectionsClosed(a.getConnectionsClosed() + b.getConnectionsClosed())
        .setAccountedBytesTotal(Math.max(a.getAccountedBytesTotal(), b.getAccountedBytesTotal()))
        .build();
  }

  private static ConnectionTotal larger(ConnectionTotal a, ConnectionTotal b) {
    return a.toBuilder()
        .setOpenedTotal(Math.max(a.getOpenedTotal(), b.getOpenedTotal()))
        .setClosedTotal(Math.max(a.getClosedTotal(), b.getClosedTotal()))
        .build();
  }

  /** Sums. */
  public static AnomalyRollup add(AnomalyRollup a, AnomalyRollup b) {
    return a.toBuilder()
        .setCount(a.getCount() + b.getCount())
        .setBytes(a.getBytes() + b.getBytes())
        .build();
  }

  /** Sums; the gauges (flows, half-seen flows, discovered listeners) are those of the later one. */
  public static AgentRollup add(AgentRollup earlier, AgentRollup later) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    Stream.of(earlier, later)
        .flatMap(each -> each.getCountsList().stream())
        .forEach(each -> counts.merge(each.getCounterValue(), each.getCount(), Long::sum));
    return earlier.toBuilder()
        .clearCounts()
        .addAllCounts(
            counts.entrySet().stream()
                .map(
                    each ->
                        CaptureCount.newBuilder()
                            .setCounterValue(each.getKey())
                            .setCount(each.getValue())
                            .build())
                .toList())
        .setDiscoveredListeners(later.getDiscoveredListeners())
        .setPackets(earlier.getPackets() + later.getPackets())
        .setDroppedPackets(earlier.getDroppedPackets() + later.getDroppedPackets())
        .setKafkaBytes(earlier.getKafkaBytes() + later.getKafkaBytes())
        .setOpaqueBytes(earlier.getOpaqueBytes() + later.getOpaqueBytes())
        .setOtherBytes(earlier.getOtherBytes() + later.getOtherBytes())
        .setTcpGapBytes(earlier.getTcpGapBytes() + later.getTcpGapBytes())
        .setFrames(earlier.getFrames() + later.getFrames())
        .setFlows(later.getFlows())
        .setHalfSeenFlows(later.getHalfSeenFlows())
        .setLabelValuesDropped(earlier.getLabelValuesDropped() + later.getLabelValuesDropped())
        .setDroppedEvents(earlier.getDroppedEvents() + later.getDroppedEvents())
        .setSelfBytes(earlier.getSelfBytes() + later.getSelfBytes())
        .setFoldedFlows(earlier.getFoldedFlows() + later.getFoldedFlows())
        .setSearchesRefused(earlier.getSearchesRefused() + later.getSearchesRefused())
        .build();
  }

  /**
   * Slot by slot, at most the whole slot. Where one asked for more partitions it stands alone:
   * waiting for some of them is not being idle.
   */
  public static FetchWaitRollup add(FetchWaitRollup a, FetchWaitRollup b) {
    if (a.getPartitions() != b.getPartitions()) {
      FetchWaitRollup more = a.getPartitions() > b.getPartitions() ? a : b;
      return more.toBuilder().setClient(a.getClient()).build();
    }
    long from = Math.min(a.getFromNanos(), b.getFromNanos());
    long to = Math.max(FetchWaits.endNanos(a), FetchWaits.endNanos(b));
    if ((to - from) / FetchWaits.SLOT_NANOS > FetchWaits.MAX_SLOTS) {
      from = to - FetchWaits.MAX_SLOTS * FetchWaits.SLOT_NANOS;
    }
    byte[] sum = new byte[(int) ((to - from) / FetchWaits.SLOT_NANOS)];
    FetchWaits.addTo(sum, from, a);
    FetchWaits.addTo(sum, from, b);
    return a.toBuilder().setFromNanos(from).setWaited(ByteString.copyFrom(sum)).build();
  }

  private static io.streamgauge.events.v1.ExponentialHistogram add(
      io.streamgauge.events.v1.ExponentialHistogram a,
      io.streamgauge.events.v1.ExponentialHistogram b) {
    ExponentialHistogram sum = new ExponentialHistogram();
    Histograms.mergeProto(sum, a);
    Histograms.mergeProto(sum, b);
    return Histograms.toProto(sum);
  }
}
