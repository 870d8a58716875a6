package io.streamgauge.agent.privacy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.function.UnaryOperator;

/** Redacts the messages of one batch by their plans. */
final class MessageRedaction {
  private static final int DENIED = -1;

  private final TextRules rules;
  private final TextTable texts;
  private final boolean[] deniedTopics;

  MessageRedaction(TextRules rules, TextTable texts, boolean... deniedTopics) {
    this.rules = rules;
    this.texts = texts;
    this.deniedTopics = deniedTopics;
  }

  /** The message that may leave, or null if nothing of it may. */
  @SuppressWarnings("unchecked") // A builder builds what it was made from.
  <M extends Message> M of(M message, MessagePlan plan) {
    Message.Builder changed = null;
    for (MessagePlan.Step step : plan.steps()) {
      FieldDescriptor field = step.field();
      if (field.isRepeated()) {
        if (message.getRepeatedFieldCount(field) > 0) {
          changed = changed == null ? message.toBuilder() : changed;
          repeat(message, step, changed);
        }
        continue;
      }
      if (step.inner() != null && !message.hasField(field)) {
        continue;
      }
      Object before = message.getField(field);
      Object after = value(before, step);
      if (after == null) {
        return null;
      }
      if (!after.equals(before)) {
        changed = changed == null ? message.toBuilder() : changed;
        changed.setField(field, after);
      }
    }
    return changed == null ? message : (M) changed.build();
  }

  /** Of a list only the denied parts are left out. */
  private void repeat(Message message, MessagePlan.Step step, Message.Builder changed) {
    changed.clearField(step.field());
    for (int i = 0; i < message.getRepeatedFieldCount(step.field()); i++) {
      Object after = value(message.getRepeatedField(step.field(), i), step);
      if (after != null) {
        changed.addRepeatedField(step.field(), after);
      }
    }
  }

  private Object value(Object before, MessagePlan.Step step) {
    if (before instanceof Message inner) {
      return of(inner, step.inner());
    }
    int reference = reference((Integer) before, step.kind());
    return reference == DENIED ? null : reference;
  }

  private int reference(int index, FieldKind kind) {
    return switch (kind) {
      case NUMBER, STRINGS, TOPIC_ID, TOPIC_OF_SUM -> index;
      case CONFIGURED, KAFKA -> texts.keep(index);
      case HOST -> replaced(index, rules::host);
      case PRINCIPAL -> replaced(index, rules::principal);
      case CLIENT_NAME -> replaced(index, rules::clientName);
      case GROUP -> rules.admitsGroup(texts.text(index)) ? texts.keep(index) : DENIED;
      case TOPIC_NAME -> rules.admitsTopic(texts.text(index)) ? texts.keep(index) : DENIED;
      case TOPIC -> isDeniedTopic(index) ? DENIED : index;
    };
  }

  private int replaced(int index, UnaryOperator<String> rule) {
    String before = texts.text(index);
    if (before.isEmpty()) {
      return 0;
    }
    String after = rule.apply(before);
    return after.equals(before) ? texts.keep(index) : texts.indexOf(after);
  }

  private boolean isDeniedTopic(int number) {
    return number > 0 && number <= deniedTopics.length && deniedTopics[number - 1];
  }
}
