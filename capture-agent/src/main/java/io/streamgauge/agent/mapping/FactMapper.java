package io.streamgauge.agent.mapping;

import io.streamgauge.protocol.exchange.Exchange;

/** Turns the exchanges of a family of apis into facts. */
@FunctionalInterface
interface FactMapper {
  /**
   * States what the exchange says, if anything.
   *
   * @param exchange answered, at least in part; valid only during the call
   * @param context where it happened and where facts go
   */
  void map(Exchange exchange, MappingContext context);

  /** What it had to forget of what it remembers, as a limit was reached; most remember nothing. */
  default long dropped() {
    return 0;
  }
}
