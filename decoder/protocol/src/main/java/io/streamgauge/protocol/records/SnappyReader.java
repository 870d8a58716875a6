package io.streamgauge.protocol.records;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.xerial.snappy.Snappy;

/**
 * Decompresses snappy: a bare block, as some clients send, or xerial's framing, as the Java client
 * does.
 */
final class SnappyReader {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] XERIAL = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};

  /** The magic, then two version numbers. */
  private static final int XERIAL_HEADER = XERIAL.length + 2 * Integer.BYTES;

  /** A copy of 64 bytes takes two or three. */
  private static final int MOST_EXPANSION = 64;

  private final OutputBlock output = new OutputBlock();

  /** False when it is no snappy, is cut, or the messages want no more. */
  boolean read(byte[] input, int length, InnerMessages messages) {
    try {
      return isXerial(input, length)
          ? readBlocks(input, length, messages)
          : readBlock(input, 0, length, messages);
    } catch (IOException | LinkageError e) {
      // A damaged block, or no native library for this platform.
      return false;
    }
  }

  private static boolean isXerial(byte[] input, int length) {
    if (length < XERIAL_HEADER) {
      return false;
    }
    for (int i = 0; i < XERIAL.length; i++) {
      if (input[i] != XERIAL[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean readBlocks(byte[] input, int length, InnerMessages messages) throws IOException {
    int at = XERIAL_HEADER;
    while (at < length) {
      if (length - at < Integer.BYTES) {
        return false;
      }
      int size = (int) INT.get(input, at);
      at += Integer.BYTES;
      if (size <= 0 || size > length - at || !readBlock(input, at, size, messages)) {
        return false;
      }
      at += size;
    }
    return true;
  }

  private boolean readBlock(byte[] input, int at, int size, InnerMessages messages)
      throws IOException {
    if (size == 0) {
      return false;
    }
    int declared = Snappy.uncompressedLength(input, at, size);
    if (declared < 0 || declared > messages.outputLeft()) {
      return false;
    }
    byte[] block = output.ofAtLeast(declared, MOST_EXPANSION * (size + 1L));
    int bytes = Snappy.uncompress(input, at, size, block, 0);
    return messages.accept(block, 0, bytes);
  }

  /** Forgets what was decompressed; returns how many bytes were overwritten. */
  int wipe() {
    return output.wipe();
  }
}
