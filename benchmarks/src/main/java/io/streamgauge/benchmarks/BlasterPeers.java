package io.streamgauge.benchmarks;

import io.streamgauge.benchmarks.Blaster.Turns;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The broker's side of a {@link Blaster}, in a process of its own: one process may not have as many
 * open files as 10,000 connections have ends.
 */
final class BlasterPeers implements AutoCloseable {
  private static final int ACCEPT = 1;
  private static final int DISCONNECT = 2;
  private static final int LEARN = 3;
  private static final int PLAY = 4;
  private static final String PORT = "port ";
  private static final String DONE = "done";
  private static final int BACKLOG = 1_024;
  private static final int STOP_SECONDS = 20;

  private final Process process;
  private final DataOutputStream tell;
  private final BufferedReader answers;
  private final int port;
  private final IdentityHashMap<Frames, Integer> known = new IdentityHashMap<>();

  /** Starts it; it listens when this returns. */
  BlasterPeers() throws IOException {
    process =
        new ProcessBuilder(LauncherOptions.java(List.of("-XX:+UseSerialGC"), Broker.class))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    tell = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    answers = process.inputReader(StandardCharsets.UTF_8);
    port = Integer.parseInt(answer(PORT).substring(PORT.length()));
  }

  int port() {
    return port;
  }

  /** It begins to accept, until it has so many connections. */
  void accept(int count) throws IOException {
    say(ACCEPT, count);
  }

  /** It begins to close the newest, so that so many are left. */
  void disconnect(int left) throws IOException {
    say(DISCONNECT, left);
  }

  /** It begins to answer. */
  void play(Frames frames, Turns turns) throws IOException {
    if (!known.containsKey(frames)) {
      known.put(frames, known.size());
      byte[] response = new byte[frames.response.limit()];
      frames.response.get(0, response);
      tell.write(LEARN);
      tell.writeInt(frames.request.limit());
      tell.writeInt(response.length);
      tell.write(response);
    }
    say(PLAY, known.get(frames), turns.exchanges(), turns.first(), turns.firstId());
  }

  private void say(int word, int... numbers) throws IOException {
    tell.write(word);
    for (int number : numbers) {
      tell.writeInt(number);
    }
    tell.flush();
  }

  /** Returns when it did what it was told last. */
  void await() throws IOException {
    String unused = answer(DONE);
  }

  /** The JVM may have something to say as well. */
  private String answer(String beginning) throws IOException {
    String line = answers.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = answers.readLine();
    }
    if (line == null) {
      throw new IOException("the process that plays the broker ended");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    try {
      tell.close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** What runs there; it ends when its input does. */
  static final class Broker {
    private final DataInputStream told = new DataInputStream(new BufferedInputStream(System.in));
    private final List<SocketChannel> peers = new ArrayList<>();
    private final List<ByteBuffer> requests = new ArrayList<>();
    private final List<ByteBuffer> responses = new ArrayList<>();

    private Broker() {}

    public static void main(String[] args) throws IOException {
      try (ServerSocketChannel listener = ServerSocketChannel.open()) {
        // All of 127.0.0.0/8: more connections than one address has ports.
        listener.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), BACKLOG);
        new Broker().run(listener);
      }
    }

    private void run(ServerSocketChannel listener) throws IOException {
      System.out.println(PORT + ((InetSocketAddress) listener.getLocalAddress()).getPort());
      for (int word = told.read(); word >= 0; word = told.read()) {
        switch (word) {
          case ACCEPT -> accept(listener, told.readInt());
          case DISCONNECT -> disconnect(told.readInt());
          case LEARN -> learn();
          default -> {
            int frames = told.readInt();
            Turns turns = new Turns(told.readInt(), told.readInt(), told.readInt());
            Blaster.play(peers, requests.get(frames), responses.get(frames), turns, false);
          }
        }
        if (word != LEARN) {
          System.out.println(DONE);
        }
      }
    }

    private void accept(ServerSocketChannel listener, int count) throws IOException {
      while (peers.size() < count) {
        SocketChannel peer = listener.accept();
        peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
        peers.add(peer);
      }
    }

    private void disconnect(int left) throws IOException {
      while (peers.size() > left) {
        peers.remove(peers.size() - 1).close();
      }
    }

    private void learn() throws IOException {
      requests.add(ByteBuffer.allocate(told.readInt()));
      byte[] bytes = new byte[told.readInt()];
      told.readFully(bytes);
      responses.add(ByteBuffer.wrap(bytes));
    }
  }
}
