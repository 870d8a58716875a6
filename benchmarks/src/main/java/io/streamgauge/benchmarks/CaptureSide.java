package io.streamgauge.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** A process that captures one port of {@code lo}, and how to ask it for its counters. */
interface CaptureSide extends AutoCloseable {
  /** Buffer of everybody: the agent's default. */
  int BUFFER_MB = 32;

  /** Who is compared. */
  enum Kind {
    /** Ours, as it is on Linux. */
    RING("agent, AF_PACKET ring"),
    /** Ours, as it is elsewhere. */
    PCAP("agent, pcap4j"),
    /** Ours up to exchanges, whose fields are read and forgotten. */
    DECODING("ring, reassembly and decoder"),
    /** Ours up to the streams of bytes. */
    COUNTING("ring and reassembly that counts bytes"),
    /** It decodes nothing. */
    TCPDUMP("tcpdump -w /dev/null");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** What stands in the table. */
    String title() {
      return title;
    }

    /** Whether it tells payload, and accounts for all that it did not see. */
    boolean seesAll() {
      return this == RING || this == DECODING || this == COUNTING;
    }

    /** How far it goes with packets; not of {@link #TCPDUMP}. */
    CapturePath.Depth depth() {
      return switch (this) {
        case RING, PCAP -> CapturePath.Depth.AGENT;
        case DECODING -> CapturePath.Depth.DECODING;
        case COUNTING -> CapturePath.Depth.COUNTING;
        case TCPDUMP -> throw new IllegalStateException(title + " decodes nothing");
      };
    }

    /**
     * Starts one; it captures when this returns.
     *
     * @param launcher whose options the JVM gets
     */
    CaptureSide start(int port, Path launcher) throws IOException {
      if (this == TCPDUMP) {
        return new TcpdumpSide(port);
      }
      AgentSide agent = new AgentSide(this, port, launcher);
      try {
        agent.open();
      } catch (IOException e) {
        agent.close();
        throw e;
      }
      return agent;
    }
  }

  /** Counters as of now. */
  Mark mark() throws IOException;

  /**
   * Counters once it is through with what it was sent.
   *
   * @param before counters of before that
   * @param bytes payload that it was sent since; where some was dropped it is asked until nothing
   *     moves any more
   */
  Mark settled(Mark before, long bytes) throws IOException, InterruptedException;

  /** Ends it: its last counters; the drops of tcpdump are told here only. */
  Mark end() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
