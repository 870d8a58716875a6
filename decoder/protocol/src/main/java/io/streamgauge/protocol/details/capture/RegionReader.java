package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.details.wire.SaslUserName;
import io.streamgauge.protocol.program.EmbeddedCursor;
import io.streamgauge.protocol.program.ProgramCursor;
import java.nio.ByteBuffer;

/** Reads one bytes field. */
interface RegionReader {
  /** Whether the region is wanted. */
  boolean begin(int length);

  /** Takes the next bytes; whether more are wanted. */
  boolean feed(ByteBuffer buffer, int offset, int length);

  /** What was read, or null if it was not readable; nothing of the bytes is kept after this. */
  Object end();

  /** The reader for a binding's region. */
  static RegionReader of(CaptureContext context, Binding binding, CaptureSink sink) {
    if (binding.region() instanceof Region.Embedded embedded) {
      return new EmbeddedReader(context, embedded, binding.nested(), sink);
    }
    return new SaslReader(context.saslUserName(), sink.saslMechanism());
  }

  /** Reads a message of a schema of its own; no bytes at all give blank fields. */
  final class EmbeddedReader implements RegionReader {
    private static final String PROTOCOL_TYPE = "ProtocolType";
    private static final String CONSUMER = "consumer";

    private final CaptureContext context;
    private final CaptureSink around;
    private final CaptureSink inside;
    private final String schema;
    private final StructLayout layout;
    private EmbeddedCursor cursor;

    EmbeddedReader(
        CaptureContext context, Region.Embedded region, StructLayout layout, CaptureSink around) {
      this.context = context;
      this.around = around;
      this.inside = new CaptureSink(context, null);
      this.schema = region.schema();
      this.layout = layout;
    }

    @Override
    public boolean begin(int length) {
      if (!isConsumer()) {
        return false;
      }
      inside.begin(layout, around.budget(), null);
      if (length == 0) {
        return false;
      }
      cursor = context.borrowCursor(schema);
      cursor.begin(length, inside);
      return true;
    }

    /** Below some versions the protocol type is not told; then the bytes must speak for it. */
    private boolean isConsumer() {
      Object type = around.lookup(PROTOCOL_TYPE);
      return type == null || type.equals("") || type.equals(CONSUMER);
    }

    @Override
    public boolean feed(ByteBuffer buffer, int offset, int length) {
      cursor.feed(buffer, offset, length);
      return cursor.state() == ProgramCursor.State.NEEDS_MORE;
    }

    @Override
    public Object end() {
      if (cursor == null) {
        return inside.root();
      }
      boolean complete = cursor.state() == ProgramCursor.State.DONE;
      context.giveBack(schema, cursor);
      cursor = null;
      if (!complete) {
        context.regionMalformed();
      }
      return complete ? inside.root() : null;
    }
  }

  /** Reads the names in a SASL token. */
  final class SaslReader implements RegionReader {
    private final SaslUserName names;
    private final String mechanism;

    SaslReader(SaslUserName names, String mechanism) {
      this.names = names;
      this.mechanism = mechanism;
    }

    @Override
    public boolean begin(int length) {
      return names.begin(mechanism);
    }

    @Override
    public boolean feed(ByteBuffer buffer, int offset, int length) {
      return names.feed(buffer, offset, length);
    }

    @Override
    public Object end() {
      names.end();
      return names.userName() == null
          ? null
          : new SaslNames(names.userName(), names.authorizationId());
    }
  }
}
