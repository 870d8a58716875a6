package io.streamgauge.exporters.http;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the exporter's HTTP side is guarded.
 *
 * @param tls what to speak TLS with; empty for plain HTTP
 * @param credentials who may read; empty for everybody. Health is for everybody in any case
 */
public record HttpSecurity(Optional<SSLContext> tls, Optional<Credentials> credentials) {
  /** Plain HTTP for everybody. */
  public static final HttpSecurity NONE = new HttpSecurity(Optional.empty(), Optional.empty());
}
