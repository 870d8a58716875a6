package io.streamgauge.protocol.program;

/**
 * The instructions of a {@link Program}. The low byte of the first int is the instruction, its
 * flags stand above it; operands follow.
 */
final class Op {
  /** Ends an array element, a tagged field or the program. */
  static final int END = 0;

  /** {@code SKIP bytes} */
  static final int SKIP = 1;

  /** {@code SKIP_SIZED}: a string, bytes or records. */
  static final int SKIP_SIZED = 2;

  /** {@code SKIP_ARRAY bytesPerElement} */
  static final int SKIP_ARRAY = 3;

  /** {@code ARRAY after minimumBytesPerElement field body… END}; field −1: not selected. */
  static final int ARRAY = 4;

  /** {@code TAGS n after (tag body)×n bodies…}: tagged fields, of which n are looked into. */
  static final int TAGS = 5;

  /** {@code NULLABLE_STRUCT after field}; field −1: not selected. */
  static final int NULLABLE_STRUCT = 6;

  /** {@code REGION field}: bytes or records. */
  static final int REGION = 7;

  /** {@code STRING field} */
  static final int STRING = 8;

  /** {@code UUID field} */
  static final int UUID = 9;

  /** {@code STRUCT_START field} */
  static final int STRUCT_START = 10;

  /** {@code STRUCT_END field} */
  static final int STRUCT_END = 11;

  /** {@code ELEMENT_END field}: a structure in a selected array is complete. */
  static final int ELEMENT_END = 12;

  /** One int: see {@link #number}. As the following. */
  static final int BOOL = 13;

  static final int UINT16 = 14;
  static final int UINT32 = 15;

  /** From here on the value is the sign-extended bytes. */
  static final int INT8 = 16;

  static final int INT16 = 17;
  static final int INT32 = 18;

  /** Also float64. */
  static final int INT64 = 19;

  static final int MASK = 0xff;

  /** The length is an unsigned varint, one more than the value; neither flag: an int16. */
  static final int COMPACT = 0x100;

  /** The length is an int32. */
  static final int WIDE = 0x200;

  /** Null is allowed. */
  static final int NULLABLE = 0x400;

  /** A number is stored in the {@link Cells}; its field is the cell. */
  static final int STORED = 0x8000;

  private static final int BITS_SHIFT = 8;
  private static final int BITS_MASK = 0x7f;
  private static final int FIELD_SHIFT = 16;

  /** Operands of {@link #TAGS} before its table. */
  static final int TAGS_HEAD = 3;

  private Op() {}

  /**
   * An instruction that emits a number: one int with the size in the place of the flags, and the
   * field above it.
   */
  static int number(int instruction, int bytes, int field) {
    return (field << FIELD_SHIFT) | ((bytes * Byte.SIZE) << BITS_SHIFT) | instruction;
  }

  /** Size of a number, 8 to 64. */
  static int bits(int op) {
    return (op >> BITS_SHIFT) & BITS_MASK;
  }

  /** Field of a number. */
  static int field(int op) {
    return op >>> FIELD_SHIFT;
  }

  /** What a number means whose sign-extended bytes are {@code read}. */
  static long value(int op, long read) {
    return switch (op & MASK) {
      case BOOL -> read == 0 ? 0 : 1;
      case UINT16 -> read & 0xffff;
      case UINT32 -> read & 0xffff_ffffL;
      default -> read;
    };
  }
}
