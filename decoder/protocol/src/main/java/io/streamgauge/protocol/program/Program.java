package io.streamgauge.protocol.program;

import java.util.Arrays;

/**
 * One message version compiled for one projection. Immutable, shared between cursors and threads.
 */
public final class Program {
  private final String name;
  private final int version;
  private final int[] code;

  Program(String name, int version, int[] code) {
    this.name = name;
    this.version = version;
    this.code = code;
  }

  /** The message's name, such as {@code FetchRequest}. */
  public String name() {
    return name;
  }

  public int version() {
    return version;
  }

  /** Size of the program in ints. */
  public int size() {
    return code.length;
  }

  /** The same for programs that are the same, instruction by instruction. */
  int fingerprint() {
    return Arrays.hashCode(code);
  }

  /** The program itself; not to be written to. */
  int[] code() {
    return code;
  }

  @Override
  public String toString() {
    return name + " v" + version + " (" + code.length + " ints)";
  }
}
