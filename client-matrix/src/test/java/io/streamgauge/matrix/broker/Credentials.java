package io.streamgauge.matrix.broker;

/** The one user that the SASL listeners know, for PLAIN and both SCRAM mechanisms. */
public final class Credentials {
  public static final String USER = "matrix-user";
  public static final String PASSWORD = "matrix-password";

  private Credentials() {}
}
