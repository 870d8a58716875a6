package io.streamgauge.agent.privacy;

import io.streamgauge.agent.rollup.LabelLimits;
import io.streamgauge.events.v1.Client;
import io.streamgauge.events.v1.Event;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Listener;
import io.streamgauge.events.v1.Topic;

/**
 * Makes of a batch the one that may leave: its numbers, its order and its heartbeat stay, texts are
 * replaced or left out, facts about what is denied are missing, and sums of denied topics go to
 * {@code __other__}. Not thread-safe.
 */
final class BatchRedaction {
  private static final MessagePlan EVENT = MessagePlan.of(Event.getDescriptor());
  private static final MessagePlan LISTENER = MessagePlan.of(Listener.getDescriptor());
  private static final MessagePlan CLIENT = MessagePlan.of(Client.getDescriptor());

  private final TextRules rules;

  BatchRedaction(TextRules rules) {
    this.rules = rules;
  }

  EventBatch of(EventBatch batch) {
    TextTable texts = new TextTable(batch.getStringsList());
    boolean[] deniedTopics = new boolean[batch.getTopicsCount()];
    EventBatch.Builder kept =
        batch.toBuilder()
            .clearStrings()
            .clearListeners()
            .clearClients()
            .clearTopics()
            .clearEvents();
    for (int i = 0; i < batch.getTopicsCount(); i++) {
      Topic topic = batch.getTopics(i);
      deniedTopics[i] = !rules.admitsTopic(texts.text(topic.getName()));
      kept.addTopics(deniedTopics[i] ? neutral(texts) : texts.keep(topic));
    }
    MessageRedaction messages = new MessageRedaction(rules, texts, deniedTopics);
    // The tables keep their order and length: events refer to them by number.
    batch.getListenersList().forEach(each -> kept.addListeners(messages.of(each, LISTENER)));
    batch.getClientsList().forEach(each -> kept.addClients(messages.of(each, CLIENT)));
    for (Event event : batch.getEventsList()) {
      Event leaves = messages.of(event, EVENT);
      if (leaves != null) {
        kept.addEvents(leaves);
      }
    }
    return kept.addAllStrings(texts.kept()).build();
  }

  private static Topic neutral(TextTable texts) {
    return Topic.newBuilder().setName(texts.indexOf(LabelLimits.OTHER)).build();
  }
}
