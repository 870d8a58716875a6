package io.streamgauge.quickstart.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A capture as a bad one would be: packets lost, and neighbours out of order. */
final class DamagedCapture {
  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;
  private static final int ONE_LOST_IN = 12;
  private static final int ONE_SWAPPED_IN = 5;

  private DamagedCapture() {}

  /** Copies a capture that {@link Recording} wrote, with damage that the seed decides. */
  static Path of(Path whole, Path target, long seed) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(whole));
    List<byte[]> packets = new ArrayList<>();
    Random random = new Random(seed);
    int at = FILE_HEADER;
    while (at < file.limit()) {
      byte[] packet = new byte[PACKET_HEADER + file.getInt(at + 8)];
      file.get(at, packet);
      at += packet.length;
      if (random.nextInt(ONE_LOST_IN) > 0) {
        packets.add(packet);
      }
    }
    for (int i = 1; i < packets.size(); i++) {
      if (random.nextInt(ONE_SWAPPED_IN) == 0) {
        Collections.swap(packets, i - 1, i);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.limit());
    out.write(file.array(), 0, FILE_HEADER);
    packets.forEach(out::writeBytes);
    return Files.write(target, out.toByteArray());
  }
}
