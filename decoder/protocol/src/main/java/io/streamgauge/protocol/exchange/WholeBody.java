package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.program.BodyCode;
import io.streamgauge.protocol.program.FieldSink;
import io.streamgauge.protocol.program.Program;
import io.streamgauge.protocol.program.ProgramCursor;
import io.streamgauge.protocol.program.Resumption;
import java.nio.ByteBuffer;

/** Walks bodies that lie whole in a piece: by their code, if there is any, and by a cursor. */
final class WholeBody {
  private final ProgramCursor cursor = new ProgramCursor();
  private final Resumption resumption = new Resumption();

  /**
   * Walks a body to its end.
   *
   * @param code made of the program; null for none
   */
  BodyReader.Outcome walk(
      Program program, BodyCode code, FieldSink sink, ByteBuffer buffer, int offset, int length) {
    if (code == null) {
      cursor.walk(program, sink, buffer, offset, length);
      return BodyReader.outcome(cursor);
    }
    int end = offset + length;
    int reached = code.run(sink, buffer, offset, end, resumption);
    if (reached == BodyCode.STOPPED) {
      cursor.resume(program, sink, buffer, offset, length, resumption);
      return BodyReader.outcome(cursor);
    }
    return reached == end ? BodyReader.Outcome.EXACT : BodyReader.Outcome.TRAILING;
  }
}
