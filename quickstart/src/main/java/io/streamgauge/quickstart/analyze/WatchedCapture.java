package io.streamgauge.quickstart.analyze;

import io.streamgauge.agent.capture.CaptureFileSource;
import io.streamgauge.agent.capture.CaptureStatistics;
import io.streamgauge.agent.capture.PacketHandler;
import io.streamgauge.agent.capture.PacketSource;
import java.io.IOException;

/** A capture of several that tells how far it is while it is read. */
record WatchedCapture(CaptureFileSource source, ReadingProgress progress) implements PacketSource {
  @Override
  public void run(PacketHandler handler) throws IOException {
    source.run(
        (timestampNanos, linkType, buffer, offset, capturedLength, wireLength) -> {
          handler.onPacket(timestampNanos, linkType, buffer, offset, capturedLength, wireLength);
          progress.packet(timestampNanos, source);
        });
    progress.read(source);
  }

  @Override
  public CaptureStatistics statistics() {
    return source.statistics();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
