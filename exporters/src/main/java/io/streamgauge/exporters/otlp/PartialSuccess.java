package io.streamgauge.exporters.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.streamgauge.exporters.view.Printable;
import java.io.IOException;

/**
 * What a receiver refused of a request that it took otherwise: {@code partial_success} of OTLP's
 * answers, whose fields have the same numbers for metrics and for traces
 * (https://opentelemetry.io/docs/specs/otlp/#partial-success).
 *
 * @param refused points or spans, 0 or more
 * @param reason the receiver's words, fit for a log; empty if it has none
 */
record PartialSuccess(long refused, String reason) {
  static final PartialSuccess WHOLE = new PartialSuccess(0, "");

  private static final int PARTIAL_SUCCESS = 1;
  private static final int REJECTED = 1;
  private static final int ERROR_MESSAGE = 2;
  private static final int MAX_CODE_POINTS = 300;

  /** Reads an answer; what is none refuses nothing. */
  static PartialSuccess of(byte... answer) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(answer);
      PartialSuccess read = WHOLE;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == tag(PARTIAL_SUCCESS, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
          read = read(in.readBytes().newCodedInput());
        } else {
          in.skipField(tag);
        }
      }
      return read;
    } catch (IOException e) {
      return WHOLE;
    }
  }

  private static PartialSuccess read(CodedInputStream in) throws IOException {
    long refused = 0;
    String reason = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == tag(REJECTED, WireFormat.WIRETYPE_VARINT)) {
        refused = Math.max(0, in.readInt64());
      } else if (tag == tag(ERROR_MESSAGE, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
        reason = Printable.of(in.readString(), MAX_CODE_POINTS);
      } else {
        in.skipField(tag);
      }
    }
    return new PartialSuccess(refused, reason);
  }

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }
}
