package io.streamgauge.protocol.frame;

import io.streamgauge.protocol.frame.FrameHeader.State;
import java.nio.ByteBuffer;

/** Skips the tagged fields of a header (KIP-482), in whatever pieces they come. Reusable. */
final class TaggedFieldsReader {
  private static final int MAX_VARINT_BYTES = 5;
  private static final int LEAST_FIELD_BYTES = 2;

  private enum Step {
    COUNT,
    TAG,
    SIZE,
    BYTES
  }

  private Step step = Step.COUNT;
  private State state = State.DONE;
  private long remaining;
  private long value;
  private int valueBytes;
  private long fields;
  private long skip;

  /** Prepares for tagged fields in a frame of which {@code frameBytes} are left. */
  void begin(long frameBytes) {
    step = Step.COUNT;
    state = State.NEEDS_MORE;
    remaining = frameBytes;
    value = 0;
    valueBytes = 0;
  }

  State state() {
    return state;
  }

  /** Returns how many of the bytes belong to the tagged fields. */
  int feed(ByteBuffer buffer, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end && state == State.NEEDS_MORE) {
      int taken = 1;
      if (step == Step.BYTES) {
        taken = (int) Math.min(skip, end - at);
        skip -= taken;
        remaining -= taken;
        if (skip == 0) {
          nextField();
        }
      } else {
        remaining--;
        onVarintByte(buffer.get(at));
      }
      at += taken;
    }
    return at - offset;
  }

  private void onVarintByte(byte next) {
    if (valueBytes == MAX_VARINT_BYTES) {
      state = State.MALFORMED;
      return;
    }
    value |= (long) (next & 0x7f) << (7 * valueBytes);
    valueBytes++;
    if (next >= 0) {
      long complete = value;
      value = 0;
      valueBytes = 0;
      onVarint(complete);
    }
  }

  private void onVarint(long complete) {
    if (step == Step.COUNT) {
      fields = complete;
      nextField();
    } else if (step == Step.TAG) {
      step = Step.SIZE;
    } else if (complete > remaining) {
      state = State.MALFORMED;
    } else {
      fields--;
      skip = complete;
      step = Step.BYTES;
      if (skip == 0) {
        nextField();
      }
    }
  }

  private void nextField() {
    if (fields == 0) {
      state = State.DONE;
    } else if (fields * LEAST_FIELD_BYTES > remaining) {
      state = State.MALFORMED;
    } else {
      step = Step.TAG;
    }
  }
}
