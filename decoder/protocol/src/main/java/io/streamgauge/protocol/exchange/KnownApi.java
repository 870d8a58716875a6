package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.assembly.DetailsPrograms;
import io.streamgauge.protocol.program.BodyCode;
import io.streamgauge.protocol.program.Program;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.HeaderVersions;
import io.streamgauge.protocol.schema.MessageId;
import io.streamgauge.protocol.schema.SchemaCatalog;
import java.util.Arrays;

/**
 * All that is known of one api in one version, to be looked up once per request.
 *
 * @param apiKey its key
 * @param apiVersion its version
 * @param name Kafka's name of the api
 * @param requestHeader version of the request's header
 * @param responseHeader version of the response's header
 * @param request program of the request's body
 * @param response program of the response's body; null if nobody lists it
 * @param requestCode of the request's program; null if the build has made none
 * @param responseCode likewise
 * @param repeats whether its messages mostly say what the last one said
 */
record KnownApi(
    int apiKey,
    int apiVersion,
    String name,
    int requestHeader,
    int responseHeader,
    Program request,
    Program response,
    BodyCode requestCode,
    BodyCode responseCode,
    boolean repeats) {
  private static final int SASL_HANDSHAKE = 17;
  private static final int API_VERSIONS = 18;
  private static final int SASL_AUTHENTICATE = 36;

  /** Whether there is no rule of its own for the api, so that its frames can be read in one go. */
  boolean isOrdinary() {
    return response != null
        && apiKey != SASL_HANDSHAKE
        && apiKey != API_VERSIONS
        && apiKey != SASL_AUTHENTICATE
        && requestHeader > 0;
  }

  /** The ordinary apis, by key and version. Immutable; look-ups do not allocate. */
  static final class Table {
    private static final KnownApi[] NO_VERSIONS = {};

    private final KnownApi[][] apis;

    Table(SchemaCatalog catalog, HeaderVersions headers, DetailsPrograms programs) {
      apis = new KnownApi[catalog.messages().lastKey().apiKey() + 1][];
      Arrays.fill(apis, NO_VERSIONS);
      BodyCodes codes = new BodyCodes();
      for (MessageId id : catalog.messages().keySet()) {
        if (id.direction() == Direction.REQUEST) {
          add(of(id, catalog, headers, programs, codes));
        }
      }
    }

    private static KnownApi of(
        MessageId id,
        SchemaCatalog catalog,
        HeaderVersions headers,
        DetailsPrograms programs,
        BodyCodes codes) {
      int key = id.apiKey();
      int version = id.version();
      Program request = programs.programs().find(key, version, Direction.REQUEST);
      Program response = programs.programs().find(key, version, Direction.RESPONSE);
      return new KnownApi(
          key,
          version,
          catalog.apiName(key),
          headers.request(key, version),
          headers.response(key, version),
          request,
          response,
          codes.of(request),
          codes.of(response),
          programs.repeats(key));
    }

    private void add(KnownApi api) {
      if (!api.isOrdinary()) {
        return;
      }
      KnownApi[] versions = apis[api.apiKey()];
      if (versions.length <= api.apiVersion()) {
        versions = Arrays.copyOf(versions, api.apiVersion() + 1);
        apis[api.apiKey()] = versions;
      }
      versions[api.apiVersion()] = api;
    }

    /** The api; null if nobody lists it or it is not ordinary. */
    KnownApi ordinary(int apiKey, int apiVersion) {
      if (apiKey < 0 || apiKey >= apis.length) {
        return null;
      }
      KnownApi[] versions = apis[apiKey];
      return apiVersion < 0 || apiVersion >= versions.length ? null : versions[apiVersion];
    }
  }
}
