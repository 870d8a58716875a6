package io.streamgauge.protocol.details.rows;

import io.streamgauge.protocol.program.SinkCalls;
import java.util.List;

/**
 * Code for messages whose details are rows of partitions.
 *
 * @param sink simple name of the sink's class
 */
public record RowCalls(String sink) implements SinkCalls {
  @Override
  public String packageName() {
    return RowCalls.class.getPackageName();
  }

  @Override
  public List<String> before() {
    return List.of("long[] cells = sink.target();");
  }

  @Override
  public String value(int field, String value) {
    return field == RowField.PARTITION
        ? "cells = sink.partition(" + value + ");"
        : SinkCalls.super.value(field, value);
  }

  @Override
  public String store(int cell, String value) {
    return "cells[" + cell + "] = " + value + ";";
  }

  @Override
  public List<String> region(int field, String start, String length) {
    return List.of("sink.records(in, " + start + ", " + length + ");");
  }
}
