package io.streamgauge.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says again what was recorded, through real sockets: what clients sent is sent by clients, what
 * brokers answered by a server; each waits for what came before.
 */
final class Conversation implements AutoCloseable {
  private final Socket client;
  private final Socket broker;
  private final int[] next = new int[2];
  private final boolean[] started = new boolean[2];

  private Conversation(ServerSocket server) throws IOException {
    client = new Socket(server.getInetAddress(), server.getLocalPort());
    broker = server.accept();
    client.setTcpNoDelay(true);
    broker.setTcpNoDelay(true);
  }

  /**
   * Replays a recording.
   *
   * @return the connections that were made, all of them closed again
   */
  static int replay(List<RecordedPacket> packets, ServerSocket server) throws IOException {
    Map<String, Conversation> open = new TreeMap<>();
    try {
      for (RecordedPacket packet : packets) {
        if (packet.length() > 0) {
          Conversation conversation = open.get(packet.connection());
          if (conversation == null) {
            conversation = new Conversation(server);
            open.put(packet.connection(), conversation);
          }
          conversation.say(packet);
        }
      }
    } finally {
      for (Conversation conversation : open.values()) {
        conversation.close();
      }
    }
    return open.size();
  }

  private void say(RecordedPacket packet) throws IOException {
    int side = packet.isFromClient() ? 0 : 1;
    assertThat(!started[side] || packet.sequence() == next[side])
        .as("the recording has no holes and no repetitions: " + packet)
        .isTrue();
    started[side] = true;
    next[side] = packet.sequence() + packet.length();
    byte[] content = new byte[packet.length()];
    packet.payload().get(0, content);
    Socket from = packet.isFromClient() ? client : broker;
    Socket to = packet.isFromClient() ? broker : client;
    from.getOutputStream().write(content);
    assertThat(to.getInputStream().readNBytes(content.length)).isEqualTo(content);
  }

  @Override
  public void close() throws IOException {
    client.close();
    broker.close();
  }
}
