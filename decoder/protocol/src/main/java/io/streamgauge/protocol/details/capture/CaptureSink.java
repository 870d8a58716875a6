package io.streamgauge.protocol.details.capture;

import io.streamgauge.protocol.details.value.KafkaUuid;
import io.streamgauge.protocol.details.wire.AnswerTally;
import io.streamgauge.protocol.program.FieldSink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Gathers one message's captured fields as a tree of {@link Fields}. */
final class CaptureSink implements FieldSink {
  private static final int NO_FIELD = -1;

  private final CaptureContext context;
  private final AnswerTally tally;
  private final List<Scope> scopes = new ArrayList<>();
  private Budget budget;

  /** The outermost structure, kept for the next message of the same layout; null for none. */
  private Fields root;

  private boolean isCapturing;
  private Captured recalled;
  private Fields current;
  private CaptureSink asked;
  private RegionReader reader;
  private String saslMechanism;
  private int array = NO_FIELD;
  private List<Object> elements;

  /** The limits kept a value out. */
  private boolean incomplete;

  /** A structure or array that is being read, and what stands around it. */
  private record Scope(int field, Fields around, Fields inside, List<Object> list) {}

  CaptureSink(CaptureContext context, AnswerTally tally) {
    this.context = context;
    this.tally = tally;
  }

  /**
   * Prepares for a message. References that stay the same are not written again, as a garbage
   * collector makes that dear.
   *
   * @param layout its outermost structure; null if nothing is captured
   * @param asked for a response, the request's capture; else null
   */
  void begin(StructLayout layout, Budget limit, CaptureSink asked) {
    clear();
    isCapturing = layout != null;
    // nothing keeps a message's fields once its details are made, so there need be no others
    if (isCapturing && (root == null || root.layout() != layout)) {
      root = new Fields(layout);
    }
    Fields outermost = isCapturing ? root : null;
    if (current != outermost) {
      current = outermost;
    }
    if (budget != limit) {
      budget = limit;
    }
    if (this.asked != asked) {
      this.asked = asked;
    }
  }

  void clear() {
    abandonRegion();
    if (!scopes.isEmpty()) {
      scopes.clear();
    }
    if (root != null) {
      // nothing of the message stays in a slot that waits for its next exchange
      root.reset();
    }
    if (current != root) {
      current = root;
    }
    isCapturing = false;
    recalled = null;
    saslMechanism = null;
    array = NO_FIELD;
    elements = null;
    incomplete = false;
  }

  /** What was captured; null if nothing is. */
  Fields root() {
    if (recalled != null) {
      return recalled.fields;
    }
    return isCapturing ? root : null;
  }

  /** A copy of a message that is complete; null if there is more to it than the copy would tell. */
  Captured keep(AnswerTally answer) {
    return !isCapturing || incomplete || !root.isFlat() || root.isRejected()
        ? null
        : new Captured(root.copy(), answer);
  }

  /** Says what a message said before; nothing more of this one may come. */
  boolean recall(Captured said) {
    if (!isCapturing || root.layout() != said.fields.layout() || !budget.take(said.values)) {
      return false;
    }
    recalled = said;
    return true;
  }

  /** What was recalled, or null. */
  Captured recalled() {
    return recalled;
  }

  void saslMechanism(String mechanism) {
    saslMechanism = mechanism;
  }

  String saslMechanism() {
    return saslMechanism;
  }

  Budget budget() {
    return budget;
  }

  @Override
  public void onValue(int field, long value) {
    Binding binding = context.table().binding(field);
    if (binding == null) {
      return;
    }
    switch (binding.role()) {
      case TOP_ERROR -> tally.topError(value);
      case NESTED_ERROR -> tally.nestedError(value);
      case THROTTLE -> tally.throttleMillis(value);
      case NONE -> {}
    }
    if (isWanted(binding)) {
      putNumber(field, binding, value);
    }
  }

  @Override
  public void onUuid(int field, long high, long low) {
    Binding binding = context.table().binding(field);
    if (isWanted(binding)) {
      put(field, binding, KafkaUuid.of(high, low));
    }
  }

  @Override
  public void onString(int field, ByteBuffer buffer, int offset, int length, int wireLength) {
    Binding binding = context.table().binding(field);
    if (length >= 0 && isWanted(binding)) {
      put(field, binding, context.strings().intern(buffer, offset, length));
    }
  }

