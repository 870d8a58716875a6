package io.streamgauge.agent.tls;

/**
 * The suites whose records can be opened. Numbers are IANA's (TLS Cipher Suites); how the keys were
 * agreed on does not matter, for the key log has what came of it.
 */
@SuppressWarnings("ImmutableEnumChecker") // numbers are only compared with
enum CipherSuite {
  TLS13_AES_128_GCM(true, Aead.AES_GCM, 16, Hash.SHA256, 0x1301),
  TLS13_AES_256_GCM(true, Aead.AES_GCM, 32, Hash.SHA384, 0x1302),
  TLS13_CHACHA20(true, Aead.CHACHA20_POLY1305, 32, Hash.SHA256, 0x1303),
  /** RSA, DHE and ECDHE, with RSA, DSS and ECDSA (RFC 5288, RFC 5289). */
  TLS12_AES_128_GCM(
      false, Aead.AES_GCM, 16, Hash.SHA256, 0x009c, 0x009e, 0x00a2, 0xc02b, 0xc02d, 0xc02f, 0xc031),
  TLS12_AES_256_GCM(
      false, Aead.AES_GCM, 32, Hash.SHA384, 0x009d, 0x009f, 0x00a3, 0xc02c, 0xc02e, 0xc030, 0xc032),
  /** RFC 7905. */
  TLS12_CHACHA20(false, Aead.CHACHA20_POLY1305, 32, Hash.SHA256, 0xcca8, 0xcca9, 0xccaa);

  /** Algorithms that encrypt and authenticate. */
  enum Aead {
    AES_GCM("AES/GCM/NoPadding", "AES"),
    CHACHA20_POLY1305("ChaCha20-Poly1305", "ChaCha20");

    final String transformation;
    final String keyAlgorithm;

    Aead(String transformation, String keyAlgorithm) {
      this.transformation = transformation;
      this.keyAlgorithm = keyAlgorithm;
    }
  }

  /** Hashes of the key schedule. */
  enum Hash {
    SHA256("HmacSHA256", 32),
    SHA384("HmacSHA384", 48);

    final String hmac;
    final int bytes;

    Hash(String hmac, int bytes) {
      this.hmac = hmac;
      this.bytes = bytes;
    }
  }

  private static final CipherSuite[] ALL = values();

  final boolean tls13;
  final Aead aead;
  final int keyBytes;
  final Hash hash;
  private final int[] numbers;

  CipherSuite(boolean tls13, Aead aead, int keyBytes, Hash hash, int... numbers) {
    this.tls13 = tls13;
    this.aead = aead;
    this.keyBytes = keyBytes;
    this.hash = hash;
    this.numbers = numbers;
  }

  /** Null if records of that suite cannot be opened. */
  static CipherSuite of(int number) {
    for (CipherSuite suite : ALL) {
      for (int known : suite.numbers) {
        if (known == number) {
          return suite;
        }
      }
    }
    return null;
  }

  /** Bytes of the nonce that come from the key block or the traffic secret. */
  int fixedNonceBytes() {
    return hasExplicitNonce() ? 4 : RecordCipher.NONCE_BYTES;
  }

  /** Whether each record begins with eight bytes of its nonce (RFC 5288, 3). */
  boolean hasExplicitNonce() {
    return !tls13 && aead == Aead.AES_GCM;
  }

  /** By how many bytes a record's body is longer than what it holds, unless it is padded. */
  int overhead() {
    int type = tls13 ? 1 : 0;
    return RecordCipher.TAG_BYTES + type + (hasExplicitNonce() ? Long.BYTES : 0);
  }
}
