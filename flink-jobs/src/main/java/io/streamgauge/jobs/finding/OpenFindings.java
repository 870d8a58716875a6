package io.streamgauge.jobs.finding;

import io.streamgauge.events.v1.Finding;
import io.streamgauge.jobs.v1.FindingWindow;
import io.streamgauge.jobs.v1.FindingsState;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The open findings of one client at one moment, put together over its addresses. Plain Java. */
final class OpenFindings {
  private final FindingsState.Builder client;
  private final long asOfSeconds;
  private final SortedMap<String, Finding> findings = new TreeMap<>();

  OpenFindings(FindingsState.Builder client, long asOfSeconds) {
    this.client = client;
    this.asOfSeconds = asOfSeconds;
  }

  /** It is open at one more address. */
  void add(FindingKind kind, FindingWindow window) {
    Finding known = findings.get(kind.label());
    findings.put(kind.label(), known == null ? first(kind.label(), window) : both(known, window));
  }

  private Finding first(String kind, FindingWindow window) {
    return Finding.newBuilder()
        .setCluster(client.getCluster())
        .setKind(kind)
        .setClientId(client.getClientId())
        .setWorkload(client.getWorkload())
        .setAddresses(1)
        .setCount(window.getTotal())
        .setFirstSeenSeconds(window.getFirstSeconds())
        .setLastSeenSeconds(lastSeen(window))
        .setExample(window.getExample())
        .setAsOfSeconds(asOfSeconds)
        .build();
  }

  private static Finding both(Finding known, FindingWindow window) {
    return known.toBuilder()
        .setAddresses(known.getAddresses() + 1)
        .setCount(known.getCount() + window.getTotal())
        .setFirstSeenSeconds(Math.min(known.getFirstSeenSeconds(), window.getFirstSeconds()))
        .setLastSeenSeconds(Math.max(known.getLastSeenSeconds(), lastSeen(window)))
        .setExample(Examples.newer(known.getExample(), window.getExample()))
        .build();
  }

  /** A state of before knows no more than the first. */
  private static long lastSeen(FindingWindow window) {
    return Math.max(window.getFirstSeconds(), window.getNewestSeconds());
  }

  /** Event second of the moment. */
  long asOfSeconds() {
    return asOfSeconds;
  }

  /** By kind. */
  SortedMap<String, Finding> byKind() {
    return Collections.unmodifiableSortedMap(findings);
  }
}
