package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.details.assembly.PendingDetails;
import java.nio.ByteBuffer;

/**
 * Reads the user name out of the first bare token after SaslHandshake v0. Such a frame, its size
 * included, is laid out like the body of a SaslAuthenticate v0 request, so that is how it is read;
 * nothing of it is copied here.
 */
final class SaslTokenReader {
  private static final int SASL_AUTHENTICATE = 36;

  private final DecoderWorker worker;
  private final BodyReader body;
  private final PendingDetails details;

  private SaslTokenReader(DecoderWorker worker, PendingDetails details) {
    this.worker = worker;
    this.details = details;
    this.body = new BodyReader(worker);
  }

  /** Begins a token of {@code size} bytes. */
  static SaslTokenReader begin(DecoderWorker worker, String mechanism, int size) {
    PendingDetails details = worker.assembler().acquire(SASL_AUTHENTICATE, 0);
    worker.assembler().saslMechanism(details, mechanism);
    SaslTokenReader reader = new SaslTokenReader(worker, details);
    reader.body.begin(
        worker.requestProgram(SASL_AUTHENTICATE, 0),
        size + (long) Integer.BYTES,
        worker.assembler().requestSink(details));
    reader.body.feed(ByteBuffer.allocate(Integer.BYTES).putInt(0, size), 0, Integer.BYTES);
    return reader;
  }

  void feed(ByteBuffer buffer, int offset, int length) {
    body.feed(buffer, offset, length);
  }

  /** The token is complete: tells the listener whom it named. */
  void end(ExchangeListener listener, long timestampNanos) {
    body.abandon();
    if (worker.assembler().details(details) instanceof SaslAuthenticateDetails named
        && named.userName() != null) {
      listener.onBareToken(named, timestampNanos);
    }
    worker.assembler().release(details);
  }

  /** It was no token after all, or part of it is missing. */
  void abandon() {
    body.abandon();
    worker.assembler().release(details);
  }
}
