package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.link.TcpSegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What networks and captures do to packets without losing a byte. */
enum PacketMutations {
  /** Segments of other sizes, down to single bytes. */
  SPLIT {
    @Override
    List<RecordedPacket> apply(List<RecordedPacket> packets, Random random) {
      List<RecordedPacket> changed = new ArrayList<>();
      for (RecordedPacket packet : packets) {
        int length = packet.length();
        int at = 0;
        while (at < length && random.nextInt(40) > 0) {
          int size = random.nextBoolean() ? 1 + random.nextInt(7) : 1 + random.nextInt(4000);
          int end = Math.min(length, at + size);
          changed.add(packet.slice(at, end));
          at = end;
        }
        if (at < length || length == 0) {
          changed.add(packet.slice(at, length));
        }
      }
      return changed;
    }
  },

  /** The same packet again, at once or a little later. */
  DUPLICATE {
    @Override
    List<RecordedPacket> apply(List<RecordedPacket> packets, Random random) {
      List<RecordedPacket> changed = new ArrayList<>();
      for (RecordedPacket packet : packets) {
        changed.add(packet);
        if (random.nextInt(3) == 0) {
          changed.add(packet);
        }
        if (random.nextInt(5) == 0) {
          RecordedPacket earlier = changed.get(Math.max(0, changed.size() - 8));
          if (packet.nanos() - earlier.nanos() < CLOSE_NANOS && !earlier.has(TcpSegment.RST)) {
            changed.add(earlier.at(packet.nanos()));
          }
        }
      }
      return changed;
    }
  },

  /** Each packet is delayed on its own, so that they overtake each other, in both directions. */
  REORDER {
    @Override
    List<RecordedPacket> apply(List<RecordedPacket> packets, Random random) {
      List<RecordedPacket> changed = new ArrayList<>();
      for (RecordedPacket packet : packets) {
        long delay = random.nextInt(4) == 0 ? random.nextInt((int) CLOSE_NANOS) : 0;
        delay = packet.has(TcpSegment.SYN) ? 0 : delay;
        delay = packet.has(TcpSegment.RST | TcpSegment.FIN) ? CLOSE_NANOS : delay;
        changed.add(packet.at(packet.nanos() + delay));
      }
      changed.sort(Comparator.comparingLong(RecordedPacket::nanos));
      return changed;
    }
  },

  /** Retransmissions that begin before what is new in them. */
  OVERLAP {
    @Override
    List<RecordedPacket> apply(List<RecordedPacket> packets, Random random) {
      Map<String, RecordedPacket> last = new HashMap<>();
      List<RecordedPacket> changed = new ArrayList<>();
      for (RecordedPacket packet : packets) {
        RecordedPacket before = packet.length() == 0 ? null : last.get(packet.stream());
        boolean follows =
            before != null
                && before.sequence() + before.length() == packet.sequence()
                && !before.has(TcpSegment.SYN)
                && packet.length() < MAX_OVERLAPPED;
        if (follows && random.nextInt(2) == 0) {
          int repeated = 1 + random.nextInt(Math.min(before.length(), 2000));
          changed.add(packet.behind(before, repeated));
        } else {
          changed.add(packet);
        }
        if (packet.length() > 0) {
          last.put(packet.stream(), packet);
        }
      }
      return changed;
    }
  };

  /** With what is sent again in front, it still fits an IPv4 packet. */
  private static final int MAX_OVERLAPPED = 60_000;

  /** Less than reassembly waits for what is missing. */
  private static final long CLOSE_NANOS = 20_000_000;

  /** The packets, changed; times never step back. */
  abstract List<RecordedPacket> apply(List<RecordedPacket> packets, Random random);
}
