package io.streamgauge.agent.identity;

import io.streamgauge.agent.tcp.Endpoint;
import java.util.List;

/**
 * Ownership of a live agent: configured ranges if there are any, else the addresses of this
 * machine; loopback always.
 */
public final class BrokerOwnership implements Ownership {
  private static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1"));

  private final List<Cidr> ranges;
  private final LocalAddresses local;

  /**
   * @param ranges what {@code --owns} says; empty for the addresses of this machine
   * @param local the addresses of this machine
   */
  public BrokerOwnership(List<Cidr> ranges, LocalAddresses local) {
    this.ranges = List.copyOf(ranges);
    this.local = local;
  }

  @Override
  public boolean owns(Endpoint broker) {
    if (within(LOOPBACK, broker)) {
      return true;
    }
    return ranges.isEmpty() ? local.contains(broker) : within(ranges, broker);
  }

  private static boolean within(List<Cidr> ranges, Endpoint end) {
    for (Cidr range : ranges) {
      if (range.contains(end)) {
        return true;
      }
    }
    return false;
  }
}
