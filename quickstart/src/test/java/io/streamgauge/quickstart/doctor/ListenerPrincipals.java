package io.streamgauge.quickstart.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.KafkaPrincipalBuilder;
import org.apache.kafka.common.security.auth.KafkaPrincipalSerde;

/** Users who are called after the listener that they came by. Made by the broker. */
public final class ListenerPrincipals implements KafkaPrincipalBuilder, KafkaPrincipalSerde {
  @Override
  public KafkaPrincipal build(AuthenticationContext context) {
    return user(context.listenerName().toLowerCase(Locale.ROOT));
  }

  @Override
  public byte[] serialize(KafkaPrincipal principal) {
    return principal.getName().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public KafkaPrincipal deserialize(byte[] bytes) {
    return user(new String(bytes, StandardCharsets.UTF_8));
  }

  private static KafkaPrincipal user(String name) {
    return new KafkaPrincipal(KafkaPrincipal.USER_TYPE, name);
  }
}
