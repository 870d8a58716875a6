package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.link.TcpSegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Which packets of a recording a capture loses: indexes, by what happened. */
final class Losses {
  private final List<RecordedPacket> recording;
  private final Random random;

  /** Losses of a recording; the same for the same seed. Only packets with payload are lost. */
  Losses(List<RecordedPacket> recording, long seed) {
    this.recording = recording;
    this.random = new Random(seed);
  }

  /** The recording as a path with segments of at most that many bytes shows it. */
  static List<RecordedPacket> segmented(List<RecordedPacket> recording, int bytes) {
    List<RecordedPacket> segments = new ArrayList<>();
    for (RecordedPacket packet : recording) {
      int at = 0;
      do {
        int end = Math.min(packet.length(), at + bytes);
        segments.add(packet.slice(at, end));
        at = end;
      } while (at < packet.length());
    }
    return segments;
  }

  /** What is left of a recording. */
  static List<RecordedPacket> without(List<RecordedPacket> recording, Set<Integer> lost) {
    List<RecordedPacket> kept = new ArrayList<>();
    for (int i = 0; i < recording.size(); i++) {
      if (!lost.contains(i)) {
        kept.add(recording.get(i));
      }
    }
    return kept;
  }

  boolean isData(int index) {
    RecordedPacket packet = recording.get(index);
    return packet.length() > 0 && !packet.has(TcpSegment.SYN);
  }

  /** Each packet on its own: every {@code step}th of those with payload. */
  List<Set<Integer>> single(int step) {
    List<Set<Integer>> losses = new ArrayList<>();
    int data = 0;
    for (int i = 0; i < recording.size(); i++) {
      if (isData(i) && data++ % step == 0) {
        losses.add(Set.of(i));
      }
    }
    return losses;
  }

  /** Each packet with a chance of {@code percent}. */
  Set<Integer> percent(int percent) {
    Set<Integer> lost = new TreeSet<>();
    for (int i = 0; i < recording.size(); i++) {
      if (isData(i) && random.nextInt(100) < percent) {
        lost.add(i);
      }
    }
    return lost;
  }

  /** Some packets in a row, of all connections. */
  Set<Integer> burst(int most) {
    return burst(most, true, true);
  }

  /** What clients, or what brokers sent among some packets in a row. */
  Set<Integer> oneDirection(int most, boolean client) {
    return burst(most, client, !client);
  }

  private Set<Integer> burst(int most, boolean client, boolean broker) {
    Set<Integer> lost = new TreeSet<>();
    int from = random.nextInt(recording.size());
    int to = Math.min(recording.size(), from + 2 + random.nextInt(most));
    for (int i = from; i < to; i++) {
      if (isData(i) && (recording.get(i).isFromClient() ? client : broker)) {
        lost.add(i);
      }
    }
    return lost;
  }

  /** Losses of all kinds but single ones, {@code rounds} of each. */
  Map<String, Set<Integer>> mixed(int rounds) {
    Map<String, Set<Integer>> losses = new LinkedHashMap<>();
    for (int i = 0; i < rounds; i++) {
      losses.put("1 %, round " + i, percent(1));
      losses.put("5 %, round " + i, percent(5));
      losses.put("burst, round " + i, burst(30));
      losses.put("clients not heard, round " + i, oneDirection(120, true));
      losses.put("brokers not heard, round " + i, oneDirection(120, false));
    }
    return losses;
  }
}
