package io.streamgauge.agent.mapping;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.streamgauge.agent.pipeline.Connection;
import io.streamgauge.agent.pipeline.ConnectionObserver;
import io.streamgauge.agent.tcp.Endpoint;
import io.streamgauge.events.AgentIdentity;
import io.streamgauge.events.EventBatchReader;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.protocol.exchange.ConnectionStatistics;
import io.streamgauge.protocol.exchange.Direction;
import io.streamgauge.protocol.exchange.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Drives a mapper with exchanges, and shows its batches with all references resolved. */
final class MapperHarness {
  private static final long IPV4 = 0xffff_0000_0000L;
  private static final Set<String> STRINGS =
      Set.of(
          "group",
          "member_id",
          "instance_id",
          "assignor",
          "subscription",
          "state",
          "client_id",
          "host",
          "rack",
          "cluster_id",
          "software_name",
          "software_version",
          "principal",
          "mechanism",
          "transactional_id",
          "cleanup_policy",
          "reason");

  private final List<EventBatch> batches = new ArrayList<>();
  private final EventMapper mapper;
  private final ConnectionObserver connection;
  private final Statistics statistics = new Statistics();
  private long now = TestExchange.START;
  private long bytes;
  private boolean finished;

  MapperHarness(MappingOptions options) {
    mapper =
        new EventMapper(
            new AgentIdentity("agent", 1, "node", "test"),
            options,
            AgentCounters.NONE,
            batches::add);
    mapper.onTime(TestExchange.START);
    connection = open("10.0.0.1");
  }

  MapperHarness() {
    this(MappingOptions.DEFAULTS);
  }

  /** Another connection to the same broker, 10.0.0.2:9092. */
  ConnectionObserver open(String client) {
    String[] parts = client.split("\\.");
    int address = 0;
    for (String part : parts) {
      address = address << 8 | Integer.parseInt(part);
    }
    Endpoint from = new Endpoint(0, IPV4 | Integer.toUnsignedLong(address), 40_000);
    Endpoint to = new Endpoint(0, IPV4 | 0x0a000002L, 9092);
    return mapper.onConnection(new TestConnection(from, to));
  }

  private final class TestConnection implements Connection {
    private final Endpoint client;
    private final Endpoint broker;

    private TestConnection(Endpoint client, Endpoint broker) {
      this.client = client;
      this.broker = broker;
    }

    @Override
    public Endpoint client() {
      return client;
    }

    @Override
    public Endpoint broker() {
      return broker;
    }

    @Override
    public boolean isEncrypted() {
      return false;
    }

    @Override
    public boolean hasEnded() {
      return true;
    }

    @Override
    public boolean seenFromStart() {
      return true;
    }

    @Override
    public ConnectionStatistics statistics() {
      return statistics;
    }
  }

  private final class Statistics implements ConnectionStatistics {
    @Override
    public long decodedBytes(Direction direction) {
      return direction == Direction.REQUEST ? bytes : 0;
    }

    @Override
    public long undecodableBytes(Direction direction) {
      return 0;
    }

    @Override
    public long gapBytes(Direction direction) {
      return 0;
    }

    @Override
    public long frames(Direction direction) {
      return 0;
    }

    @Override
    public int pendingRequests() {
      return 0;
    }

    @Override
    public long inFlightBytes() {
      return 0;
    }
  }

  MapperHarness feed(TestExchange exchange) {
    return feed(connection, exchange.build());
  }

  /** Packet time moves on to the exchange's end, never back; then it is observed. */
  MapperHarness feed(ConnectionObserver on, Exchange exchange) {
    long end =
        exchange.responseLastNanos() == Exchange.NO_TIME
            ? exchange.requestLastNanos()
            : exchange.responseLastNanos();
    now = Math.max(now, end);
    mapper.onTime(now);
    bytes += Math.max(0, exchange.requestBytes()) + Math.max(0, exchange.responseBytes());
    on.onExchange(exchange);
    return this;
  }

  MapperHarness time(long nanos) {
    mapper.onTime(nanos);
    return this;
  }

  MapperHarness finish() {
    if (!finished) {
      finished = true;
      mapper.finish();
    }
    return this;
  }

  List<EventBatch> batches() {
    return batches;
  }

  /** All facts in order, as text: family and fields. */
  List<String> facts() {
    return events(true, false);
  }

  /** The same with ordinal and time. */
  List<String> orderedFacts() {
    return events(true, true);
  }

  /** All sums as text. */
  List<String> sums() {
    return events(false, false);
  }

  private List<String> events(boolean facts, boolean withOrder) {
    List<String> texts = new ArrayList<>();
    for (EventBatch batch : batches) {
      EventBatchReader reader = new EventBatchReader(batch);
      for (Event event : reader.events()) {
        if (event.getOrdinal() != 0 == facts) {
          String order =
              withOrder
                  ? event.getOrdinal()
                      + "@"
                      + (event.getTimeNanos() - TestExchange.START)
                      + " "
                      + reader.listener(event.getListener()).orElseThrow()
                      + " "
                  : "";
          texts.add(order + text(event, reader));
        }
      }
    }
    return texts;
  }

  static String text(Event event, EventBatchReader reader) {
    return event.getBodyCase().name() + " " + fields(body(event), reader);
  }

  static Message body(Event event) {
    return (Message)
        event.getField(event.getOneofFieldDescriptor(Event.getDescriptor().getOneofs().get(0)));
  }

  private static String fields(Message message, EventBatchReader reader) {
    return message.getAllFields().entrySet().stream()
        .map(entry -> entry.getKey().getName() + "=" + value(entry, reader))
        .collect(Collectors.joining(" "));
  }

  private static String value(Map.Entry<FieldDescriptor, Object> entry, EventBatchReader reader) {
    if (entry.getValue() instanceof List<?> values) {
      return values.stream()
          .map(each -> one(entry.getKey(), each, reader))
          .collect(Collectors.joining(",", "[", "]"));
    }
    return one(entry.getKey(), entry.getValue(), reader);
  }

  private static String one(FieldDescriptor field, Object value, EventBatchReader reader) {
    if (value instanceof Message nested) {
      return "{" + fields(nested, reader) + "}";
    }
    if (field.getName().equals("client")) {
      return reader.client((int) value).orElseThrow().clientId();
    }
    if (field.getName().equals("topic")) {
      return reader.topic((int) value).orElseThrow().name();
    }
    return value instanceof Integer index && STRINGS.contains(field.getName())
        ? reader.string(index)
        : value.toString();
  }
}
