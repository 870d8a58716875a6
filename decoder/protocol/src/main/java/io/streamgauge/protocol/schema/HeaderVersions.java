package io.streamgauge.protocol.schema;

import java.util.Arrays;

/**
 * Which header precedes a message's body. All irregularities of Kafka's headers live here.
 * Immutable; look-ups do not allocate.
 *
 * <pre>
 * request v0:  api key int16, api version int16, correlation id int32          (ControlledShutdown v0 only)
 * request v1:  … client id nullable string (int16 length)
 * request v2:  … client id nullable string (int16 length, never compact), tagged fields
 * response v0: correlation id int32                                            (ApiVersions always)
 * response v1: correlation id int32, tagged fields
 * </pre>
 */
public final class HeaderVersions {
  private static final int CONTROLLED_SHUTDOWN = 7;
  private static final int API_VERSIONS = 18;
  private static final byte UNKNOWN = -1;

  private final byte[][] requests;
  private final byte[][] responses;

  private HeaderVersions(int keys) {
    requests = new byte[keys][0];
    responses = new byte[keys][0];
  }

  /** The header versions of all messages of {@code catalog}. */
  public static HeaderVersions of(SchemaCatalog catalog) {
    int keys = catalog.messages().lastKey().apiKey() + 1;
    HeaderVersions headers = new HeaderVersions(keys);
    catalog.messages().forEach(headers::add);
    return headers;
  }

  private void add(MessageId id, MessageSchema schema) {
    boolean flexible = schema.flexibleVersions().contains(id.version());
    if (id.direction() == Direction.REQUEST) {
      boolean noClientId = id.apiKey() == CONTROLLED_SHUTDOWN && id.version() == 0;
      put(requests, id, noClientId ? 0 : flexible ? 2 : 1);
    } else {
      put(responses, id, flexible && id.apiKey() != API_VERSIONS ? 1 : 0);
    }
  }

  private static void put(byte[][] table, MessageId id, int header) {
    byte[] row = table[id.apiKey()];
    if (row.length <= id.version()) {
      int before = row.length;
      row = Arrays.copyOf(row, id.version() + 1);
      Arrays.fill(row, before, row.length, UNKNOWN);
      table[id.apiKey()] = row;
    }
    row[id.version()] = (byte) header;
  }

  /** 0, 1 or 2; −1 for a message that no release lists. */
  public int request(int apiKey, int version) {
    return find(requests, apiKey, version);
  }

  /** 0 or 1; −1 for a message that no release lists. */
  public int response(int apiKey, int version) {
    return find(responses, apiKey, version);
  }

  private static int find(byte[][] table, int apiKey, int version) {
    if (apiKey < 0 || apiKey >= table.length) {
      return UNKNOWN;
    }
    byte[] row = table[apiKey];
    return version < 0 || version >= row.length ? UNKNOWN : row[version];
  }
}
