package io.streamgauge.agent.testing;

import io.streamgauge.agent.link.LinkType;
import io.streamgauge.agent.link.TcpSegment;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/**
 * Writes the capture of one Kafka connection, message by message, with Kafka's own serialisation.
 * Each step takes one millisecond, unless told otherwise.
 */
public final class KafkaScript {
  /** When the first packet is sent: 2021-01-01T00:00:00Z. */
  public static final long START_NANOS = 1_609_459_200_000_000_000L;

  private static final long STEP_NANOS = 1_000_000L;
  private static final long TRANSLATION_NANOS = 3_000L;

  private record Translated(
      String client,
      int clientPort,
      String broker,
      int brokerPort,
      boolean requests,
      boolean responses) {}

  private final CaptureFileBuilder file = CaptureFileBuilder.pcap(LinkType.ETHERNET);
  private String client = "10.0.0.1";
  private String broker = "10.0.0.2";
  private int clientPort = 40_000;
  private int brokerPort = 9092;
  private String clientId = "app";
  private Translated translated;
  private long now = START_NANOS;
  private int clientSequence = 1_000;
  private int brokerSequence = 5_000;

  /** A client that names itself so; null for a client without an id. */
  public KafkaScript clientId(String id) {
    clientId = id;
    return this;
  }

  /** Other ends, given as literal addresses. */
  public KafkaScript between(String from, int fromPort, String to, int toPort) {
    client = from;
    clientPort = fromPort;
    broker = to;
    brokerPort = toPort;
    clientSequence = 1_000;
    brokerSequence = 5_000;
    return this;
  }

  /**
   * From now on each packet is seen twice: before and behind a translation of addresses. A
   * translation keeps sequence numbers.
   */
  public KafkaScript alsoSeenBetween(String from, int fromPort, String to, int toPort) {
    translated = new Translated(from, fromPort, to, toPort, true, true);
    return this;
  }

  /** The same, but requests are only seen behind the translation, and responses before it. */
  public KafkaScript halfSeenBetween(String from, int fromPort, String to, int toPort) {
    translated = new Translated(from, fromPort, to, toPort, false, false);
    return this;
  }

  /** Sequence numbers that differ from those of the connections before. */
  public KafkaScript startingAt(int clientNumber, int brokerNumber) {
    clientSequence = clientNumber;
    brokerSequence = brokerNumber;
    return this;
  }

  /** The three packets that open a connection. */
  public KafkaScript open() {
    fromClient(TcpSegment.SYN);
    clientSequence++;
    fromBroker(TcpSegment.SYN | TcpSegment.ACK);
    brokerSequence++;
    fromClient(TcpSegment.ACK);
    return this;
  }

  /** Time passes. */
  public KafkaScript after(long nanos) {
    now += nanos;
    return this;
  }

  /** A request in one segment. */
  public KafkaScript request(ApiKeys api, int version, int correlationId, Message body) {
    return fromClient(TcpSegment.ACK, requestFrame(api, version, correlationId, body));
  }

  /** A response in one segment. */
  public KafkaScript response(ApiKeys api, int version, int correlationId, Message body) {
    return fromBroker(TcpSegment.ACK, responseFrame(api, version, correlationId, body));
  }

  /** A response of which the bytes from {@code from} to {@code to} are not captured. */
  public KafkaScript responseWithHole(
      ApiKeys api, int version, int correlationId, Message body, int from, int to) {
    byte[] frame = responseFrame(api, version, correlationId, body);
    fromBroker(TcpSegment.ACK, Arrays.copyOf(frame, from));
    brokerSequence += to - from;
    return fromBroker(TcpSegment.ACK, Arrays.copyOfRange(frame, to, frame.length));
  }

  /** Any bytes of the client. */
  public KafkaScript clientBytes(byte... payload) {
    return fromClient(TcpSegment.ACK, payload);
  }

  /** Any bytes of the broker. */
  public KafkaScript brokerBytes(byte... payload) {
    return fromBroker(TcpSegment.ACK, payload);
  }

  /** Both sides end the connection. */
  public KafkaScript finish() {
    fromClient(TcpSegment.FIN | TcpSegment.ACK);
    return fromBroker(TcpSegment.FIN | TcpSegment.ACK);
  }

  /** The capture as a pcap file. */
  public byte[] build() {
    return file.build();
  }

  private KafkaScript fromClient(int flags, byte... payload) {
    if (translated == null || translated.requests) {
      packet(
          client, clientPort, broker, brokerPort, clientSequence, brokerSequence, flags, payload);
    }
    if (translated != null) {
      now += TRANSLATION_NANOS;
      Translated t = translated;
      packet(
          t.client,
          t.clientPort,
          t.broker,
          t.brokerPort,
          clientSequence,
          brokerSequence,
          flags,
          payload);
    }
    clientSequence += payload.length;
    return after(STEP_NANOS);
  }

  private KafkaScript fromBroker(int flags, byte... payload) {
    if (translated != null && translated.responses) {
      Translated t = translated;
      packet(
          t.broker,
          t.brokerPort,
          t.client,
          t.clientPort,
          brokerSequence,
          clientSequence,
          flags,
          payload);
      now += TRANSLATION_NANOS;
    }
    packet(broker, brokerPort, client, clientPort, brokerSequence, clientSequence, flags, payload);
    brokerSequence += payload.length;
    return after(STEP_NANOS);
  }

  private void packet(
      String from,
      int fromPort,
      String to,
      int toPort,
      int sequence,
      int acknowledgment,
      int flags,
      byte... payload) {
    file.record(
        now,
        PacketBuilder.tcp()
            .between(from, fromPort, to, toPort)
            .sequence(sequence)
            .acknowledges(acknowledgment)
            .flags(flags)
            .payload(payload)
            .build());
  }

  /** A request of this client as it would be sent, size prefix included. */
  public byte[] requestFrame(ApiKeys api, int version, int correlationId, Message body) {
    RequestHeaderData header =
        new RequestHeaderData()
            .setRequestApiKey(api.id)
            .setRequestApiVersion((short) version)
            .setCorrelationId(correlationId)
            .setClientId(clientId);
    return frame(header, api.requestHeaderVersion((short) version), body, version);
  }

  /** A response as it would be sent, size prefix included. */
  public static byte[] responseFrame(ApiKeys api, int version, int correlationId, Message body) {
    ResponseHeaderData header = new ResponseHeaderData().setCorrelationId(correlationId);
    return frame(header, api.responseHeaderVersion((short) version), body, version);
  }

  private static byte[] frame(Message header, short headerVersion, Message body, int version) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    byte[] headerBytes = bytes(header, headerVersion);
    byte[] bodyBytes = bytes(body, (short) version);
    frame.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).putInt(headerBytes.length + bodyBytes.length).array());
    frame.writeBytes(headerBytes);
    frame.writeBytes(bodyBytes);
    return frame.toByteArray();
  }

  private static byte[] bytes(Message message, short version) {
    ObjectSerializationCache cache = new ObjectSerializationCache();
    ByteBufferAccessor buffer =
        new ByteBufferAccessor(ByteBuffer.allocate(message.size(cache, version)));
    message.write(buffer, cache, version);
    byte[] bytes = new byte[buffer.buffer().position()];
    buffer.buffer().flip().get(bytes);
    return bytes;
  }
}
