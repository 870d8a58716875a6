package io.streamgauge.protocol.exchange;

import io.streamgauge.protocol.details.assembly.DetailsPrograms;
import io.streamgauge.protocol.program.BodyCode;
import io.streamgauge.protocol.program.Program;
import io.streamgauge.protocol.schema.Direction;
import io.streamgauge.protocol.schema.HeaderVersions;
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

  /**
   * The ordinary apis, by key and version, each made when it is first met: by then its programs are
   * compiled. Later look-ups do not allocate. Shared between threads.
   */
  static final class Table {
    private static final KnownApi[] NO_VERSIONS = {};

    /** Stands for what was looked at and is not ordinary; has no key. */
    private static final KnownApi NONE =
        new KnownApi(-1, -1, "", -1, -1, null, null, null, null, false);

    private final SchemaCatalog catalog;
    private final HeaderVersions headers;
    private final DetailsPrograms programs;
    private final BodyCodes codes = new BodyCodes();

    /** Threads that meet an api at the same time may each make one: equal, and immutable. */
    private final KnownApi[][] apis;

    Table(SchemaCatalog catalog, HeaderVersions headers, DetailsPrograms programs) {
      this.catalog = catalog;
      this.headers = headers;
      this.programs = programs;
      apis = new KnownApi[catalog.messages().lastKey().apiKey() + 1][];
      Arrays.fill(apis, NO_VERSIONS);
      for (int key : catalog.apiNames().keySet()) {
        apis[key] = new KnownApi[catalog.versions(key).highest() + 1];
      }
    }

    /** The api; null if nobody lists it or it is not ordinary. */
    KnownApi ordinary(int apiKey, int apiVersion) {
      if (apiKey < 0 || apiKey >= apis.length) {
        return null;
      }
      KnownApi[] versions = apis[apiKey];
      if (apiVersion < 0 || apiVersion >= versions.length) {
        return null;
      }
      KnownApi api = versions[apiVersion];
      if (api == null) {
        api = make(apiKey, apiVersion);
        versions[apiVersion] = api;
      }
      return api.apiKey() < 0 ? null : api;
    }

    private KnownApi make(int key, int version) {
      Program request = programs.programs().find(key, version, Direction.REQUEST);
      if (request == null) {
        return NONE;
      }
      Program response = programs.programs().find(key, version, Direction.RESPONSE);
      KnownApi api =
          new KnownApi(
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
      return api.isOrdinary() ? api : NONE;
    }
  }
}
