package io.streamgauge.drivers.kafka43;

import io.streamgauge.drivers.contract.Action;
import io.streamgauge.drivers.kafka39.Kafka39;
import java.io.IOException;
import java.util.Map;

/** How 4.3 is asked for what is new in it. */
public class Kafka43 extends Kafka39 {
  /** Runs the scenarios of the file that is the only argument. */
  public static void main(String[] args) throws IOException {
    new Kafka43().run(args);
  }

  @Override
  protected Map<String, Action> actions() {
    Map<String, Action> actions = super.actions();
    actions.put("admin", new AllGroups(this));
    actions.put("share", new Share(this));
    return actions;
  }
}
