package io.streamgauge.protocol.schema;

/**
 * One field over all versions of its message.
 *
 * @param name Kafka's name, CamelCase
 * @param type scalar, array or structure
 * @param versions versions that have the field
 * @param nullable versions in which it may be null
 * @param tagged versions in which it is a tagged field (KIP-482)
 * @param tag its tag, −1 when {@code tagged} is empty
 * @param flexible versions in which its lengths are compact <em>if</em> the message is flexible
 *     too; only the header's client id differs from all versions
 */
public record FieldSchema(
    String name,
    FieldType type,
    VersionRange versions,
    VersionRange nullable,
    VersionRange tagged,
    int tag,
    VersionRange flexible) {

  /** Whether the field stands among the tagged fields in {@code version}. */
  public boolean isTagged(int version) {
    return tag >= 0 && tagged.contains(version);
  }
}
