package io.streamgauge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Clients and a broker that say the same exchanges over and over, through real sockets on loopback,
 * as fast as the machine lets them. One thread plays all clients, one the broker: a group of
 * connections asks, then all of them are answered.
 */
final class Blaster implements AutoCloseable {
  private static final int GROUP = 64;
  private static final int REQUEST_ID = 8;
  private static final int RESPONSE_ID = 4;

  private final ServerSocketChannel listener;
  private final List<SocketChannel> clients = new ArrayList<>();
  private final List<SocketChannel> peers = new ArrayList<>();
  private int correlationId;

  Blaster() throws IOException {
    listener = ServerSocketChannel.open();
    // All of 127.0.0.0/8: more connections than one address has ports.
    listener.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 1_024);
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  /** Opens so many connections, if fewer are open. */
  void connect(int count) throws IOException {
    while (clients.size() < count) {
      int broker = 1 + clients.size() % 8;
      SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0." + broker, port()));
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SocketChannel peer = listener.accept();
      peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
      clients.add(client);
      peers.add(peer);
    }
  }

  /** Closes the newest connections, so that so many are left; the clients close first. */
  void disconnect(int left) throws IOException {
    while (clients.size() > left) {
      clients.remove(clients.size() - 1).close();
      peers.remove(peers.size() - 1).close();
    }
  }

  /**
   * Says exchanges, each on the connection after the one before.
   *
   * @param first connection that is used
   * @return payload bytes, both directions together
   */
  long exchange(Frames frames, int exchanges, int first) {
    int firstId = correlationId;
    correlationId += exchanges;
    CompletableFuture<Void> broker =
        CompletableFuture.runAsync(
            () -> play(peers, frames.request, frames.response, exchanges, first, firstId, false),
            task -> new Thread(task, "broker").start());
    play(clients, frames.response, frames.request, exchanges, first, firstId, true);
    broker.join();
    return (long) exchanges * (frames.request.limit() + frames.response.limit());
  }

  private static void play(
      List<SocketChannel> channels,
      ByteBuffer heard,
      ByteBuffer said,
      int exchanges,
      int first,
      int firstId,
      boolean begins) {
    ByteBuffer in = ByteBuffer.allocateDirect(heard.limit());
    ByteBuffer out = ByteBuffer.allocateDirect(said.limit()).put(0, said, 0, said.limit());
    int idOffset = begins ? REQUEST_ID : RESPONSE_ID;
    int used = channels.size() - first;
    int group = Math.min(GROUP, used);
    try {
      for (int done = 0; done < exchanges; done += group) {
        int count = Math.min(group, exchanges - done);
        for (int phase = 0; phase < 2; phase++) {
          boolean says = (phase == 0) == begins;
          for (int i = 0; i < count; i++) {
            SocketChannel channel = channels.get(first + (done + i) % used);
            if (says) {
              out.putInt(idOffset, firstId + done + i);
              write(channel, out.clear());
            } else {
              read(channel, in.clear());
            }
          }
        }
      }
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void read(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("the other end closed");
      }
    }
  }

  @Override
  public void close() throws IOException {
    disconnect(0);
    listener.close();
  }
}
