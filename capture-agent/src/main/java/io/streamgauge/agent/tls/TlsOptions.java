package io.streamgauge.agent.tls;

/**
 * How TLS connections are decrypted.
 *
 * @param secrets where secrets are found; shared by all pipelines
 * @param limits bounds of each pipeline
 */
public record TlsOptions(SecretStore secrets, TlsLimits limits) {}
