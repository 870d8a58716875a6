package io.streamgauge.drivers.kafka44;

import io.streamgauge.drivers.kafka43.Kafka43;
import java.io.IOException;

/** 4.4 is asked like 4.3; that its code compiles against 4.4 is the point of this module. */
public final class Kafka44 extends Kafka43 {
  /** Runs the scenarios of the file that is the only argument. */
  public static void main(String[] args) throws IOException {
    new Kafka44().run(args);
  }
}
