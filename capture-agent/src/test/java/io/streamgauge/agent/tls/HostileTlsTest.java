package io.streamgauge.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.testing.Hostility;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** {@link HostileTls}'s laws for real connections that were tampered with, and for noise. */
class HostileTlsTest {

  @Property(tries = 400)
  void tamperedConnectionsBreakNoLaw(
      @ForAll long seed, @ForAll int suite, @ForAll @IntRange(max = 9) int rate) {
    // Given
    Random random = new Random(seed);
    HostileTls tls = new HostileTls(suite);
    int secretsAt = random.nextInt(tls.size() + 1);
    // When
    for (int i = 0; i < tls.size(); i++) {
      if (i == secretsAt) {
        tls.secrets();
      }
      TlsScript.Piece piece = tls.pieces().get(i);
      switch (random.nextInt(100) < rate * 3 ? random.nextInt(6) : -1) {
        case 0 -> tls.gap(piece.side(), piece.bytes().length);
        case 1 -> tls.gap(piece.side(), Hostility.size(random));
        case 2 -> tls.bytes(piece.side(), Hostility.mutate(piece.bytes(), new byte[9], random));
        case 3 -> {
          int cut = random.nextInt(piece.bytes().length);
          tls.bytes(piece.side(), Arrays.copyOf(piece.bytes(), cut));
          tls.gap(piece.side(), piece.bytes().length - cut);
        }
        case 4 -> {
          tls.genuine(random.nextInt(i + 1));
          tls.time(random.nextBoolean());
        }
        case 5 -> tls.bytes(random.nextInt(2), Hostility.bytes(random, 30_000));
        default -> inPieces(tls, piece, random);
      }
    }
    // Then
    tls.finish();
  }

  private static void inPieces(HostileTls tls, TlsScript.Piece piece, Random random) {
    int at = 0;
    while (at < piece.bytes().length) {
      int end = Math.min(piece.bytes().length, at + 1 + random.nextInt(2_000));
      tls.bytes(piece.side(), Arrays.copyOfRange(piece.bytes(), at, end));
      at = end;
    }
  }

  @Property(tries = 200)
  void noiseBreaksNoLaw(@ForAll long seed) {
    Random random = new Random(seed);
    HostileTls tls = new HostileTls(random.nextInt());
    for (int i = 0; i < 40; i++) {
      tls.bytes(i, Hostility.bytes(random, 20_000));
      tls.keyLog(new String(Hostility.bytes(random, 300), StandardCharsets.ISO_8859_1));
    }
    tls.finish();
  }

  @Property(tries = 50)
  void whatWasLostCostsNothingElse(@ForAll long seed, @ForAll @IntRange(max = 5) int suite) {
    // Given: gaps of whole pieces behind the handshake
    Random random = new Random(seed);
    HostileTls tls = new HostileTls(suite);
    tls.secrets();
    long lost = 0;
    int dataFrom = 10;
    // When
    for (int i = 0; i < tls.size(); i++) {
      TlsScript.Piece piece = tls.pieces().get(i);
      // A key update that is lost ends its direction: none is.
      if (i > dataFrom && piece.bytes().length > 60 && random.nextInt(4) == 0) {
        tls.gap(piece.side(), piece.bytes().length);
        lost++;
      } else {
        tls.bytes(piece.side(), piece.bytes());
      }
    }
    // Then
    assertThat(tls.lostRecords()).isLessThanOrEqualTo(lost);
    assertThat(tls.pieces().size()).isGreaterThan((int) lost);
    assertThat(tls.givenUp()).isZero();
    tls.finish();
  }
}
