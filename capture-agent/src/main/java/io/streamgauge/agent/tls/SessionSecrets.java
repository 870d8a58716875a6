package io.streamgauge.agent.tls;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The secrets of one session. Guarded by its {@link SecretStore}. */
final class SessionSecrets {
  private final Map<SecretLabel, byte[]> secrets = new EnumMap<>(SecretLabel.class);

  void put(SecretLabel label, byte[] secret) {
    wipe(secrets.put(label, secret));
  }

  /** A copy for the caller to overwrite; null if there is none. */
  byte[] copyOf(SecretLabel label) {
    byte[] secret = secrets.get(label);
    return secret == null ? null : secret.clone();
  }

  void wipe() {
    secrets.values().forEach(SessionSecrets::wipe);
    secrets.clear();
  }

  static void wipe(byte[] secret) {
    if (secret != null) {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
