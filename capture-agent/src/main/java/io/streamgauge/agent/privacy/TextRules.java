package io.streamgauge.agent.privacy;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What becomes of a text, by its kind, under one policy. Not thread-safe. */
final class TextRules {
  /** Above what an agent names apart by default. */
  static final int REMEMBERED = 20_000;

  private final UnaryOperator<String> hosts;
  private final UnaryOperator<String> principals;
  private final UnaryOperator<String> clientNames;
  private final Predicate<String> topics;
  private final Predicate<String> groups;

  TextRules(PrivacyPolicy policy) {
    Pseudonyms pseudonyms = policy.key() == null ? null : new Pseudonyms(policy.key());
    DenyList denied = policy.denied();
    hosts =
        switch (policy.mode()) {
          case FULL -> UnaryOperator.identity();
          case PSEUDONYMOUS -> remembered(pseudonyms::host)::get;
          case MINIMAL -> remembered(HostText::network)::get;
        };
    principals =
        switch (policy.mode()) {
          case FULL -> UnaryOperator.identity();
          case PSEUDONYMOUS -> remembered(pseudonyms::principal)::get;
          case MINIMAL -> text -> "";
        };
    clientNames = remembered(denied::hideIn)::get;
    topics = remembered(text -> !denied.deniesTopic(text))::get;
    groups = remembered(text -> !denied.deniesGroup(text))::get;
  }

  private static <T> RecentTexts<T> remembered(Function<String, T> work) {
    return new RecentTexts<>(work, REMEMBERED);
  }

  String host(String text) {
    return hosts.apply(text);
  }

  /** Empty if it is left out. */
  String principal(String text) {
    return principals.apply(text);
  }

  String clientName(String text) {
    return clientNames.apply(text);
  }

  /** Whether a topic may be named; empty while its name is not known. */
  boolean admitsTopic(String name) {
    return topics.test(name);
  }

  boolean admitsGroup(String name) {
    return groups.test(name);
  }
}
