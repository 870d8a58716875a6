package io.streamgauge.agent.tls;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens the records of one direction under one key. A record opens only under its own number, so a
 * wrong guess of it does no harm. JCA allocates for each record.
 */
final class RecordCipher {
  static final int TAG_BYTES = 16;
  static final int NONCE_BYTES = 12;

  /** What {@link #open} returns for a record that is not of this key and number. */
  static final int REFUSED = -1;

  private static final int TLS12_VERSION = 0x0303;

  private final CipherSuite suite;
  private final SecretKeySpec key;
  private final byte[] fixedNonce;
  private final byte[] nonce = new byte[NONCE_BYTES];
  private final byte[] additional;
  private Cipher cipher;

  /**
   * A cipher for records.
   *
   * @param key is copied
   * @param fixedNonce {@link CipherSuite#fixedNonceBytes} bytes; is kept
   */
  RecordCipher(CipherSuite suite, byte[] key, byte[] fixedNonce) throws GeneralSecurityException {
    this.suite = suite;
    this.key = new SecretKeySpec(key, suite.aead.keyAlgorithm);
    this.fixedNonce = fixedNonce;
    this.additional = new byte[suite.tls13 ? 5 : 13];
    this.cipher = Cipher.getInstance(suite.aead.transformation);
  }

  CipherSuite suite() {
    return suite;
  }

  /**
   * Opens one record.
   *
   * @param sequence its number under this key, from 0
   * @param type its outer content type
   * @param body what follows the header, {@code length} bytes
   * @param plain receives what it holds, with TLS 1.3's inner type and padding; as long as the body
   * @return bytes in {@code plain}, or {@link #REFUSED}
   */
  int open(long sequence, int type, byte[] body, int length, byte[] plain)
      throws GeneralSecurityException {
    int prefix = suite.hasExplicitNonce() ? Long.BYTES : 0;
    int plainLength = length - prefix - TAG_BYTES;
    if (plainLength < 0) {
      return REFUSED;
    }
    setNonce(sequence, body);
    init();
    setAdditional(sequence, type, length, plainLength);
    cipher.updateAAD(additional);
    try {
      return cipher.doFinal(body, prefix, length - prefix, plain, 0);
    } catch (AEADBadTagException e) {
      return REFUSED;
    }
  }

  private void init() throws GeneralSecurityException {
    AlgorithmParameterSpec parameters =
        suite.aead == CipherSuite.Aead.AES_GCM
            ? new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce)
            : new IvParameterSpec(nonce);
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    } catch (GeneralSecurityException e) {
      // ChaCha20's refuses the nonce that it had last, though only to open another candidate.
      cipher = Cipher.getInstance(suite.aead.transformation);
      cipher.init(Cipher.DECRYPT_MODE, key, parameters);
    }
  }

  private void setNonce(long sequence, byte[] body) {
    System.arraycopy(fixedNonce, 0, nonce, 0, fixedNonce.length);
    if (suite.hasExplicitNonce()) {
      System.arraycopy(body, 0, nonce, fixedNonce.length, Long.BYTES);
      return;
    }
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[NONCE_BYTES - 1 - i] ^= (byte) (sequence >>> (i * Byte.SIZE));
    }
  }

  private void setAdditional(long sequence, int type, int length, int plainLength) {
    int at = 0;
    if (!suite.tls13) {
      for (; at < Long.BYTES; at++) {
        additional[at] = (byte) (sequence >>> ((Long.BYTES - 1 - at) * Byte.SIZE));
      }
    }
    int size = suite.tls13 ? length : plainLength;
    additional[at++] = (byte) type;
    additional[at++] = (byte) (TLS12_VERSION >>> 8);
    additional[at++] = (byte) TLS12_VERSION;
    additional[at++] = (byte) (size >>> 8);
    additional[at] = (byte) size;
  }

  /** Overwrites what is ours; JCA keeps its own copy of the key until it is collected. */
  void destroy() {
    Arrays.fill(fixedNonce, (byte) 0);
    Arrays.fill(nonce, (byte) 0);
  }
}
