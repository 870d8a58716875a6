package io.streamgauge.protocol.details.capture;

import java.util.Map;

/**
 * All specs as field ids: what every id means, and where every api's capture begins. Immutable,
 * shared between threads; made by {@link CaptureTableBuilder}.
 */
public final class CaptureTable {
  private final int firstId;
  private final Binding[] bindings;
  private final Capture[] captures;

  CaptureTable(int firstId, Binding[] bindings, Map<Integer, Capture> captures) {
    this.firstId = firstId;
    this.bindings = bindings.clone();
    this.captures = new Capture[captures.keySet().stream().max(Integer::compare).orElse(-1) + 1];
    captures.forEach((apiKey, capture) -> this.captures[apiKey] = capture);
  }

  /** Whether an api has a spec. */
  public boolean contains(int apiKey) {
    return capture(apiKey) != null;
  }

  /** Whether an exchange of an api mostly says what the one before it said. */
  public boolean repeats(int apiKey) {
    Capture capture = capture(apiKey);
    return capture != null && capture.spec().repeats();
  }

  /** What is captured of an api, or null. */
  Capture capture(int apiKey) {
    return apiKey >= 0 && apiKey < captures.length ? captures[apiKey] : null;
  }

  /** What an id means, or null for one of somebody else's. */
  Binding binding(int id) {
    int at = id - firstId;
    return at >= 0 && at < bindings.length ? bindings[at] : null;
  }

  /**
   * One api's spec and the outermost structures of its messages.
   *
   * @param spec what is wanted
   * @param request the request's fields
   * @param response the response's
   */
  record Capture(CaptureSpec<?> spec, StructLayout request, StructLayout response) {}
}
