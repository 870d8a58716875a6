package io.streamgauge.jobs.cli;

import io.streamgauge.jobs.AdviceSettings;
import io.streamgauge.jobs.AlertSettings;
import io.streamgauge.jobs.bus.Bus;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Options of the job mains. */
public final class JobOptions {
  @Mixin private BusOptions bus = new BusOptions();
  @Mixin private AlertOptions alerts = new AlertOptions();
  @Mixin private AdviceOptions advice = new AdviceOptions();

  private JobOptions() {}

  /**
   * Options of a command line.
   *
   * @throws CommandLine.ParameterException in one line, if it is wrong
   */
  public static JobOptions parse(String... args) {
    return CommandLine.populateCommand(new JobOptions(), args);
  }

  public Bus bus() {
    return bus.bus();
  }

  /** What brokers and clients are held against. */
  public AdviceSettings advice() {
    return advice.settings();
  }

  /** Who decides which alerts, and what is overridden. */
  public AlertSettings alerts() {
    return alerts.settings();
  }
}
