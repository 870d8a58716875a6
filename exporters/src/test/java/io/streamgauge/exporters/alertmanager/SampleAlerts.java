package io.streamgauge.exporters.alertmanager;

import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.Label;

/** Alerts as the jobs tell them. */
final class SampleAlerts {
  private SampleAlerts() {}

  static Alert firing(String name, long starts) {
    return Alert.newBuilder()
        .setFingerprint("fingerprint of " + name)
        .setName(name)
        .addLabels(label("alertname", name))
        .addLabels(label("severity", "critical"))
        .addLabels(label("consumergroup", "billing"))
        .addLabels(label("topic", ""))
        .addAnnotations(label("summary", name + " for billing"))
        .setStartsSeconds(starts)
        .setAsOfSeconds(starts)
        .build();
  }

  static Alert ended(Alert alert, long ends) {
    return alert.toBuilder().setEndsSeconds(ends).setAsOfSeconds(ends).build();
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }
}
