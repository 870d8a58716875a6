package io.streamgauge.protocol.api;

// begin
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.streamgauge.protocol.exchange.Anomaly;
import io.streamgauge.protocol.exchange.ConnectionDecoder;
import io.streamgauge.protocol.exchange.ConnectionOptions;
import io.streamgauge.protocol.exchange.DecoderWorker;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.ErrorNames;
import io.streamgauge.protocol.exchange.Exchange;
import io.streamgauge.protocol.exchange.ExchangeListener;
import io.streamgauge.protocol.exchange.KafkaDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Prints the exchanges of a little-endian pcap file: Ethernet, IPv4, nothing lost or reordered. */
public final class DecodeCapture implements ExchangeListener {
  public static void main(String[] file) throws IOException {
    ByteBuffer pcap = ByteBuffer.wrap(Files.readAllBytes(Path.of(file[0]))).order(LITTLE_ENDIAN);
    int nanosPerTick = pcap.getInt(0) == 0xa1b23c4d ? 1 : 1_000;
    DecoderWorker worker = KafkaDecoder.builder().build().newWorker();
    Map<Integer, ConnectionDecoder> connections = new HashMap<>(); // by the client's port
    for (int at = 24; at < pcap.limit(); at += 16 + pcap.getInt(at + 8)) {
      long time = pcap.getInt(at) * 1_000_000_000L + pcap.getInt(at + 4) * (long) nanosPerTick;
      ByteBuffer packet = pcap.slice(at + 16 + 14, pcap.getInt(at + 8) - 14);
      int tcp = (packet.get(0) & 0xf) * 4;
      int payload = tcp + (packet.get(tcp + 12) >> 4 & 0xf) * 4;
      int from = packet.getShort(tcp) & 0xffff;
      int to = packet.getShort(tcp + 2) & 0xffff;
      Direction direction = to == 9092 ? Direction.REQUEST : Direction.RESPONSE;
      connections
          .computeIfAbsent(
              to == 9092 ? from : to,
              port -> worker.newConnection(ConnectionOptions.fromStart("b"), new DecodeCapture()))
          .onBytes(direction, packet, payload, packet.getShort(2) - payload, time);
    }
  }

  @Override
  public void onExchange(Exchange e) {
    long micros = e.latencyNanos() / 1_000;
    String error = ErrorNames.of(e.errorCode());
    System.out.println(e.clientId() + " " + e.apiName() + " " + micros + " µs " + error);
  }

  @Override
  public void onAnomaly(Anomaly anomaly) {
    System.err.println(anomaly);
  }
}
// end
