package io.streamgauge.protocol.program;

/** Why bytes are not the message they should be. */
public enum Malformation {
  /** A length or count runs past the end of the frame, or of the tagged field it stands in. */
  LENGTH_BEYOND_END,
  /** A length or count below −1. */
  NEGATIVE_LENGTH,
  /** Null where the schema does not allow it. */
  UNEXPECTED_NULL,
  /** An unsigned varint of more than 32 bits or five bytes. */
  OVERLONG_VARINT,
  /** The frame, or a tagged field, ends in the middle of what it should hold. */
  FRAME_TOO_SHORT
}
