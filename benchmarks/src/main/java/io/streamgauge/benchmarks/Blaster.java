package io.streamgauge.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients and a broker that say the same exchanges over and over, through real sockets on loopback,
 * as fast as the machine lets them. This process plays all clients with one thread, another one
 * ({@link BlasterPeers}) the broker: a group of connections asks, then all of them are answered.
 */
final class Blaster implements AutoCloseable {
  /**
   * Requests that are asked before the first is answered. No more than there are connections where
   * there are few: over many it is then the same traffic, request by request.
   */
  private static final int GROUP = 10;

  private static final int REQUEST_ID = 8;
  private static final int RESPONSE_ID = 4;

  private final BlasterPeers peers = new BlasterPeers();
  private final List<SocketChannel> clients = new ArrayList<>();
  private int correlationId;

  /** Without connections. */
  Blaster() throws IOException {}

  int port() {
    return peers.port();
  }

  /** Opens so many connections, if fewer are open. */
  void connect(int count) throws IOException {
    if (clients.size() >= count) {
      return;
    }
    peers.accept(count);
    while (clients.size() < count) {
      int broker = 1 + clients.size() % 8;
      SocketChannel client = SocketChannel.open(new InetSocketAddress("127.0.0." + broker, port()));
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      clients.add(client);
    }
    peers.await();
  }

  /** Closes the newest connections, so that so many are left; the clients close first. */
  void disconnect(int left) throws IOException {
    while (clients.size() > left) {
      clients.remove(clients.size() - 1).close();
    }
    peers.disconnect(left);
    peers.await();
  }

  /**
   * Says exchanges, each on the connection after the one before.
   *
   * @param first connection that is used
   * @return payload bytes, both directions together
   */
  long exchange(Frames frames, int exchanges, int first) throws IOException {
    peers.play(frames, new Turns(exchanges, first, correlationId));
    play(
        clients, frames.response, frames.request, new Turns(exchanges, first, correlationId), true);
    peers.await();
    correlationId += exchanges;
    return (long) exchanges * (frames.request.limit() + frames.response.limit());
  }

  /**
   * Whose turn it is.
   *
   * @param exchanges in all, each on the connection after the one before
   * @param first connection that is used
   * @param firstId correlation id of the first exchange
   */
  record Turns(int exchanges, int first, int firstId) {}

  /** Plays one side. */
  static void play(
      List<SocketChannel> channels, ByteBuffer heard, ByteBuffer said, Turns turns, boolean begins)
      throws IOException {
    ByteBuffer in = ByteBuffer.allocateDirect(heard.limit());
    ByteBuffer out = ByteBuffer.allocateDirect(said.limit()).put(0, said, 0, said.limit());
    int idOffset = begins ? REQUEST_ID : RESPONSE_ID;
    int used = channels.size() - turns.first;
    int group = Math.min(GROUP, used);
    for (int done = 0; done < turns.exchanges; done += group) {
      int count = Math.min(group, turns.exchanges - done);
      for (int phase = 0; phase < 2; phase++) {
        boolean says = (phase == 0) == begins;
        for (int i = 0; i < count; i++) {
          SocketChannel channel = channels.get(turns.first + (done + i) % used);
          if (says) {
            out.putInt(idOffset, turns.firstId + done + i);
            write(channel, out.clear());
          } else {
            read(channel, in.clear());
          }
        }
      }
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
    for (SocketChannel client : clients) {
      client.close();
    }
    peers.close();
  }
}
