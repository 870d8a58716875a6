package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.capture.CaptureBodies;
import io.streamgauge.protocol.details.rows.RowBodies;
import io.streamgauge.protocol.program.BodyCode;
import io.streamgauge.protocol.program.Program;
import java.util.ArrayList;
import java.util.List;

/** Finds the code that the build has made of a program. Immutable. */
final class BodyCodes {
  private final List<BodyCode> all = new ArrayList<>();

  BodyCodes() {
    all.addAll(RowBodies.all());
    all.addAll(CaptureBodies.all());
  }

  /** The code; null if none was made, or of another program than this. */
  BodyCode of(Program program) {
    for (BodyCode code : all) {
      if (program != null && code.isOf(program)) {
        return code;
      }
    }
    return null;
  }
}
