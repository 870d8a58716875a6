package io.streamgauge.agent.privacy;

import java.util.function.UnaryOperator;

/** What becomes of a text, by its kind, under one policy. Not thread-safe. */
final class TextRules {
  /** Above what an agent names apart by default. */
  static final int REMEMBERED = 20_000;

  private static final String LEAVES = "y";
  private static final String STAYS = "";

  private final RecentTexts hosts;
  private final RecentTexts principals;
  private final RecentTexts clientNames;
  private final RecentTexts topics;
  private final RecentTexts groups;

  TextRules(PrivacyPolicy policy) {
    Pseudonyms pseudonyms = policy.key() == null ? null : new Pseudonyms(policy.key());
    DenyList denied = policy.denied();
    hosts =
        switch (policy.mode()) {
          case FULL -> remembered(text -> text);
          case PSEUDONYMOUS -> remembered(pseudonyms::host);
          case MINIMAL -> remembered(HostText::network);
        };
    principals =
        switch (policy.mode()) {
          case FULL -> remembered(text -> text);
          case PSEUDONYMOUS -> remembered(pseudonyms::principal);
          case MINIMAL -> remembered(text -> "");
        };
    clientNames = remembered(denied::hideIn);
    topics = remembered(text -> denied.deniesTopic(text) ? STAYS : LEAVES);
    groups = remembered(text -> denied.deniesGroup(text) ? STAYS : LEAVES);
  }

  private static RecentTexts remembered(UnaryOperator<String> work) {
    return new RecentTexts(work, REMEMBERED);
  }

  String host(String text) {
    return hosts.get(text);
  }

  /** Empty if it is left out. */
  String principal(String text) {
    return principals.get(text);
  }

  String clientName(String text) {
    return clientNames.get(text);
  }

  /** Whether a topic may be named; empty while its name is not known. */
  boolean admitsTopic(String name) {
    return topics.get(name).equals(LEAVES);
  }

  boolean admitsGroup(String name) {
    return groups.get(name).equals(LEAVES);
  }
}
