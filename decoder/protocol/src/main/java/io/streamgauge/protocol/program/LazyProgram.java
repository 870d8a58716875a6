package io.streamgauge.protocol.program;

import io.streamgauge.protocol.schema.MessageSchema;

/** The program of one message version, compiled when it is first asked for. */
final class LazyProgram {
  private final MessageSchema schema;
  private final int version;
  private final Projection projection;

  /** Threads that ask at the same time may each make one: they are equal, and immutable. */
  private Program program;

  LazyProgram(MessageSchema schema, int version, Projection projection) {
    this.schema = schema;
    this.version = version;
    this.projection = projection;
  }

  /** Allocates the first time only. */
  Program get() {
    Program compiled = program;
    if (compiled == null) {
      compiled = ProgramCompiler.compile(schema, version, projection.selected(schema));
      program = compiled;
    }
    return compiled;
  }
}
