package io.streamgauge.protocol.records;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * Decompresses an LZ4 frame of independent blocks. Checksums are not looked at: Kafka's clients
 * before 0.10 computed the header's wrongly (KAFKA-3160), and what they sent is to be counted too.
 *
 * @see <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md">LZ4 frame format</a>
 */
final class Lz4FrameReader {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAGIC = 0x184D2204;
  private static final int HAS_DICTIONARY = 0x01;
  private static final int HAS_CONTENT_SIZE = 0x08;
  private static final int HAS_BLOCK_CHECKSUMS = 0x10;
  private static final int UNCOMPRESSED = 0x8000_0000;

  /** Magic, flags, block descriptor, header checksum. */
  private static final int MIN_HEADER = 7;

  /** A match grows by at most 255 bytes for each further byte of its length; with its last copy. */
  private static final int MOST_EXPANSION = 256;

  private final LZ4SafeDecompressor decompressor = LZ4Factory.safeInstance().safeDecompressor();
  private final OutputBlock output = new OutputBlock();

  /** False when it is no such frame, is cut, or the messages want no more. */
  boolean read(byte[] input, int length, InnerMessages messages) {
    if (length < MIN_HEADER || (int) INT.get(input, 0) != MAGIC) {
      return false;
    }
    int flags = input[4];
    int blockCode = (input[5] >> 4) & 7;
    if ((flags & HAS_DICTIONARY) != 0 || blockCode < 4) {
      return false;
    }
    int at = MIN_HEADER + ((flags & HAS_CONTENT_SIZE) != 0 ? Long.BYTES : 0);
    int checksum = (flags & HAS_BLOCK_CHECKSUMS) != 0 ? Integer.BYTES : 0;
    int maxBlock = 1 << (8 + 2 * blockCode);
    while (length - at >= Integer.BYTES) {
      int size = (int) INT.get(input, at);
      at += Integer.BYTES;
      if (size == 0) {
        return true;
      }
      int bytes = size & ~UNCOMPRESSED;
      boolean read =
          bytes <= length - at
              && (size < 0
                  ? messages.accept(input, at, bytes)
                  : readBlock(input, at, bytes, maxBlock, messages));
      if (!read) {
        return false;
      }
      at += bytes + Math.min(checksum, length - at - bytes);
    }
    return false;
  }

  private boolean readBlock(byte[] input, int at, int size, int maxBlock, InnerMessages messages) {
    int capacity = Math.min(maxBlock, messages.outputLeft());
    byte[] block = output.ofAtLeast(capacity, MOST_EXPANSION * (size + 1L));
    try {
      return messages.accept(
          block, 0, decompressor.decompress(input, at, size, block, 0, capacity));
    } catch (LZ4Exception e) {
      return false;
    }
  }

  /** Forgets what was decompressed; returns how many bytes were overwritten. */
  int wipe() {
    return output.wipe();
  }
}
