package io.streamgauge.protocol.program;

import java.util.List;

/**
 * How a {@link BodyCode} tells its sink of fields: by default as a cursor does, but by the sink's
 * own class, so that nothing is left of the call but what the field asks for.
 */
public interface SinkCalls {
  /** Package of the sink and of the code. */
  String packageName();

  /** Simple name of the sink's class. */
  String sink();

  /** Statements to begin with. */
  default List<String> before() {
    return List.of();
  }

  /** The statement for a number. */
  default String value(int field, String value) {
    return "sink.onValue(" + field + ", " + value + ");";
  }

  /** The statement for a number that the projection stores. */
  default String store(int cell, String value) {
    throw new IllegalStateException(sink() + " has no cells");
  }

  /** Statements for a region whose length, −1 for null, has been checked. */
  default List<String> region(int field, String start, String length) {
    return List.of(
        "int unwanted"
            + field
            + " = Math.max(0, sink.onRegionStart("
            + field
            + ", "
            + length
            + "));",
        "if (unwanted" + field + " < " + length + ") {",
        "  sink.onRegion("
            + "%1$d, in, %2$s + unwanted%1$d, %3$s - unwanted%1$d);"
                .formatted(field, start, length),
        "}",
        "if (" + length + " >= 0) {",
        "  sink.onRegionEnd(" + field + ");",
        "}");
  }
}
