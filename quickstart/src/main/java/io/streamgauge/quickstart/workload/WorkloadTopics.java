package io.streamgauge.quickstart.workload;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of the workload. */
public final class WorkloadTopics {
  static final String ORDERS = "orders";
  static final String PAYMENTS = "payments";
  static final String CLICKS = "clicks";
  static final String INVOICES = "invoices";
  static final String THUMBNAILS = "thumbnails";

  /** Never created. */
  static final String MISSING = "thumbnails-archive";

  static final int THUMBNAIL_LIMIT_BYTES = 10_240;

  private WorkloadTopics() {}

  /** Creates the topics, one replica each, and waits until they exist. */
  public static void create(Admin admin) throws ExecutionException, InterruptedException {
    admin
        .createTopics(
            List.of(
                topic(ORDERS, 6),
                topic(PAYMENTS, 3),
                topic(CLICKS, 4),
                topic(INVOICES, 2),
                topic(THUMBNAILS, 1)
                    .configs(
                        Map.of(
                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                            Integer.toString(THUMBNAIL_LIMIT_BYTES)))))
        .all()
        .get();
  }

  private static NewTopic topic(String name, int partitions) {
    return new NewTopic(name, partitions, (short) 1);
  }
}
