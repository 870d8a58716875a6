package io.streamgauge.agent.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ClosedPipeTest {
  @Test
  void saysAtTheNextWriteThatTheReaderHasGone() throws IOException {
    PrintStream gone =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            });

    try (ClosedPipe pipe = new ClosedPipe(gone)) {
      assertThatThrownBy(() -> pipe.write(new byte[64 << 10], 0, 64 << 10))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void passesOnWhatIsRead() throws IOException {
    PrintStream open = new PrintStream(OutputStream.nullOutputStream());

    try (ClosedPipe pipe = new ClosedPipe(open)) {
      assertThatCode(() -> pipe.write(new byte[10], 0, 10)).doesNotThrowAnyException();
    }
  }
}
