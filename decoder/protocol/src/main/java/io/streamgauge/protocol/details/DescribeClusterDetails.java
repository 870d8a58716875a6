package io.streamgauge.protocol.details;

import java.util.List;

/**
 * DescribeCluster (key 60).
 *
 * @param clusterId cluster id, or null without an answer
 * @param controllerId -1 for none
 * @param endpointType 1 brokers, 2 controllers (from v1; else 1)
 * @param brokers brokers (or controllers)
 */
public record DescribeClusterDetails(
    String clusterId, int controllerId, int endpointType, List<BrokerAddress> brokers)
    implements Details {
  public DescribeClusterDetails {
    brokers = List.copyOf(brokers);
  }
}