  @Override
  public void onArrayStart(int field, int count) {
    Binding binding = context.table().binding(field);
    if (count < 0 || !isOwner(binding)) {
      return;
    }
    List<Object> list = new ArrayList<>();
    current.set(binding.slot(), list);
    if (binding.nested() == null) {
      array = field;
      elements = list;
    } else {
      enter(field, binding, list);
    }
  }

  @Override
  public void onElementEnd(int field) {
    Scope scope = innermost(field);
    if (scope == null || scope.list() == null) {
      return;
    }
    if (!current.isRejected()) {
      if (budget.take()) {
        scope.list().add(current);
      } else {
        drop();
      }
    }
    current = new Fields(current.layout());
    inherit(scope.around());
  }

  @Override
  public void onArrayEnd(int field) {
    if (field == array) {
      array = NO_FIELD;
      elements = null;
      return;
    }
    leave(field);
  }

  @Override
  public void onStructStart(int field, boolean present) {
    Binding binding = context.table().binding(field);
    if (present && isOwner(binding) && binding.nested() != null) {
      enter(field, binding, null);
    }
  }

  @Override
  public void onStructEnd(int field) {
    Scope scope = leave(field);
    if (scope != null) {
      current.set(context.table().binding(field).slot(), scope.inside());
    }
  }

  @Override
  public int onRegionStart(int field, int length) {
    Binding binding = context.table().binding(field);
    if (length < 0 || !isWanted(binding) || binding.region() == null) {
      return SKIP_REST;
    }
    reader = RegionReader.of(context, binding, this);
    return reader.begin(length) ? 0 : SKIP_REST;
  }

  @Override
  public int onRegion(int field, ByteBuffer buffer, int offset, int length) {
    return reader != null && reader.feed(buffer, offset, length) ? 0 : SKIP_REST;
  }

  @Override
  public void onRegionGap(int field, int remaining) {
    abandonRegion();
  }

  @Override
  public void onRegionEnd(int field) {
    if (reader == null) {
      return;
    }
    Object value = reader.end();
    reader = null;
    Binding binding = context.table().binding(field);
    if (value != null && isOwner(binding)) {
      current.set(binding.slot(), value);
    }
  }

  /**
   * The nearest value of a field by name, looking outwards and then at the request; null if none.
   */
  Object lookup(String name) {
    Object value = current == null ? null : current.valueIfWanted(name);
    for (int i = scopes.size() - 1; value == null && i >= 0; i--) {
      value = scopes.get(i).around().valueIfWanted(name);
    }
    Fields request = value == null && asked != null ? asked.root() : null;
    return request == null ? value : request.valueIfWanted(name);
  }

  /** Ends a region without a value, and wipes what was gathered of it. */
  private void abandonRegion() {
    if (reader != null) {
      reader.end();
      reader = null;
    }
  }

  private void enter(int field, Binding binding, List<Object> list) {
    Fields around = current;
    current = new Fields(binding.nested());
    inherit(around);
    scopes.add(new Scope(field, around, current, list));
  }

  private Scope leave(int field) {
    Scope scope = innermost(field);
    if (scope == null) {
      return null;
    }
    scopes.remove(scopes.size() - 1);
    current = scope.around();
    return scope;
  }

  private Scope innermost(int field) {
    Scope scope = scopes.isEmpty() ? null : scopes.get(scopes.size() - 1);
    return scope != null && scope.field() == field ? scope : null;
  }

  /** What stands in a rejected element is not read either. */
  private void inherit(Fields around) {
    if (around.isRejected()) {
      current.reject();
    }
  }

  private boolean isOwner(Binding binding) {
    return binding != null && current != null && binding.owner() == current.layout();
  }

  private boolean isWanted(Binding binding) {
    return isOwner(binding) && !current.isRejected();
  }

  private void put(int field, Binding binding, Object value) {
    if (!budget.take()) {
      drop();
    } else if (field == array) {
      elements.add(value);
    } else {
      current.setText(binding.slot(), value);
      filter(binding, value);
    }
  }

  /** A number, which is made an object of only where one is needed. */
  private void putNumber(int field, Binding binding, long value) {
    if (field == array) {
      put(field, binding, value);
    } else if (!budget.take()) {
      drop();
    } else {
      current.setNumber(binding.slot(), value);
      if (binding.filter() != null) {
        filter(binding, value);
      }
    }
  }

  private void drop() {
    incomplete = true;
    context.valueDropped();
  }

  private void filter(Binding binding, Object value) {
    if (binding.filter() != null && !binding.filter().test(value)) {
      current.reject();
    }
  }
}
