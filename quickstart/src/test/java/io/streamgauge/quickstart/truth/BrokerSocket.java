package io.streamgauge.quickstart.truth;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the broker's network threads counted on a listener. Kafka names these as a client would:
 * {@code response} is what came in, {@code request} what went out. One broker per JVM.
 */
record BrokerSocket(long received, long sent) {
  static BrokerSocket of(String listener) throws JMException {
    return new BrokerSocket(total(listener, "response-total"), total(listener, "request-total"));
  }

  private static long total(String listener, String attribute) throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    ObjectName pattern =
        new ObjectName(
            "kafka.server:type=socket-server-metrics,listener=" + listener + ",networkProcessor=*");
    double sum = 0;
    for (ObjectName name : server.queryNames(pattern, null)) {
      sum += ((Number) server.getAttribute(name, attribute)).doubleValue();
    }
    return Math.round(sum);
  }
}
