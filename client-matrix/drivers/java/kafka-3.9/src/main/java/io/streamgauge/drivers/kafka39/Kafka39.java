package io.streamgauge.drivers.kafka39;

import io.streamgauge.drivers.kafka28.Kafka28;
import java.io.IOException;

/** 3.9 is asked like 2.8: what is new is chosen by configuration ({@code group.protocol}). */
public class Kafka39 extends Kafka28 {
  /** Runs the scenarios of the file that is the only argument. */
  public static void main(String[] args) throws IOException {
    new Kafka39().run(args);
  }
}
