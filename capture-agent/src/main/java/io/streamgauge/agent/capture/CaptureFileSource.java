package io.streamgauge.agent.capture;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads pcap and pcapng captures, plain or gzip-compressed, without a native library. Memory is
 * bounded whatever the file says: one window of 2 MiB, the longest packet that is read.
 */
public final class CaptureFileSource implements PacketSource {

  private static final String STANDARD_INPUT = "-";
  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int GZIP_BUFFER = 64 << 10;
  private static final int MAGIC_LENGTH = 4;

  private final CaptureInput raw;
  private final CaptureInput input;
  private final CaptureCounters counters = new CaptureCounters();
  private final CaptureReader reader;
  private volatile boolean closed;

  private CaptureFileSource(String name, ReadableByteChannel channel) throws IOException {
    this.raw = new CaptureInput(name, channel);
    this.input = decompressed(raw);
    this.reader = openReader();
  }

  /**
   * Opens a capture file and checks its header; {@code -} is standard input.
   *
   * @throws CaptureFormatException if it is no capture that we can read
   * @throws IOException if reading fails
   */
  public static CaptureFileSource open(Path file) throws IOException {
    String name = file.toString();
    if (name.equals(STANDARD_INPUT)) {
      return open("standard input", new FileInputStream(FileDescriptor.in).getChannel());
    }
    if (!Files.exists(file)) {
      throw new CaptureFormatException(name + ": there is no such file");
    }
    if (Files.isDirectory(file)) {
      throw new CaptureFormatException(name + ": is a directory; name a pcap or pcapng file in it");
    }
    if (!Files.isReadable(file)) {
      throw new CaptureFormatException(name + ": no permission to read it");
    }
    return open(name, FileChannel.open(file, StandardOpenOption.READ));
  }

  /**
   * Reads a capture from a channel, which it closes.
   *
   * @param name what messages call it
   * @throws CaptureFormatException if it is no capture that we can read
   * @throws IOException if reading fails
   */
  public static CaptureFileSource open(String name, ReadableByteChannel channel)
      throws IOException {
    try {
      return new CaptureFileSource(name, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static CaptureInput decompressed(CaptureInput raw) throws IOException {
    boolean compressed =
        raw.require(2) == 2 && (raw.buffer().getShort(raw.position()) & 0xffff) == GZIP_MAGIC;
    if (!compressed) {
      return raw;
    }
    try {
      InputStream stream = new GZIPInputStream(new CaptureInputStream(raw), GZIP_BUFFER);
      return new CaptureInput(raw.name(), Channels.newChannel(stream));
    } catch (EOFException | ZipException e) {
      throw new CaptureFormatException(
          raw.name() + ": begins like a gzip file, but its gzip header is not whole", e);
    }
  }

  private CaptureReader openReader() throws IOException {
    int available = input.require(MAGIC_LENGTH);
    int magic = available < MAGIC_LENGTH ? 0 : input.buffer().getInt(input.position());
    if (PcapReader.isMagic(magic)) {
      return PcapReader.open(input, counters);
    }
    if (magic == PcapngReader.SECTION_HEADER) {
      return PcapngReader.open(input, counters);
    }
    throw CaptureErrors.notACapture(input);
  }

  @Override
  public void run(PacketHandler handler) throws IOException {
    try {
      while (!closed && reader.next(handler)) {
        // each call delivers at most one packet
      }
      noteCutCompression();
    } catch (ClosedChannelException e) {
      if (!closed) {
        throw e;
      }
    }
  }

  private void noteCutCompression() {
    if (input.isCompressionCut() && counters.cutNote.isEmpty()) {
      counters.cutNote =
          "%s: its gzip data is cut; what it holds after byte %d of the capture is missing"
              .formatted(input.name(), input.offset());
    }
  }

  @Override
  public CaptureStatistics statistics() {
    return counters.snapshot();
  }

  /**
   * How far it has come in the file: bytes as they are stored, compressed or not. To be called on
   * the thread that runs it.
   */
  public long bytesRead() {
    return raw.offset();
  }

  /**
   * Bytes at the end of the capture that could not be read, because the last record is cut; 0 if it
   * is whole. Valid after {@link #run}.
   */
  public long cutBytes() {
    return counters.cutBytes;
  }

  /** One line that says what was cut and where, empty if nothing was. Valid after {@link #run}. */
  public String cutNote() {
    return counters.cutNote;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    raw.close();
  }
}
