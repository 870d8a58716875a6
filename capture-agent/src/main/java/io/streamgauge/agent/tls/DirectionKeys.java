package io.streamgauge.agent.tls;

import java.security.GeneralSecurityException;
import java.util.Arrays;

/** The keys of one direction, from the secrets of its connection. */
final class DirectionKeys {
  private final TlsConnection connection;
  private final boolean client;
  private RecordCipher cipher;
  private byte[] trafficSecret;

  DirectionKeys(TlsConnection connection, boolean client) {
    this.connection = connection;
    this.client = client;
  }

  /** Null while there is none. */
  RecordCipher cipher() {
    return cipher;
  }

  /**
   * Makes the first cipher of the application, or TLS 1.3's of the handshake.
   *
   * @return false if its secret is not known, or not yet
   */
  boolean make(boolean application) throws GeneralSecurityException {
    byte[] secret = connection.secret(label(application));
    if (secret == null) {
      return false;
    }
    drop();
    if (connection.suite().tls13) {
      SessionSecrets.wipe(trafficSecret);
      trafficSecret = secret;
      cipher = tls13Cipher(secret);
    } else {
      cipher = tls12Cipher(secret);
      SessionSecrets.wipe(secret);
    }
    return true;
  }

  private SecretLabel label(boolean application) {
    if (!connection.suite().tls13) {
      return SecretLabel.CLIENT_RANDOM;
    }
    if (application) {
      return client ? SecretLabel.CLIENT_TRAFFIC_SECRET_0 : SecretLabel.SERVER_TRAFFIC_SECRET_0;
    }
    return client
        ? SecretLabel.CLIENT_HANDSHAKE_TRAFFIC_SECRET
        : SecretLabel.SERVER_HANDSHAKE_TRAFFIC_SECRET;
  }

  private RecordCipher tls13Cipher(byte[] secret) throws GeneralSecurityException {
    CipherSuite suite = connection.suite();
    byte[] key = KeySchedule.expandLabel(suite.hash, secret, "key", suite.keyBytes);
    byte[] nonce = KeySchedule.expandLabel(suite.hash, secret, "iv", suite.fixedNonceBytes());
    try {
      return new RecordCipher(suite, key, nonce);
    } finally {
      SessionSecrets.wipe(key);
    }
  }

  // The block: the client's key, the server's, the client's part of the nonce, the server's.
  private RecordCipher tls12Cipher(byte[] master) throws GeneralSecurityException {
    CipherSuite suite = connection.suite();
    int keyBytes = suite.keyBytes;
    int nonceBytes = suite.fixedNonceBytes();
    byte[] block =
        KeySchedule.keyBlock(
            suite.hash,
            master,
            connection.clientRandom(),
            connection.serverRandom(),
            2 * (keyBytes + nonceBytes));
    int keyAt = client ? 0 : keyBytes;
    int nonceAt = 2 * keyBytes + (client ? 0 : nonceBytes);
    byte[] key = Arrays.copyOfRange(block, keyAt, keyAt + keyBytes);
    byte[] nonce = Arrays.copyOfRange(block, nonceAt, nonceAt + nonceBytes);
    try {
      return new RecordCipher(suite, key, nonce);
    } finally {
      SessionSecrets.wipe(key);
      SessionSecrets.wipe(block);
    }
  }

  /** Goes on to the next keys (KeyUpdate, RFC 8446, 7.2). */
  void update() throws GeneralSecurityException {
    CipherSuite suite = connection.suite();
    byte[] next =
        KeySchedule.expandLabel(suite.hash, trafficSecret, "traffic upd", suite.hash.bytes);
    SessionSecrets.wipe(trafficSecret);
    trafficSecret = next;
    drop();
    cipher = tls13Cipher(next);
  }

  /** These keys are no longer in use. */
  void drop() {
    if (cipher != null) {
      cipher.destroy();
      cipher = null;
    }
  }

  /** Overwrites everything. */
  void close() {
    drop();
    SessionSecrets.wipe(trafficSecret);
    trafficSecret = null;
  }
}
