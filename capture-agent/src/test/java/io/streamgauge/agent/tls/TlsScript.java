package io.streamgauge.agent.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The bytes of a TLS connection, made up: side 0 is the client. The handshake has the shape of a
 * real one; what it would prove is made of noise, for nobody here checks it.
 */
final class TlsScript {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] RETRY =
      HEX.parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

  /** Bytes that one side sends in one go. */
  @SuppressWarnings("ArrayRecordComponent") // made by one test, never compared
  record Piece(int side, byte[] bytes) {}

  private final Random random;
  private final int number;
  private final CipherSuite suite;
  private final byte[] clientRandom;
  private final byte[] serverRandom;
  private final byte[] master;
  private final byte[] sessionId;
  private final byte[][] handshakeSecrets = new byte[2][];
  private final byte[][] trafficSecrets = new byte[2][];
  private final byte[][] firstTrafficSecrets = new byte[2][];
  private final byte[][] keys = new byte[2][];
  private final byte[][] nonces = new byte[2][];
  private final long[] sequences = new long[2];
  private final List<Piece> pieces = new ArrayList<>();
  private int padding;

  TlsScript(int suiteNumber, long seed) {
    this.random = new Random(seed);
    this.number = suiteNumber;
    this.suite = CipherSuite.of(suiteNumber);
    this.clientRandom = noise(32);
    this.serverRandom = noise(32);
    this.master = noise(48);
    this.sessionId = noise(32);
    if (suite != null) {
      for (int side = 0; side < 2; side++) {
        handshakeSecrets[side] = noise(suite.hash.bytes);
        trafficSecrets[side] = noise(suite.hash.bytes);
        firstTrafficSecrets[side] = trafficSecrets[side].clone();
      }
    }
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  CipherSuite suite() {
    return suite;
  }

  List<Piece> pieces() {
    return pieces;
  }

  /** Takes what was said so far. */
  List<Piece> take() {
    List<Piece> taken = List.copyOf(pieces);
    pieces.clear();
    return taken;
  }

  /** What a client's key log says of it. */
  String keyLog() {
    String at = " " + HEX.formatHex(clientRandom) + " ";
    if (!suite.tls13) {
      return "CLIENT_RANDOM" + at + HEX.formatHex(master) + "\n";
    }
    return handshakeKeyLog()
        + ("CLIENT_TRAFFIC_SECRET_0" + at + HEX.formatHex(firstTrafficSecrets[0]) + "\n")
        + ("SERVER_TRAFFIC_SECRET_0" + at + HEX.formatHex(firstTrafficSecrets[1]) + "\n")
        + ("EXPORTER_SECRET" + at + HEX.formatHex(master) + "\n");
  }

  /** The same by session, as some write it for TLS 1.2. */
  String keyLogBySession() {
    return "RSA Session-ID:%s Master-Key:%s\n"
        .formatted(HEX.formatHex(sessionId), HEX.formatHex(master));
  }

  /** The first two lines of it. */
  String handshakeKeyLog() {
    String at = " " + HEX.formatHex(clientRandom) + " ";
    return "SERVER_HANDSHAKE_TRAFFIC_SECRET"
        + at
        + HEX.formatHex(handshakeSecrets[1])
        + ("\nCLIENT_HANDSHAKE_TRAFFIC_SECRET" + at + HEX.formatHex(handshakeSecrets[0]) + "\n");
  }

  /** Bytes of zeros that are added to each record from now on (TLS 1.3). */
  TlsScript padded(int bytes) {
    padding = bytes;
    return this;
  }

  TlsScript clientHello() {
    return say(0, record(22, message(1, concat(HEX.parseHex("0303"), clientRandom, noise(180)))));
  }

  TlsScript helloRetry() {
    say(1, record(22, message(2, serverHello(RETRY))));
    return clientHello();
  }

  private byte[] serverHello(byte[] itsRandom) {
    byte[] head = concat(HEX.parseHex("0303"), itsRandom, HEX.parseHex("20"), sessionId);
    byte[] chosen = {(byte) (number >>> 8), (byte) number, 0};
    byte[] extensions = HEX.parseHex("000f" + "ff01000100" + "002b00020304" + "00170000");
    byte[] none = HEX.parseHex("0005ff01000100");
    return concat(head, chosen, suite == null || suite.tls13 ? extensions : none);
  }

  /** Hellos, certificates and Finished of both sides. */
  TlsScript handshake() {
    return clientHello().answer();
  }

  /** The same from the server's hello on. */
  TlsScript answer() {
    byte[] hello = record(22, message(2, serverHello(serverRandom)));
    byte[] change = record(20, new byte[] {1});
    if (suite != null && suite.tls13) {
      useSecrets(handshakeSecrets);
      say(1, concat(hello, change, sealed(1, 22, message(8, noise(20)))));
      say(1, sealed(1, 22, concat(message(11, noise(900)), message(15, noise(260)))));
      say(1, sealed(1, 22, message(20, noise(suite.hash.bytes))));
      say(0, concat(change, sealed(0, 22, message(20, noise(suite.hash.bytes)))));
      useSecrets(trafficSecrets);
      say(1, sealed(1, 22, message(4, noise(200))));
      return this;
    }
    say(1, concat(hello, record(22, concat(message(11, noise(900)), message(14, noise(0))))));
    byte[] exchange = record(22, message(16, noise(66)));
    if (suite == null) {
      return say(0, concat(exchange, change, record(22, noise(60))));
    }
    useKeyBlock();
    say(0, concat(exchange, change, sealed(0, 22, message(20, noise(12)))));
    return say(1, concat(change, sealed(1, 22, message(20, noise(12)))));
  }

  private void useSecrets(byte[][] secrets) {
    for (int side = 0; side < 2; side++) {
      useSecret(side, secrets[side]);
    }
  }

  private void useSecret(int side, byte[] secret) {
    try {
      keys[side] = KeySchedule.expandLabel(suite.hash, secret, "key", suite.keyBytes);
      nonces[side] = KeySchedule.expandLabel(suite.hash, secret, "iv", 12);
      sequences[side] = 0;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void useKeyBlock() {
    try {
      int nonce = suite.fixedNonceBytes();
      int key = suite.keyBytes;
      byte[] block =
          KeySchedule.keyBlock(suite.hash, master, clientRandom, serverRandom, 2 * (key + nonce));
      for (int side = 0; side < 2; side++) {
        keys[side] = Arrays.copyOfRange(block, side * key, (side + 1) * key);
        int at = 2 * key + side * nonce;
        nonces[side] = Arrays.copyOfRange(block, at, at + nonce);
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** What the application sends, in one record. */
  TlsScript data(int side, byte[] bytes) {
    return say(side, sealed(side, 23, bytes));
  }

  TlsScript keyUpdate(int side) {
    say(side, sealed(side, 22, message(24, new byte[] {0})));
    try {
      trafficSecrets[side] =
          KeySchedule.expandLabel(
              suite.hash, trafficSecrets[side], "traffic upd", suite.hash.bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    useSecret(side, trafficSecrets[side]);
    return this;
  }

  /** Early data, under keys that nobody knows. */
  TlsScript earlyData() {
    return say(0, record(23, noise(100)));
  }

  TlsScript say(int side, byte[] bytes) {
    pieces.add(new Piece(side, bytes));
    return this;
  }

  static byte[] record(int type, byte[] body) {
    byte[] header = {(byte) type, 3, 3, (byte) (body.length >>> 8), (byte) body.length};
    return concat(header, body);
  }

  static byte[] message(int type, byte[] body) {
    byte[] header = {(byte) type, 0, (byte) (body.length >>> 8), (byte) body.length};
    return concat(header, body);
  }

  private byte[] sealed(int side, int type, byte[] content) {
    try {
      return suite.tls13 ? sealed13(side, type, content) : sealed12(side, type, content);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private byte[] sealed13(int side, int type, byte[] content) throws GeneralSecurityException {
    byte[] inner = concat(content, new byte[] {(byte) type}, new byte[padding]);
    int length = inner.length + 16;
    byte[] header = {23, 3, 3, (byte) (length >>> 8), (byte) length};
    return concat(header, encrypt(side, numberedNonce(side), header, inner));
  }

  private byte[] sealed12(int side, int type, byte[] content) throws GeneralSecurityException {
    byte[] additional = new byte[13];
    for (int i = 0; i < 8; i++) {
      additional[i] = (byte) (sequences[side] >>> (56 - 8 * i));
    }
    additional[8] = (byte) type;
    additional[9] = 3;
    additional[10] = 3;
    additional[11] = (byte) (content.length >>> 8);
    additional[12] = (byte) content.length;
    if (!suite.hasExplicitNonce()) {
      return record(type, encrypt(side, numberedNonce(side), additional, content));
    }
    byte[] explicit = noise(8);
    byte[] nonce = concat(nonces[side], explicit);
    return record(type, concat(explicit, encrypt(side, nonce, additional, content)));
  }

  private byte[] numberedNonce(int side) {
    byte[] nonce = nonces[side].clone();
    for (int i = 0; i < 8; i++) {
      nonce[11 - i] ^= (byte) (sequences[side] >>> (8 * i));
    }
    return nonce;
  }

  private byte[] encrypt(int side, byte[] nonce, byte[] additional, byte[] plain)
      throws GeneralSecurityException {
    boolean gcm = suite.aead == CipherSuite.Aead.AES_GCM;
    Cipher cipher = Cipher.getInstance(gcm ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    AlgorithmParameterSpec iv = gcm ? new GCMParameterSpec(128, nonce) : new IvParameterSpec(nonce);
    SecretKeySpec key = new SecretKeySpec(keys[side], gcm ? "AES" : "ChaCha20");
    cipher.init(Cipher.ENCRYPT_MODE, key, iv);
    cipher.updateAAD(additional);
    sequences[side]++;
    return cipher.doFinal(plain);
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
