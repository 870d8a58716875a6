package io.streamgauge.agent.privacy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which fields of a message point to texts or topics, or hold messages that do. */
final class MessagePlan {
  private static final Map<String, MessagePlan> PLANS = plans();

  private final List<Step> steps;

  private MessagePlan(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * A field to look at.
   *
   * @param inner null unless the field holds messages
   */
  record Step(FieldDescriptor field, FieldKind kind, MessagePlan inner) {}

  private static Map<String, MessagePlan> plans() {
    Map<String, MessagePlan> plans = new HashMap<>();
    FieldRegister.messages().forEach(message -> plan(message, plans));
    return Map.copyOf(plans);
  }

  private static MessagePlan plan(Descriptor message, Map<String, MessagePlan> plans) {
    MessagePlan known = plans.get(message.getFullName());
    if (known != null) {
      return known;
    }
    List<Step> steps = new ArrayList<>();
    for (FieldDescriptor field : message.getFields()) {
      FieldKind kind = FieldRegister.kind(field);
      if (field.getJavaType() == JavaType.MESSAGE) {
        MessagePlan inner = plan(field.getMessageType(), plans);
        if (!inner.steps.isEmpty()) {
          steps.add(new Step(field, kind, inner));
        }
      } else if (field.getJavaType() == JavaType.INT && kind != FieldKind.NUMBER) {
        steps.add(new Step(field, kind, null));
      }
    }
    MessagePlan plan = new MessagePlan(List.copyOf(steps));
    plans.put(message.getFullName(), plan);
    return plan;
  }

  static MessagePlan of(Descriptor message) {
    return PLANS.get(message.getFullName());
  }

  List<Step> steps() {
    return steps;
  }
}
