package io.streamgauge.drivers.contract;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client says of one scenario; its private fields are the JSON. Null or empty is what the
 * client cannot tell. Safe for the threads of one scenario.
 */
@SuppressWarnings("UnusedVariable") // read by Jackson
@JsonAutoDetect(fieldVisibility = Visibility.ANY, getterVisibility = Visibility.NONE)
public final class Report {
  private final String name;
  private boolean ok;
  private String error;
  private String skipped;
  private String softwareName;
  private String softwareVersion;
  private Integer records;
  private Long recordBytes;
  private final Map<Integer, Long> lastOffsets = new TreeMap<>();
  private final Map<Integer, Long> committed = new TreeMap<>();
  private final List<String> memberIds = new ArrayList<>();
  private Integer generation;
  private Long requestsSent;
  private Map<String, Long> requestsByApi;
  private boolean requestsExact;
  private Long bytesSent;
  private Long bytesReceived;
  @JsonIgnore private long metered;
  @JsonIgnore private boolean unmetered;

  Report(String name) {
    this.name = name;
  }

  synchronized Report succeeded() {
    ok = true;
    return this;
  }

  synchronized Report skipped(String reason) {
    skipped = reason;
    return this;
  }

  synchronized Report failed(String reason) {
    error = reason;
    return this;
  }

  /** What the client calls itself in ApiVersions requests (KIP-511). */
  public synchronized void software(String name, String version) {
    softwareName = name;
    softwareVersion = version;
  }

  /** Says that records are counted, though none may come. */
  public synchronized void countRecords() {
    records = 0;
    recordBytes = 0L;
  }

  /**
   * Counts a record that was written or read.
   *
   * @param offset negative if the broker did not tell it (acks=0)
   * @param bytes of key and value, uncompressed
   */
  public synchronized void saw(int partition, long offset, long bytes) {
    records += 1;
    recordBytes += bytes;
    if (offset >= 0) {
      lastOffsets.merge(partition, offset, Math::max);
    }
  }

  /** How many records were seen; 0 also before they are counted. */
  public synchronized int records() {
    return records == null ? 0 : records;
  }

  /** The highest offset seen, by partition. */
  public synchronized Map<Integer, Long> lastOffsets() {
    return new TreeMap<>(lastOffsets);
  }

  /** Notes a position that the broker has confirmed. */
  public synchronized void committed(int partition, long position) {
    committed.put(partition, position);
  }

  /** Notes a membership; a later generation of the same member replaces the earlier one. */
  public synchronized void member(String id, int newGeneration) {
    if (!memberIds.contains(id)) {
      memberIds.add(id);
    }
    generation = newGeneration;
  }

  /** Adds what one client instance has sent and received by its own metrics. */
  public synchronized void traffic(long sent, long received) {
    bytesSent = sent + (bytesSent == null ? 0 : bytesSent);
    bytesReceived = received + (bytesReceived == null ? 0 : bytesReceived);
  }

  /** Adds how many requests one client instance has sent by its own metrics. */
  public synchronized void metered(long requests) {
    metered += requests;
  }

  /** Says that a client instance does not count bytes, so that sums over all are not to be had. */
  public synchronized void unmetered() {
    unmetered = true;
  }

  /**
   * Notes the requests that the clients logged, to their ends. They are exact if the metrics, where
   * there are any, agree.
   *
   * @param sent how many the clients sent; the metrics count the same
   * @param byClient of these, those whose API is known
   * @param byLogin those of logging in, which they leave out
   */
  synchronized void requests(long sent, Map<String, Long> byClient, Map<String, Long> byLogin) {
    requestsExact = metered == 0 || metered == sent;
    requestsSent = sent + byLogin.values().stream().mapToLong(Long::longValue).sum();
    requestsByApi = new TreeMap<>(byClient);
    byLogin.forEach((api, count) -> requestsByApi.merge(api, count, Long::sum));
    if (unmetered) {
      bytesSent = null;
      bytesReceived = null;
    }
  }
}
