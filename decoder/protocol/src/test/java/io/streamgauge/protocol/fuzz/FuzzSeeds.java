package io.streamgauge.protocol.fuzz;

import io.streamgauge.protocol.exchange.Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.SaslHandshakeRequestData;
import org.apache.kafka.common.message.SaslHandshakeResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Writes the seeds that are not cases which failed; run it by hand in the module's folder. */
final class FuzzSeeds {
  private static final Path RESOURCES = Path.of("src/test/resources/io/streamgauge/protocol/fuzz");

  private final ByteArrayOutputStream script = new ByteArrayOutputStream();

  private FuzzSeeds() {}

  public static void main(String[] arguments) throws IOException {
    records();
    bodies();
    for (String target : List.of("ConnectionDecoder", "ConnectionProbe")) {
      for (int start = 0; start < 4; start++) {
        write(target, "talk-" + start, talk(start));
      }
      write(target, "sasl-v0", sasl());
      write(target, "loss", loss());
    }
  }

  private static void write(String target, String name, byte[] bytes) throws IOException {
    String method =
        switch (target) {
          case "ConnectionDecoder" -> "breaksNoLaw";
          case "ConnectionProbe" -> "saysNothingBeforeItIsCertain";
          case "ProgramCursor" -> "endsInSomeState";
          default -> "countsEveryByteOnce";
        };
    Path folder = RESOURCES.resolve(target + "FuzzTestInputs").resolve(method);
    Files.write(Files.createDirectories(folder).resolve(name), bytes);
  }

  private static MemoryRecords records(byte magic, CompressionType codec) {
    SimpleRecord[] records = new SimpleRecord[5];
    for (int i = 0; i < records.length; i++) {
      records[i] =
          new SimpleRecord(1_000L + i, null, ("value " + i).getBytes(StandardCharsets.UTF_8));
    }
    return MemoryRecords.withRecords(magic, 7, Compression.of(codec).build(), records);
  }

  private static void records() throws IOException {
    for (byte magic = 0; magic <= 2; magic++) {
      for (CompressionType codec : CompressionType.values()) {
        if (codec != CompressionType.ZSTD || magic == 2) {
          byte[] bytes = bytes(records(magic, codec));
          write(
              "RecordBatch",
              "magic-" + magic + "-" + codec.name,
              Frames.concat(new byte[] {63, 0}, bytes, bytes));
        }
      }
    }
  }

  private static byte[] bytes(MemoryRecords records) {
    ByteBuffer buffer = records.buffer().duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static void bodies() throws IOException {
    body(13, false, fetchRequest());
    body(13, true, fetchResponse());
    body(9, false, new JoinGroupRequestData().setGroupId("g").setProtocolType("consumer"));
    body(12, true, metadata());
    body(3, false, new ApiVersionsRequestData().setClientSoftwareName("librdkafka"));
  }

  private static void body(int version, boolean response, ApiMessage message) throws IOException {
    byte[] head = {(byte) message.apiKey(), (byte) (version | (response ? 0x80 : 0)), 40};
    String name = message.getClass().getSimpleName().replace("Data", "") + "-" + version;
    write("ProgramCursor", name, Frames.concat(head, Frames.bytes(message, (short) version)));
  }

  private static MetadataResponseData metadata() {
    MetadataResponseData data = new MetadataResponseData().setClusterId("cluster");
    data.brokers()
        .add(
            new MetadataResponseData.MetadataResponseBroker()
                .setNodeId(1)
                .setHost("broker")
                .setPort(9092));
    return data;
  }

  private static FetchRequestData fetchRequest() {
    FetchRequestData data = new FetchRequestData().setMaxWaitMs(500).setSessionId(3);
    data.topics()
        .add(
            new FetchRequestData.FetchTopic()
                .setTopic("t")
                .setPartitions(List.of(new FetchRequestData.FetchPartition().setFetchOffset(7))));
    return data;
  }

  private static FetchResponseData fetchResponse() {
    FetchResponseData data = new FetchResponseData().setSessionId(3);
    data.responses()
        .add(
            new FetchResponseData.FetchableTopicResponse()
                .setTopic("t")
                .setPartitions(
                    List.of(
                        new FetchResponseData.PartitionData()
                            .setHighWatermark(9)
                            .setRecords(records((byte) 2, CompressionType.NONE)))));
    return data;
  }

  private FuzzSeeds piece(int op, byte[] bytes) {
    script.write(op);
    script.write(bytes.length >> 8);
    script.write(bytes.length);
    script.writeBytes(bytes);
    return this;
  }

  private FuzzSeeds request(int version, int id, ApiMessage message) {
    return piece(8, Frames.request(version, id, "client", message));
  }

  private FuzzSeeds response(int version, int id, ApiMessage message) {
    return piece(9, Frames.response(version, id, message));
  }

  private static byte[] talk(int start) {
    FuzzSeeds seeds = new FuzzSeeds();
    seeds.script.write(start);
    seeds.request(3, 1, new ApiVersionsRequestData()).response(3, 1, new ApiVersionsResponseData());
    seeds.request(12, 2, new MetadataRequestData()).request(12, 3, fetchRequest());
    seeds.response(12, 2, metadata()).response(12, 3, fetchResponse());
    seeds.request(4, 4, new HeartbeatRequestData()).response(4, 4, new HeartbeatResponseData());
    return seeds.script.toByteArray();
  }

  private static byte[] sasl() {
    FuzzSeeds seeds = new FuzzSeeds();
    seeds.script.write(0);
    seeds.request(0, 1, new SaslHandshakeRequestData().setMechanism("PLAIN"));
    seeds.response(0, 1, new SaslHandshakeResponseData());
    seeds.piece(8, Frames.frame("\0user\0secret".getBytes(StandardCharsets.UTF_8)));
    seeds.piece(9, Frames.frame());
    seeds.request(4, 4, new HeartbeatRequestData()).response(4, 4, new HeartbeatResponseData());
    return seeds.script.toByteArray();
  }

  /** Answers before their requests, gaps in both directions, and time that passes. */
  private static byte[] loss() {
    FuzzSeeds seeds = new FuzzSeeds();
    seeds.script.write(0);
    seeds.response(4, 4, new HeartbeatResponseData()).request(4, 4, new HeartbeatRequestData());
    seeds.request(12, 3, fetchRequest());
    seeds.script.write(1);
    seeds.script.write(60);
    seeds.response(12, 3, fetchResponse());
    seeds.script.write(0xa4);
    seeds.request(4, 5, new HeartbeatRequestData()).response(4, 5, new HeartbeatResponseData());
    return seeds.script.toByteArray();
  }
}
