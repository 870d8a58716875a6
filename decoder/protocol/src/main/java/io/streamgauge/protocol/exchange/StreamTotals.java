package io.streamgauge.protocol.exchange;

/** Running totals of one direction. */
final class StreamTotals {
  long decodedBytes;
  long undecodableBytes;
  long gapBytes;
  long frames;

  /** What looking for lost boundaries cost, in bytes looked at, each time counted. */
  long searchWork;
}
