package io.streamgauge.exporters.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Prometheus' text format.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
public final class Exposition {
  private static final int SHOWN = 80;

  private final String line;
  private int at;

  private Exposition(String line) {
    this.line = line;
  }

  /**
   * The samples of a page; comments and timestamps are left out.
   *
   * @throws IllegalArgumentException in one line, if there is a line that is neither a comment nor
   *     a sample
   */
  public static List<Sample> read(String page) {
    List<Sample> samples = new ArrayList<>();
    page.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
        .forEach(line -> samples.add(new Exposition(line).sample()));
    return samples;
  }

  private Sample sample() {
    String name = name();
    Map<String, String> labels = at < line.length() && line.charAt(at) == '{' ? labels() : Map.of();
    String[] rest = line.substring(at).strip().split("\\s+");
    if (name.isEmpty() || rest[0].isEmpty() || rest.length > 2) {
      throw fault();
    }
    return new Sample(name, labels, number(rest[0]));
  }

  private String name() {
    int start = at;
    while (at < line.length()
        && (Character.isLetterOrDigit(line.charAt(at)) || "_:".indexOf(line.charAt(at)) >= 0)) {
      at++;
    }
    return line.substring(start, at);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    at++;
    while (next() != '}') {
      String name = name();
      if (name.isEmpty() || next() != '=') {
        throw fault();
      }
      at++;
      labels.put(name, quoted());
      if (next() == ',') {
        at++;
      }
    }
    at++;
    return labels;
  }

  private String quoted() {
    if (next() != '"') {
      throw fault();
    }
    at++;
    StringBuilder value = new StringBuilder();
    while (here() != '"') {
      char c = here();
      at++;
      if (c == '\\') {
        c = here() == 'n' ? '\n' : here();
        at++;
      }
      value.append(c);
    }
    at++;
    return value.toString();
  }

  /** The next character that is no blank, which stays unread. */
  private char next() {
    while (here() == ' ') {
      at++;
    }
    return here();
  }

  private char here() {
    if (at >= line.length()) {
      throw fault();
    }
    return line.charAt(at);
  }

  private double number(String text) {
    try {
      return switch (text) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      IllegalArgumentException fault = fault();
      fault.initCause(e);
      throw fault;
    }
  }

  private IllegalArgumentException fault() {
    String shown = line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    return new IllegalArgumentException("no page of metrics: '" + shown + "'");
  }
}
