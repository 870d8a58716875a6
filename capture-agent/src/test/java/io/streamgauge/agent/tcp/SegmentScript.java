package io.streamgauge.agent.tcp;

import io.streamgauge.agent.link.TcpSegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Feeds a flow table with segments of one pair of ends and writes down what comes out: {@code
 * 0:abc} data, {@code 1:-5} a gap of five bytes, {@code FIN} and the like the end, {@code new} a
 * flow.
 */
final class SegmentScript implements FlowListener {

  static final long MILLI = 1_000_000L;

  final List<String> events = new ArrayList<>();
  final List<Flow> opened = new ArrayList<>();
  final FlowTable table;
  private final TcpSegment segment = new TcpSegment();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 12);
  private long now;
  private int client = 0x0a000001;
  private int server = 0x0a000002;
  private int clientPort = 40_000;
  private int serverPort = 9092;
  private boolean ignore;

  SegmentScript(TcpLimits limits) {
    table = new FlowTable(limits, this);
  }

  SegmentScript() {
    this(TcpLimits.DEFAULTS);
  }

  SegmentScript ignoring() {
    ignore = true;
    return this;
  }

  SegmentScript port(int port) {
    clientPort = port;
    return this;
  }

  /** Other ends; addresses are IPv4. */
  SegmentScript between(int from, int fromPort, int to, int toPort) {
    client = from;
    clientPort = fromPort;
    server = to;
    serverPort = toPort;
    return this;
  }

  SegmentScript after(long millis) {
    now += millis * MILLI;
    return this;
  }

  SegmentScript idle() {
    table.onIdle(now);
    return this;
  }

  SegmentScript end() {
    table.close(now);
    return this;
  }

  /** A segment of the client with an ACK that says nothing. */
  SegmentScript client(int sequence, String payload) {
    return send(true, sequence, 0, TcpSegment.PSH, payload, payload.length());
  }

  SegmentScript server(int sequence, String payload) {
    return send(false, sequence, 0, TcpSegment.PSH, payload, payload.length());
  }

  /** Only the beginning of the payload was captured. */
  SegmentScript clientCut(int sequence, String captured, int wireLength) {
    return send(true, sequence, 0, TcpSegment.PSH, captured, wireLength);
  }

  SegmentScript clientFlags(int sequence, int flags) {
    return send(true, sequence, 0, flags, "", 0);
  }

  SegmentScript serverFlags(int sequence, int flags) {
    return send(false, sequence, 0, flags, "", 0);
  }

  SegmentScript clientAcks(int acknowledgment) {
    return send(true, 0, acknowledgment, TcpSegment.ACK, "", 0);
  }

  SegmentScript serverAcks(int acknowledgment) {
    return send(false, 0, acknowledgment, TcpSegment.ACK, "", 0);
  }

  SegmentScript handshake(int clientSequence, int serverSequence) {
    clientFlags(clientSequence - 1, TcpSegment.SYN);
    send(false, serverSequence - 1, clientSequence, TcpSegment.SYN | TcpSegment.ACK, "", 0);
    return send(true, clientSequence, serverSequence, TcpSegment.ACK, "", 0);
  }

  SegmentScript send(
      boolean fromClient, int sequence, int ack, int flags, String payload, int wireLength) {
    byte[] bytes = payload.getBytes(StandardCharsets.ISO_8859_1);
    buffer.put(0, bytes);
    if (fromClient) {
      segment.ipv4(client, server);
      segment.tcp(clientPort, serverPort, sequence, ack, flags);
    } else {
      segment.ipv4(server, client);
      segment.tcp(serverPort, clientPort, sequence, ack, flags);
    }
    segment.payload(now, buffer, 0, bytes.length, wireLength);
    table.onSegment(segment);
    return this;
  }

  /** What came out, data of one side that follows itself put together. */
  String outcome() {
    StringBuilder out = new StringBuilder();
    String last = "";
    for (String event : events) {
      boolean data = event.length() > 2 && event.charAt(1) == ':' && event.charAt(2) != '-';
      String prefix = data ? event.substring(0, 2) : "";
      if (data && prefix.equals(last)) {
        out.append(event.substring(2));
      } else {
        out.append(out.length() == 0 ? "" : " ").append(event);
      }
      last = prefix;
    }
    return out.toString();
  }

  @Override
  public FlowHandler onFlow(Flow flow) {
    opened.add(flow);
    events.add("new");
    return ignore ? FlowHandler.IGNORE : new Recorder();
  }

  private final class Recorder implements FlowHandler {
    @Override
    public void onData(int side, ByteBuffer b, int offset, int length, long timestampNanos) {
      byte[] bytes = new byte[length];
      b.get(offset, bytes);
      events.add(side + ":" + new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void onGap(int side, long missingBytes, long timestampNanos) {
      events.add(side + ":-" + missingBytes);
    }

    @Override
    public void onClose(long timestampNanos, CloseReason reason) {
      events.add(reason.name());
    }
  }
}
