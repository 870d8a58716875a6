/**
 * Decodes Kafka connections passively: bytes of a TCP connection in, exchanges out.
 *
 * <p>Start at {@link io.streamgauge.protocol.exchange.KafkaDecoder}. What is exported here is the
 * API that semantic versioning speaks of; everything else may change in any release.
 */
// Neither codec has a module descriptor; they are used inside and never exposed.
@SuppressWarnings("requires-automatic")
module io.streamgauge.protocol {
  requires org.lz4.java;
  requires snappy.java;

  exports io.streamgauge.protocol.exchange;
  exports io.streamgauge.protocol.detect;
  exports io.streamgauge.protocol.details;
  exports io.streamgauge.protocol.details.value;
}
