package io.streamgauge.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the trace of RFC 8448, 3, and a published vector of TLS 1.2's PRF. */
class KeyScheduleTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final CipherSuite SUITE = CipherSuite.of(0x1301);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "client handshake, b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21,"
        + " dbfaa693d1762c5b666af5d950258d01, 5bd3c71b836e0b76bb73265f",
    "server handshake, b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38,"
        + " 3fce516009c21727d0f2e4e86ee403bc, 5d313eb2671276ee13000b30",
    "client application, 9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5,"
        + " 17422dda596ed5d9acd890e3c63f5051, 5b78923dee08579033e523d9",
    "server application, a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643,"
        + " 9f02283b6c9c07efc26bb9f2ac92e356, cf782b88dd83549aadf1e984"
  })
  void trafficSecretsGiveTheKeysOfTheTrace(String which, String secret, String key, String iv)
      throws GeneralSecurityException {
    // Given
    byte[] traffic = HEX.parseHex(secret);
    // When
    byte[] itsKey = KeySchedule.expandLabel(CipherSuite.Hash.SHA256, traffic, "key", 16);
    byte[] itsIv = KeySchedule.expandLabel(CipherSuite.Hash.SHA256, traffic, "iv", 12);
    // Then
    assertThat(HEX.formatHex(itsKey)).as(which).isEqualTo(key);
    assertThat(HEX.formatHex(itsIv)).as(which).isEqualTo(iv);
  }

  @Test
  void theTracesFirstApplicationRecordOpensUnderNumber0Only() throws GeneralSecurityException {
    // Given
    RecordCipher cipher =
        new RecordCipher(
            SUITE,
            HEX.parseHex("17422dda596ed5d9acd890e3c63f5051"),
            HEX.parseHex("5b78923dee08579033e523d9"));
    byte[] body =
        HEX.parseHex(
            "a23f7054b62c94d0affafe8228ba55cbefacea42f914aa66bcab3f2b9819a8a5b46b395bd54a9a20441e2b"
                + "62974e1f5a6292a2977014bd1e3deae63aeebb21694915e4");
    byte[] plain = new byte[body.length];
    // When
    int under1 = cipher.open(1, TlsRecord.APPLICATION_DATA, body, body.length, plain);
    int length = cipher.open(0, TlsRecord.APPLICATION_DATA, body, body.length, plain);
    // Then
    byte[] counting = new byte[51];
    for (int i = 0; i < 50; i++) {
      counting[i] = (byte) i;
    }
    counting[50] = TlsRecord.APPLICATION_DATA;
    assertThat(under1).isEqualTo(RecordCipher.REFUSED);
    assertThat(Arrays.copyOf(plain, length)).isEqualTo(counting);
  }

  @Test
  void theFunctionOfTls12GivesItsPublishedOutput() throws GeneralSecurityException {
    // Given
    byte[] secret = HEX.parseHex("9bbe436ba940f017b17652849a71db35");
    byte[] label = "test label".getBytes(StandardCharsets.US_ASCII);
    byte[] seed = HEX.parseHex("a0ba9f936cda311827a6f796ffd5198c");
    byte[] both = Arrays.copyOf(label, label.length + seed.length);
    System.arraycopy(seed, 0, both, label.length, seed.length);
    // When
    byte[] output = KeySchedule.prf(CipherSuite.Hash.SHA256, secret, both, 100);
    // Then
    assertThat(HEX.formatHex(output))
        .isEqualTo(
            "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b"
                + "4e14baf9af0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082"
                + "d122ee42c5a72e5a5110fff70187347b66");
  }
}
