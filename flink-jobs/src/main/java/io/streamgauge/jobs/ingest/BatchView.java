package io.streamgauge.jobs.ingest;

import com.google.protobuf.ByteString;
import io.streamgauge.events.v1.Client;
import io.streamgauge.events.v1.EventBatch;
import io.streamgauge.events.v1.Listener;
import io.streamgauge.events.v1.Topic;

/**
 * Reads the tables of a batch. A reference that points nowhere gives the empty value: a batch from
 * a broken agent must not stop the job.
 */
public final class BatchView {
  private static final ByteString NO_ID = ByteString.copyFrom(new byte[16]);

  private final EventBatch batch;

  public BatchView(EventBatch batch) {
    this.batch = batch;
  }

  public EventBatch batch() {
    return batch;
  }

  public String string(int index) {
    return string(batch, index);
  }

  /** Whether the reference names a listener of the table. */
  public boolean hasListener(int reference) {
    return reference >= 1 && reference <= batch.getListenersCount();
  }

  public Listener listener(int reference) {
    return hasListener(reference)
        ? batch.getListeners(reference - 1)
        : Listener.getDefaultInstance();
  }

  /** {@code ip:port}, IPv6 {@code [ip]:port}. */
  public String listenerName(Listener listener) {
    return listenerName(batch, listener);
  }

  public String clientAddress(int reference) {
    return string(client(reference).getAddress());
  }

  public String clientId(int reference) {
    return string(client(reference).getClientId());
  }

  private Client client(int reference) {
    return reference >= 1 && reference <= batch.getClientsCount()
        ? batch.getClients(reference - 1)
        : Client.getDefaultInstance();
  }

  /** Empty if only the id is known. */
  public String topicName(int reference) {
    return string(topic(reference).getName());
  }

  /** Empty if the version carries none, which Kafka may also write as all zero. */
  public ByteString topicId(int reference) {
    ByteString id = topic(reference).getId();
    return id.size() != NO_ID.size() || id.equals(NO_ID) ? ByteString.EMPTY : id;
  }

  private Topic topic(int reference) {
    return reference >= 1 && reference <= batch.getTopicsCount()
        ? batch.getTopics(reference - 1)
        : Topic.getDefaultInstance();
  }

  static String listenerName(EventBatch batch, Listener listener) {
    return hostPort(string(batch, listener.getAddress()), listener.getPort());
  }

  public static String hostPort(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  private static String string(EventBatch batch, int index) {
    return index >= 0 && index < batch.getStringsCount() ? batch.getStrings(index) : "";
  }
}
