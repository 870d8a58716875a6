package io.streamgauge.matrix.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;

/**
 * Ports of one broker on 127.0.0.1.
 *
 * @param clients without authentication; captured
 * @param sasl with SASL; captured
 * @param admin for the matrix itself; not captured
 * @param controller of KRaft; not captured
 */
public record Ports(int clients, int sasl, int admin, int controller) {

  /** Ports that are free now; all held at once, so that they differ. */
  static Ports free() {
    ServerSocket[] sockets = new ServerSocket[4];
    try {
      for (int i = 0; i < sockets.length; i++) {
        sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      }
      Ports ports =
          new Ports(
              sockets[0].getLocalPort(),
              sockets[1].getLocalPort(),
              sockets[2].getLocalPort(),
              sockets[3].getLocalPort());
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    }
  }

  /** The ports whose traffic is captured. */
  public Set<Integer> captured() {
    return Set.of(clients, sasl);
  }

  /** The port of a captured listener. */
  public int of(String listener) {
    return listener.equals(BrokerConfig.SASL) ? sasl : clients;
  }
}
