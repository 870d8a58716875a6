package io.streamgauge.protocol.program;

/**
 * The arrays and tagged fields that a cursor is inside of. Programs never nest deeper than it is.
 */
final class ScopeStack {
  private static final int TAG = -1;

  private final int[] body;
  private final int[] after;
  private final int[] elementsLeft;
  private final int[] field;
  private final int[] outerTagsLeft;
  private final long[] outerLimit;
  private int depth;

  ScopeStack(int capacity) {
    body = new int[capacity];
    after = new int[capacity];
    elementsLeft = new int[capacity];
    field = new int[capacity];
    outerTagsLeft = new int[capacity];
    outerLimit = new long[capacity];
  }

  void clear() {
    depth = 0;
  }

  /**
   * @param bodyPc first instruction of an element
   * @param afterPc instruction after the array
   * @param count elements, at least 1
   * @param fieldId −1 when the array itself is not selected
   */
  void pushArray(int bodyPc, int afterPc, int count, int fieldId) {
    body[depth] = bodyPc;
    after[depth] = afterPc;
    elementsLeft[depth] = count;
    field[depth] = fieldId;
    depth++;
  }

  /**
   * @param tagsPc the instruction to go on with
   * @param tagsLeft tagged fields that follow this one
   * @param limit where the scope around it ends
   */
  void pushTag(int tagsPc, int tagsLeft, long limit) {
    body[depth] = tagsPc;
    elementsLeft[depth] = TAG;
    outerTagsLeft[depth] = tagsLeft;
    outerLimit[depth] = limit;
    depth++;
  }

  void pop() {
    depth--;
  }

  boolean isEmpty() {
    return depth == 0;
  }

  boolean isArray() {
    return elementsLeft[depth - 1] != TAG;
  }

  /** Whether another element follows the one that is complete. */
  boolean nextElement() {
    return --elementsLeft[depth - 1] > 0;
  }

  int body() {
    return body[depth - 1];
  }

  int after() {
    return after[depth - 1];
  }

  int field() {
    return field[depth - 1];
  }

  int outerTagsLeft() {
    return outerTagsLeft[depth - 1];
  }

  long outerLimit() {
    return outerLimit[depth - 1];
  }
}
