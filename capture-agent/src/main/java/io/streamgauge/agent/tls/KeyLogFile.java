package io.streamgauge.agent.tls;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key log that grows: what is there is read at once, what is appended later within a moment, on a
 * thread of its own, or at once on the thread of a connection that would else be given up. A file
 * that was cut short is read from its beginning, and so is another one that took its place; of the
 * old one everything is read first.
 */
public final class KeyLogFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyLogFile.class);
  private static final int CHUNK_BYTES = 1 << 16;
  private static final long POLL_MILLIS = 20;

  private final Path file;
  private final SecretStore store;
  private final KeyLogParser parser;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private final Thread follower = new Thread(this::follow, "tls-keylog");
  private RandomAccessFile input;
  private Object identity;
  private long position;
  private boolean closed;

  private KeyLogFile(Path file, SecretStore store) {
    this.file = file;
    this.store = store;
    this.parser = new KeyLogParser(store);
    follower.setDaemon(true);
  }

  /**
   * Reads what is there and follows the file.
   *
   * @throws IOException with one line for the user if the file cannot be read
   */
  public static KeyLogFile open(Path file, SecretStore store) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory, not a key log");
    }
    if (!Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString());
    }
    KeyLogFile log = new KeyLogFile(file, store);
    log.openInput();
    log.readOn();
    store.fedBy(log::catchUp);
    log.follower.start();
    return log;
  }

  /** Where the secrets go. */
  public SecretStore store() {
    return store;
  }

  /** Nobody writes to it any longer: a last line without an end counts too. */
  public synchronized void endsHere() {
    parser.finish();
  }

  private void openInput() throws IOException {
    identity = identity();
    input = new RandomAccessFile(file.toFile(), "r");
    position = 0;
  }

  /** Which file stands under that name now; null if none does, or it cannot be told. */
  private Object identity() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  private synchronized void readOn() throws IOException {
    if (closed) {
      return;
    }
    Object now = identity();
    readInput();
    if (now != null && !now.equals(identity)) {
      parser.finish();
      input.close();
      openInput();
      readInput();
    }
  }

  private void readInput() throws IOException {
    if (input.length() == position) {
      return;
    }
    if (input.length() < position) {
      parser.reset();
      position = 0;
    }
    input.seek(position);
    int count = input.read(chunk);
    while (count > 0) {
      position += count;
      parser.parse(chunk, count);
      Arrays.fill(chunk, 0, count, (byte) 0);
      count = input.read(chunk);
    }
  }

  private void catchUp() {
    try {
      readOn();
    } catch (IOException e) {
      LOG.debug("The follower says what is wrong with the key log", e);
    }
  }

  private void follow() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        readOn();
      }
    } catch (InterruptedException e) {
      LOG.debug("No longer following the key log");
    } catch (IOException e) {
      LOG.warn("The key log {} can no longer be read: {}", file, e.getMessage());
    }
  }

  /** Stops following and overwrites all secrets. */
  @Override
  public void close() {
    follower.interrupt();
    boolean interrupted = false;
    while (follower.isAlive()) {
      try {
        follower.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    closeInput();
    store.clear();
  }

  private synchronized void closeInput() {
    closed = true;
    parser.reset();
    try {
      input.close();
    } catch (IOException e) {
      LOG.debug("The key log could not be closed", e);
    }
  }
}
