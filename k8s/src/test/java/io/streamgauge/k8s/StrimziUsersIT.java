package io.streamgauge.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.streamgauge.agent.publish.BusAcls;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Users of the bus have the rights that {@code ./streamgauge topics print} names, and no others.
 */
class StrimziUsersIT {
  private static final Pattern USER = Pattern.compile("User:(\\S+)");
  private static final Pattern OPERATION = Pattern.compile("--operation (\\S+)");
  private static final Pattern RESOURCE = Pattern.compile("--(topic|group) (\\S+)");

  @Test
  void usersHaveTheLeastRights() {
    Set<String> wanted = new TreeSet<>();
    for (String command : BusAcls.commands("bus:9092")) {
      String user = first(USER, command).group(1);
      MatchResult resource = first(RESOURCE, command);
      String pattern = command.contains("pattern-type prefixed") ? "prefix" : "literal";
      OPERATION
          .matcher(command)
          .results()
          .forEach(
              operation ->
                  wanted.add(
                      grant(
                          user,
                          operation.group(1),
                          resource.group(1),
                          resource.group(2),
                          pattern)));
    }

    Set<String> given = new TreeSet<>();
    for (JsonNode object : Kustomize.renderComponent("strimzi")) {
      if (Typed.of(object) instanceof CustomKinds.KafkaUser user) {
        for (CustomKinds.Acl acl : user.spec().authorization().acls()) {
          String pattern =
              acl.resource().patternType() == null ? "literal" : acl.resource().patternType();
          acl.operations()
              .forEach(
                  operation ->
                      given.add(
                          grant(
                              user.metadata().getName(),
                              operation,
                              acl.resource().type(),
                              acl.resource().name(),
                              pattern)));
        }
      }
    }

    assertThat(given).isEqualTo(wanted);
  }

  private static String grant(
      String user, String operation, String type, String name, String pattern) {
    return String.join(" ", user, operation, type, name, pattern);
  }

  private static MatchResult first(Pattern pattern, String text) {
    return pattern.matcher(text).results().findFirst().orElseThrow();
  }
}
