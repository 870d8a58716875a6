package io.streamgauge.protocol.details.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.details.Details;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.schema.Direction;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a SASL token, names and nothing else may be kept, anywhere. */
class SaslPrivacyTest {
  private static final String MARKER = "hunter2-geheim";

  private final Walk walk = new Walk();

  @ParameterizedTest
  @CsvSource({
    "PLAIN, '|alice|hunter2-geheim', alice,",
    "PLAIN, 'admin|alice|hunter2-geheim', alice, admin",
    "PLAIN, 'alice|hunter2-geheim', ,",
    "PLAIN, 'hunter2-geheim', ,",
    "SCRAM-SHA-256, 'n,,n=alice,r=hunter2-geheim', alice,",
    "SCRAM-SHA-512, 'y,a=ad=2Cmin,n=al=3Dice,r=hunter2-geheim', al=ice, 'ad,min'",
    "SCRAM-SHA-512, 'p=tls-unique,,n=alice,r=hunter2-geheim', alice,",
    "SCRAM-SHA-256, 'c=biws,r=hunter2-geheim,p=hunter2-geheim', ,",
    "SCRAM-SHA-256, 'n,,n=alice,r=hunter2-geheim,x=1', alice,",
    "SCRAM-SHA-256, 'c=biws,r=hunter2-geheim,x=hunter2-geheim,p=hunter2-geheim', ,",
    "SCRAM-SHA-512, 'c=cD10bHM,r=hunter2-geheim,x=1,y=2,p=hunter2-geheim', ,",
    "SCRAM-SHA-256, 'n,,m=hunter2-geheim,n=alice,r=x', ,",
    "SCRAM-SHA-256, 'n,,n=hunter2-geheim', ,",
    "OAUTHBEARER, 'n,a=alice,\u0001auth=Bearer hunter2-geheim', ,",
    "GSSAPI, 'hunter2-geheim', ,",
    ", '|alice|hunter2-geheim', ,",
  })
  void onlyNamesAreKept(String mechanism, String token, String user, String authorization) {
    for (int version = 0; version <= 2; version++) {
      for (int maxPiece : new int[] {Integer.MAX_VALUE, 3, 1}) {
        // Given
        byte[] body = request(version, token);

        // When
        Walk.Result result = walk.exchange(36, version, body, null, mechanism, maxPiece);

        // Then
        SaslAuthenticateDetails details = result.as(SaslAuthenticateDetails.class);
        assertThat(details.mechanism()).isEqualTo(mechanism);
        assertThat(details.userName()).isEqualTo(user);
        assertThat(details.authorizationId()).isEqualTo(authorization);
        assertThat(details.toString()).doesNotContain(MARKER);
        assertThat(holdsMarker(details)).isFalse();
        assertThat(holdsMarker(walk.assembler)).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, '|alice|hunter2-geheim'",
    "PLAIN, 'admin|alice|hunter2-geheim'",
  })
  void noPasswordIsKept(String mechanism, String token) {
    holdNothingOfTheMarker(mechanism, token);
  }

  @ParameterizedTest
  @CsvSource({
    "SCRAM-SHA-256, 'n,,n=alice,r=hunter2-geheim,x=1'",
    "SCRAM-SHA-512, 'y,a=admin,n=alice,r=hunter2-geheim,x=1,y=2'",
  })
  void noNonceIsKept(String mechanism, String token) {
    holdNothingOfTheMarker(mechanism, token);
  }

  @ParameterizedTest
  @CsvSource({
    "SCRAM-SHA-256, 'c=biws,r=hunter2-geheim,x=hunter2-geheim,p=hunter2-geheim'",
    "SCRAM-SHA-512, 'c=cD10bHM,r=hunter2-geheim,x=1,y=2,p=hunter2-geheim'",
  })
  void noProofIsKept(String mechanism, String token) {
    holdNothingOfTheMarker(mechanism, token);
  }

  /** Whatever is read of a token: names perhaps, but never the marker. */
  private void holdNothingOfTheMarker(String mechanism, String token) {
    Walk.Result result =
        walk.exchange(36, 2, request(2, token), null, mechanism, Integer.MAX_VALUE);

    assertThat(result.details().toString()).doesNotContain(MARKER);
    assertThat(holdsMarker(result.details())).isFalse();
    assertThat(holdsMarker(walk.assembler)).isFalse();
  }

  @Test
  void aTokenThatBreaksOffLeavesNothing() {
    // Given
    byte[] body = request(1, "|" + MARKER);
    PendingDetails pending = walk.assembler.acquire(36, 1);
    walk.assembler.saslMechanism(pending, "PLAIN");

    // When
    walk.walk(
        36,
        1,
        Direction.REQUEST,
        java.util.Arrays.copyOf(body, body.length - 2),
        walk.assembler.requestSink(pending),
        4);
    Details details = walk.assembler.details(pending);
    walk.assembler.release(pending);

    // Then
    assertThat(((SaslAuthenticateDetails) details).userName()).isNull();
    assertThat(holdsMarker(walk.assembler)).isFalse();
  }

  @Test
  void theSearchFindsAMarkerThatIsThere() {
    assertThat(holdsMarker(new Object[] {"x" + MARKER})).isTrue();
    assertThat(holdsMarker(new Object[] {MARKER.getBytes(StandardCharsets.UTF_8)})).isTrue();
  }

  private static byte[] request(int version, String token) {
    byte[] bytes = token.replace('|', '\0').getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    return Walk.KAFKA.request(36, version, "{authBytes:'" + base64 + "'}");
  }

  /** Whether any string or byte array that can be reached holds the marker's first letters. */
  private static boolean holdsMarker(Object root) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Object next = open.pop();
      if (next instanceof String text && text.contains("hunter2")) {
        return true;
      }
      if (next instanceof byte[] bytes
          && new String(bytes, StandardCharsets.ISO_8859_1).contains("hunter2")) {
        return true;
      }
      children(next)
          .forEach(
              child -> {
                if (seen.add(child)) {
                  open.push(child);
                }
              });
    }
    return false;
  }

  private static Deque<Object> children(Object parent) {
    Deque<Object> children = new ArrayDeque<>();
    if (parent instanceof Object[] array) {
      for (int i = 0; i < Array.getLength(array); i++) {
        add(children, array[i]);
      }
      return children;
    }
    for (Class<?> type = parent.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().startsWith("java.lang.")) {
        continue;
      }
      for (Field field : type.getDeclaredFields()) {
        if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
          add(children, get(field, parent));
        }
      }
    }
    if (parent instanceof Iterable<?> list) {
      list.forEach(element -> add(children, element));
    }
    if (parent instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            add(children, key);
            add(children, value);
          });
    }
    return children;
  }

  private static void add(Deque<Object> children, Object child) {
    if (child != null) {
      children.add(child);
    }
  }

  private static Object get(Field field, Object target) {
    try {
      field.setAccessible(true);
      return field.get(target);
    } catch (InaccessibleObjectException e) {
      return null; // the JDK's own; its collections are walked as such
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
