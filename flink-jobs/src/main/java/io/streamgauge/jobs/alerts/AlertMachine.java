package io.streamgauge.jobs.alerts;

import io.streamgauge.events.v1.Alert;
import io.streamgauge.events.v1.Label;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.v1.AlertState;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One alert for one combination of its labels: takes results, and decides at moments of event time
 * whether it begins or ends. A condition that holds is pending until it has held for the alert's
 * {@code for}; an alert that fires goes on until the condition has not held for its {@code keep
 * firing}.
 */
public final class AlertMachine {
  private final AlertDefinition alert;
  private final String runbook;
  private final AlertState.Builder state;
  private final SeriesBook book;

  /**
   * The machine of one alert.
   *
   * @param runbook where the runbook is
   * @param state what it remembers beside the series, with the values of the alert's labels
   * @param series the series it looks at
   */
  public AlertMachine(
      AlertDefinition alert, String runbook, AlertState.Builder state, SeriesStore series) {
    this.alert = alert;
    this.runbook = runbook;
    this.state = state;
    Map<String, Long> windows = new HashMap<>();
    alert
        .when()
        .operands()
        .forEach(
            operand ->
                windows.merge(
                    operand.metric(),
                    operand.window() == null ? 0 : operand.window().toSeconds(),
                    Math::max));
    this.book = new SeriesBook(state, series, windows);
  }

  /** Takes a result of one of the alert's metrics, with the alert's labels; a tombstone too. */
  public void take(Result result) {
    book.take(result);
  }

  /** What remembers nothing yet of an alert with these values of its labels. */
  public static AlertState.Builder begin(AlertDefinition alert, List<String> values) {
    return AlertState.newBuilder()
        .setAlert(alert.name())
        .addAllNames(alert.by())
        .addAllValues(values);
  }

  /**
   * Whether a state is of a definition as it is now. If not, the alerts it knows have other labels:
   * they end, and it is begun anew.
   *
   * @param alert null if the definition is gone
   */
  public static boolean fits(AlertState state, AlertDefinition alert) {
    // States of before names were kept have none.
    return alert != null
        && state.getValuesCount() == alert.by().size()
        && (state.getNamesCount() == 0 || state.getNamesList().equals(alert.by()));
  }

  /** The end of what a state says is firing, with the labels it began with; empty if nothing is. */
  public static Optional<Alert> end(AlertState state, long nowSeconds) {
    return state.hasFiring()
        ? Optional.of(
            state.getFiring().toBuilder()
                .setEndsSeconds(nowSeconds)
                .setAsOfSeconds(nowSeconds)
                .build())
        : Optional.empty();
  }

  /** Whether there is nothing left to remember. */
  public boolean isIdle() {
    return state.getSeriesKept() == 0 && !state.hasFiringSince();
  }

  /** Whether the answer may become another one without a result. */
  public boolean changesWithTime(long nowSeconds) {
    return state.hasPendingSince() || state.hasFiringSince() || book.looksBack(nowSeconds);
  }

  /**
   * Decides.
   *
   * @param overrides what operators set for what the labels name
   * @return the alert that begins, or the one that ends; empty if nothing changes
   */
  public Optional<Alert> evaluate(long nowSeconds, Overrides overrides) {
    Map<String, String> labels = byLabels();
    OptionalDouble held =
        overrides.disabled(alert.name(), labels)
            ? OptionalDouble.empty()
            : new Evaluation(book, nowSeconds)
                .held(alert.when(), overrides.bound(alert.name(), labels));
    if (held.isPresent()) {
      return holds(nowSeconds, held.getAsDouble());
    }
    state.clearPendingSince();
    boolean over =
        state.hasFiringSince()
            && nowSeconds - state.getLastHeld() >= alert.keepFiring().toSeconds();
    if (!over) {
      return Optional.empty();
    }
    Alert.Builder ended = tell(nowSeconds).setEndsSeconds(nowSeconds);
    if (state.hasFiring()) {
      // Its labels are its identity, even if the definition has others by now.
      ended
          .setFingerprint(state.getFiring().getFingerprint())
          .clearLabels()
          .addAllLabels(state.getFiring().getLabelsList());
    }
    state.clearFiringSince().clearFiring();
    return Optional.of(ended.build());
  }

  private Optional<Alert> holds(long now, double value) {
    state.setLastHeld(now).setLastValue(value);
    if (state.hasFiringSince()) {
      return Optional.empty();
    }
    if (!state.hasPendingSince()) {
      state.setPendingSince(now);
    }
    if (now - state.getPendingSince() < alert.holdFor().toSeconds()) {
      return Optional.empty();
    }
    state.setFiringSince(now).clearPendingSince();
    Alert begun = tell(now).build();
    state.setFiring(begun);
    return Optional.of(begun);
  }

  private Map<String, String> byLabels() {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < alert.by().size(); i++) {
      labels.put(alert.by().get(i), state.getValues(i));
    }
    return labels;
  }

  private Alert.Builder tell(long now) {
    Map<String, String> own = byLabels();
    Map<String, String> labels = new TreeMap<>(own);
    alert.labels().forEach((name, text) -> labels.put(name, fill(text, own)));
    labels.put("alertname", alert.name());
    labels.put("severity", alert.severity());
    Map<String, String> annotations = new TreeMap<>();
    alert.annotations().forEach((name, text) -> annotations.put(name, fill(text, own)));
    annotations.put("summary", fill(alert.summary(), own));
    annotations.put("description", fill(alert.description(), own));
    annotations.put("runbook_url", runbookUrl(runbook, alert));
    return Alert.newBuilder()
        .setFingerprint(Fingerprint.of(labels))
        .setName(alert.name())
        .addAllLabels(labels(labels))
        .addAllAnnotations(labels(annotations))
        .setStartsSeconds(state.getFiringSince())
        .setValue(state.getLastValue())
        .setAsOfSeconds(now);
  }

  /** Where people read what to do. */
  static String runbookUrl(String runbook, AlertDefinition alert) {
    return runbook + "#" + alert.name().toLowerCase(Locale.ROOT);
  }

  private String fill(String text, Map<String, String> labels) {
    String filled = text.replace("{value}", number(state.getLastValue()));
    for (Map.Entry<String, String> label : labels.entrySet()) {
      filled = filled.replace("{" + label.getKey() + "}", label.getValue());
    }
    return filled;
  }

  /** Four digits are enough for people. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(4))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static List<Label> labels(Map<String, String> values) {
    return values.entrySet().stream()
        .map(each -> Label.newBuilder().setName(each.getKey()).setValue(each.getValue()).build())
        .toList();
  }
}
