package io.streamgauge.agent.mapping;

/**
 * Running totals of the agent that its rollup is made of; asked for once a second, on the
 * pipeline's thread.
 */
public interface AgentCounters {
  /** All zero. */
  AgentCounters NONE =
      new AgentCounters() {
        @Override
        public long packets() {
          return 0;
        }

        @Override
        public long droppedPackets() {
          return 0;
        }

        @Override
        public long kafkaBytes() {
          return 0;
        }

        @Override
        public long opaqueBytes() {
          return 0;
        }

        @Override
        public long otherBytes() {
          return 0;
        }

        @Override
        public long gapBytes() {
          return 0;
        }

        @Override
        public int flows() {
          return 0;
        }

        @Override
        public int halfSeenFlows() {
          return 0;
        }

        @Override
        public long droppedEvents() {
          return 0;
        }

        @Override
        public long droppedSessions() {
          return 0;
        }

        @Override
        public long foldedFlows() {
          return 0;
        }

        @Override
        public long refusedSearches() {
          return 0;
        }

        @Override
        public CaptureCounts captureCounts() {
          return new CaptureCounts();
        }

        @Override
        public int discoveredListeners() {
          return 0;
        }
      };

  /** Packets received. */
  long packets();

  /** Packets lost before the agent saw them. */
  long droppedPackets();

  /** Payload bytes of Kafka connections. */
  long kafkaBytes();

  /** Payload bytes of TLS connections. */
  long opaqueBytes();

  /** Payload bytes of other connections. */
  long otherBytes();

  /** Bytes that were on the wire and not captured. */
  long gapBytes();

  /** Connections that are open now. */
  int flows();

  /** Of these, the ones of which one direction was seen. */
  int halfSeenFlows();

  /** Events that found no room on their way to the bus. */
  long droppedEvents();

  /** Fetch sessions, and partitions of them, that a limit kept from being followed. */
  long droppedSessions();

  /** Connections that were another one seen under other addresses. */
  long foldedFlows();

  /** Places where a lost boundary may have been that a limit kept from being followed. */
  long refusedSearches();

  /** What happened to packets and TLS connections, by kind or reason. */
  CaptureCounts captureCounts();

  /** Listeners' ports that discovery found. */
  int discoveredListeners();
}
