package io.streamgauge.agent.tls;

/**
 * How TLS connections are decrypted.
 *
 * @param secrets where secrets are found; shared by all pipelines
 * @param limits bounds of each pipeline
 */
public record TlsOptions(SecretStore secrets, TlsLimits limits) {
  /** The options of each of several workers. */
  public TlsOptions dividedBy(int workers) {
    return new TlsOptions(secrets, limits.dividedBy(workers));
  }
}
