package io.streamgauge.agent.privacy;

/**
 * What a field of the event contract holds, and so what becomes of it. The texts are those of
 * docs/safety.md.
 */
enum FieldKind {
  NUMBER("number, time, flag, code, or reference within the batch"),
  CONFIGURED("name that the operator gave"),
  KAFKA("word of the broker, of a client library, or of Streamgauge"),
  STRINGS("the texts that the others point to, once each"),
  HOST("address of a client", "keyed hash", "its /24 or /48", "as it is"),
  PRINCIPAL("user name", "keyed hash", "left out", "as it is"),
  CLIENT_NAME("name that a client chose", "as it is", "as it is", "`*` in place of a denied name"),
  GROUP("group", "as it is", "as it is", "the event is left out"),
  TOPIC_NAME("topic", "as it is", "as it is", "left out"),
  TOPIC_ID("topic id", "as it is", "as it is", "left out"),
  TOPIC("topic of a fact", "as it is", "as it is", "the fact is left out"),
  TOPIC_OF_SUM("topic of sums", "as it is", "as it is", "`__other__`");

  private final String meaning;
  private final String pseudonymous;
  private final String minimal;
  private final String denied;

  FieldKind(String meaning) {
    this(meaning, "as it is", "as it is", "as it is");
  }

  FieldKind(String meaning, String pseudonymous, String minimal, String denied) {
    this.meaning = meaning;
    this.pseudonymous = pseudonymous;
    this.minimal = minimal;
    this.denied = denied;
  }

  /** What such a field holds. */
  String meaning() {
    return meaning;
  }

  /** What becomes of it under {@link PrivacyMode#PSEUDONYMOUS}. */
  String pseudonymous() {
    return pseudonymous;
  }

  /** What becomes of it under {@link PrivacyMode#MINIMAL}. */
  String minimal() {
    return minimal;
  }

  /** What becomes of it where it is about a denied topic or group. */
  String denied() {
    return denied;
  }
}
