package io.streamgauge.drivers.contract;

import java.util.List;

/**
 * A file of scenarios.
 *
 * @param bootstrap {@code host:port} of a broker
 */
record Plan(String bootstrap, List<Scenario> scenarios) {}
