package io.streamgauge.agent.network;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Heartbeats of Kafka between a client and a broker that know nothing else, and a proxy between
 * them. Arguments: {@code broker HOST PORT}, {@code client HOST PORT}, {@code proxy HOST PORT TO
 * PORT}.
 */
final class Conversation {
  static final String READY = "ready";
  static final int BEATS = 200;

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int HEARTBEAT = 12;

  private Conversation() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    String host = args[1];
    int port = Integer.parseInt(args[2]);
    switch (args[0]) {
      case "client" -> talk(host, port);
      case "broker" -> serve(host, port, Conversation::answer);
      default -> serve(host, port, peer -> forward(peer, args[3], Integer.parseInt(args[4])));
    }
  }

  private interface Service {
    void serve(Socket peer) throws IOException, InterruptedException;
  }

  private static void serve(String host, int port, Service service)
      throws IOException, InterruptedException {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(host, port));
      System.out.println(READY);
      try (Socket peer = server.accept()) {
        service.serve(peer);
      }
    }
  }

  private static void talk(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < BEATS; i++) {
        out.write(request(i));
        in.readFully(new byte[10]);
      }
    }
  }

  /** A heartbeat, version 0, of client {@code c}. */
  private static byte[] request(int correlationId) {
    byte[] frame = {
      0, 0, 0, 24, 0, HEARTBEAT, 0, 0, 0, 0, 0, 0, 0, 1, 'c', 0, 1, 'g', 0, 0, 0, 1, 0, 4, 'm', 'e',
      'm', 'b'
    };
    frame[10] = (byte) (correlationId >>> 8);
    frame[11] = (byte) correlationId;
    return frame;
  }

  private static void answer(Socket peer) throws IOException {
    peer.setTcpNoDelay(true);
    DataInputStream in = new DataInputStream(peer.getInputStream());
    for (int i = 0; i < BEATS; i++) {
      byte[] request = new byte[28];
      in.readFully(request);
      byte[] response = {0, 0, 0, 6, request[8], request[9], request[10], request[11], 0, 0};
      peer.getOutputStream().write(response);
    }
  }

  private static void forward(Socket peer, String host, int port)
      throws IOException, InterruptedException {
    try (Socket onward = new Socket(host, port)) {
      onward.setTcpNoDelay(true);
      peer.setTcpNoDelay(true);
      Thread back = new Thread(() -> copy(onward, peer));
      back.start();
      copy(peer, onward);
      back.join();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
