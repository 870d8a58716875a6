package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
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
  static final CaptureSpec<DescribeClusterDetails> SPEC =
      CaptureSpec.of(60, "DescribeCluster")
          .response("ClusterId", "ControllerId", "EndpointType")
          .responseBelow("Brokers", "BrokerId", "Host", "Port", "Rack")
          .make(
              (request, response) ->
                  new DescribeClusterDetails(
                      response.text("ClusterId"),
                      response.integer("ControllerId", -1),
                      response.integer("EndpointType", 1),
                      BrokerAddress.list(response, "BrokerId")));

  /** Takes copies of its lists. */
  public DescribeClusterDetails {
    brokers = List.copyOf(brokers);
  }
}
