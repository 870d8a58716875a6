package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.exchange.BodyReader.Outcome;
import io.streamgauge.protocol.frame.FrameHeader;
import io.streamgauge.protocol.program.FieldSink;
import io.streamgauge.protocol.program.Program;
import java.nio.ByteBuffer;

/**
 * Reads a response from its correlation id on: the header's tagged fields if the request's version
 * has them, then the body.
 */
final class ResponseBody {
  private static final int API_VERSIONS = 18;
  private static final int UNSUPPORTED_VERSION = 35;

  private static final FieldSink NOBODY = new FieldSink() {};

  private enum Step {
    TAGS,
    /** ApiVersions: the error code tells which version the body has. */
    ERROR_CODE,
    WALK,
    /** The version is not known. */
    SKIP,
    MALFORMED,
    DAMAGED
  }

  private final DecoderWorker worker;
  private final FrameHeader header;
  private final BodyReader body;
  private PendingRequest request;
  private boolean blind;
  private Step step = Step.SKIP;
  private int errorCode;
  private int errorCodeBytes;

  ResponseBody(DecoderWorker worker, FrameHeader header) {
    this.worker = worker;
    this.header = header;
    this.body = new BodyReader(worker);
  }

  /**
   * Prepares for the answer to a request; the header has read the correlation id.
   *
   * @param checkOnly whether nothing of it is to go into the request's details
   */
  void begin(PendingRequest answered, boolean checkOnly) {
    request = answered;
    blind = checkOnly;
    errorCode = 0;
    errorCodeBytes = 0;
    if (worker.headerVersions().response(request.apiKey, request.apiVersion) == 1) {
      step = Step.TAGS;
      header.beginTags();
    } else {
      afterHeader();
    }
  }

  void feed(ByteBuffer buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    if (step == Step.TAGS && at < end) {
      at += header.feed(buffer, at, end - at);
      if (header.state() == FrameHeader.State.DONE) {
        afterHeader();
      } else if (header.state() == FrameHeader.State.MALFORMED) {
        step = Step.MALFORMED;
      }
    }
    if (step == Step.ERROR_CODE && at < end) {
      at += feedErrorCode(buffer, at, end - at);
    }
    if (step == Step.WALK) {
      body.feed(buffer, at, end - at);
    }
  }

  private void afterHeader() {
    if (request.apiKey == API_VERSIONS) {
      step = Step.ERROR_CODE;
    } else {
      walk(request.apiVersion);
    }
  }

  /** A broker that does not know the client's ApiVersions version answers with a v0 body. */
  private int feedErrorCode(ByteBuffer buffer, int offset, int length) {
    int taken = Math.min(Short.BYTES - errorCodeBytes, length);
    for (int i = 0; i < taken; i++) {
      errorCode = errorCode << Byte.SIZE | (buffer.get(offset + i) & 0xff);
    }
    errorCodeBytes += taken;
    if (errorCodeBytes == Short.BYTES) {
      walk(errorCode == UNSUPPORTED_VERSION ? 0 : request.apiVersion);
      if (step == Step.WALK) {
        ByteBuffer seen = worker.errorCodeScratch().putShort(0, (short) errorCode);
        body.feed(seen, 0, Short.BYTES);
      }
    }
    return taken;
  }

  private void walk(int version) {
    Program program = worker.responseProgram(request.apiKey, version);
    if (program == null) {
      step = Step.SKIP;
      return;
    }
    step = Step.WALK;
    FieldSink sink = blind ? NOBODY : worker.assembler().responseSink(request.details);
    body.begin(program, header.remaining(), sink);
  }

  /** Whether it cannot be the answer it should be. */
  boolean isMalformed() {
    return step == Step.MALFORMED || (step == Step.WALK && body.isMalformed());
  }

  /**
   * The next bytes of the frame are missing.
   *
   * @return whether that cost anything
   */
  boolean gap(long bytes) {
    if (step == Step.WALK) {
      return body.gap(bytes);
    }
    boolean costly = step == Step.TAGS || step == Step.ERROR_CODE;
    if (costly) {
      step = Step.DAMAGED;
    }
    return costly;
  }

  /** The frame is over; null if its version is not known. */
  Outcome end() {
    return switch (step) {
      case WALK -> body.end();
      case SKIP -> null;
      case DAMAGED -> Outcome.DAMAGED;
      default -> Outcome.MALFORMED;
    };
  }

  /** Bytes of the body that were read or passed over; 0 when none is being read. */
  long position() {
    return body.position();
  }

  /** As {@link BodyReader#passable}. */
  long passable() {
    return step == Step.WALK ? body.passable() : 0;
  }

  /** As {@link BodyReader#pass}. */
  void pass(int bytes) {
    body.pass(bytes);
  }

  /** As {@link BodyReader#feedRegion}. */
  boolean feedRegion(int passed, ByteBuffer buffer, int offset, int length) {
    return step == Step.WALK && body.feedRegion(passed, buffer, offset, length);
  }

  /** Gives back what was borrowed. */
  void abandon() {
    body.abandon();
  }
}
