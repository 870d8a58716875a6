package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.testing.Allocations;
import io.streamgauge.protocol.testing.Twice;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tagged fields (KIP-482) by the million, wherever they may stand: they are passed over, each once,
 * and nothing is kept of them.
 */
class TaggedFieldsAttackTest {
  private static final int FIELDS = 1_000_000;
  private static final long LITTLE = 64 << 10;

  private final DecoderWorker worker = Talk.decoder().newWorker();

  /** Who only listens for one complete exchange. */
  private static final class Quiet implements ExchangeListener {
    private int complete;
    private int anomalies;

    @Override
    public void onExchange(Exchange exchange) {
      complete += exchange.status() == ExchangeStatus.COMPLETE ? 1 : 0;
    }

    @Override
    public void onAnomaly(Anomaly anomaly) {
      anomalies++;
    }
  }

  /** So many fields of a tag, each of {@code content}, behind their count. */
  private static byte[] tags(int count, int tag, byte... content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, count);
    for (int i = 0; i < count; i++) {
      varint(out, tag);
      varint(out, content.length);
      out.writeBytes(content);
    }
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int left = value;
    while (left > 0x7f) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
  }

  /** ApiVersions v3: the header, "c" as the client's name and version, tagged fields. */
  private static byte[] request(int id, byte[] ofHeader, byte[] ofBody) {
    ByteBuffer head = ByteBuffer.allocate(11);
    head.putShort((short) 18).putShort((short) 3).putInt(id).putShort((short) 1).put((byte) 'c');
    return Frames.frame(head.array(), ofHeader, new byte[] {2, 'c', 2, 'c'}, ofBody);
  }

  /** Its answer: no error, one api with tagged fields, no throttling, tagged fields. */
  private static byte[] response(int id, byte[] ofElement, byte[] ofBody) {
    return Frames.frame(
        ByteBuffer.allocate(4).putInt(id).array(),
        new byte[] {0, 0, 2, 0, 18, 0, 0, 0, 4},
        ofElement,
        new byte[4],
        ofBody);
  }

  @ParameterizedTest(name = "tag {0}, pieces of {1}")
  @CsvSource({"0, 1448", "0, 2147483647", "9000, 7", "9000, 1448", "9000, 2147483647"})
  void tagsAreBoundedWorkAndNothingIsKeptOfThem(int tag, int piece) {
    // Given known tags (0: supported features, none of them) or unknown ones, in the way of
    // all that matters
    byte[] none = tags(0, 0);
    byte[] many = tag == 0 ? tags(FIELDS, 0, (byte) 1) : tags(FIELDS, tag);
    ByteBuffer request = ByteBuffer.wrap(request(7, many, tag == 0 ? none : many));
    ByteBuffer response = ByteBuffer.wrap(response(7, tag == 0 ? none : many, many));
    Twice.attempt(
        () -> {
          Quiet heard = new Quiet();
          ConnectionDecoder connection =
              worker.newConnection(ConnectionOptions.fromStart("broker:9092"), heard);

          // When
          long allocated =
              Allocations.of(
                  () -> {
                    feed(connection, Direction.REQUEST, request, piece);
                    feed(connection, Direction.RESPONSE, response, piece);
                  });

          // Then
          assertThat(allocated).isLessThan(LITTLE);
          assertThat(heard.complete).isEqualTo(1);
          assertThat(heard.anomalies).isZero();
          assertThat(connection.statistics().decodedBytes(Direction.RESPONSE))
              .isEqualTo(response.limit());
          connection.close(2);
        });
    HostileTalk.assertIdle(worker);
  }

  private static void feed(ConnectionDecoder to, Direction direction, ByteBuffer bytes, int piece) {
    for (int at = 0; at < bytes.limit(); at += Math.min(piece, bytes.limit() - at)) {
      to.onBytes(direction, bytes, at, Math.min(piece, bytes.limit() - at), 1);
    }
  }
}
