package io.streamgauge.protocol.details.capture;

import java.util.function.Predicate;

/**
 * What one field id means.
 *
 * @param owner structure that has the field; null for errors and throttle times that are not
 *     captured
 * @param slot where {@link Fields} of that structure keep it
 * @param nested layout of the elements, the structure or the embedded message; null for scalars
 * @param region what a bytes field holds; null for all others
 * @param filter decides whether the element that has the field is kept; null for none
 * @param role what the field says about the whole response
 */
record Binding(
    StructLayout owner,
    int slot,
    StructLayout nested,
    Region region,
    Predicate<Object> filter,
    Role role) {

  /** What a field says about the whole response. */
  enum Role {
    NONE,
    TOP_ERROR,
    NESTED_ERROR,
    THROTTLE
  }

  /** A field that is not captured. */
  static Binding of(Role role) {
    return new Binding(null, -1, null, null, null, role);
  }
}
