package io.streamgauge.drivers.kafka11;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.kafka011.Kafka011;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.Metric;

/** How 1.1 is asked for what is new in it. */
public class Kafka11 extends Kafka011 {
  /** Runs the scenarios of the file that is the only argument. */
  public static void main(String[] args) throws IOException {
    new Kafka11().run(args);
  }

  @Override
  protected Map<String, Action> actions() {
    Map<String, Action> actions = super.actions();
    actions.put("admin", new DeleteRecords(this));
    return actions;
  }

  @Override
  public double value(Metric metric) {
    return ((Number) metric.metricValue()).doubleValue();
  }
}
