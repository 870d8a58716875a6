package io.streamgauge.jobs.bus;

import io.streamgauge.events.v1.EventBatch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Files of batches, each preceded by its length (protobuf's delimited form). */
public final class BatchFiles {
  private BatchFiles() {}

  /** Writes all batches; holds one at a time. */
  public static void write(Path file, Iterator<EventBatch> batches) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      while (batches.hasNext()) {
        batches.next().writeDelimitedTo(out);
      }
    }
  }

  /** Reads a file batch by batch and closes it at its end. */
  static final class Reader implements Iterator<EventBatch>, Closeable {
    private final InputStream in;
    private long position;
    private EventBatch next;

    Reader(Path file, long skip) throws IOException {
      this.in = new BufferedInputStream(Files.newInputStream(file));
      advance();
      for (long i = 0; i < skip && next != null; i++) {
        next();
      }
    }

    /** Batches handed out, skipped ones included. */
    long position() {
      return position;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public EventBatch next() {
      if (next == null) {
        throw new NoSuchElementException("the file has no more batches");
      }
      EventBatch batch = next;
      position++;
      try {
        advance();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return batch;
    }

    private void advance() throws IOException {
      next = EventBatch.parseDelimitedFrom(in);
      if (next == null) {
        in.close();
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
