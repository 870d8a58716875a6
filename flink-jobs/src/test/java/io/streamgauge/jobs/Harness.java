package io.streamgauge.jobs;

import com.google.protobuf.Message;
import io.streamgauge.events.Results;
import io.streamgauge.events.SeriesKey;
import io.streamgauge.events.v1.Result;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One operator that tells results, driven by facts and event time. */
public final class Harness<T extends Message> {
  /** Of the operator, for its side outputs. */
  public final KeyedOneInputStreamOperatorTestHarness<String, T, Result> operator;

  private final Map<String, Double> values = new LinkedHashMap<>();
  private final List<Result> told = new ArrayList<>();

  public Harness(KeyedProcessFunction<String, T, Result> function, KeySelector<T, String> key)
      throws Exception {
    operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), key, Types.STRING, 720, 1, 0);
    operator.setup(
        ProtoTypeInfo.forMessage(Result.class).createSerializer(new SerializerConfigImpl()));
    operator.open();
  }

  public void tell(T fact) throws Exception {
    operator.processElement(fact, 0);
  }

  /** Event time comes to the end of a second, counted from the epoch. */
  public void passTo(long second) throws Exception {
    pass(second * 1000 - 1);
  }

  /** The input ends. */
  public void end() throws Exception {
    pass(Long.MAX_VALUE);
  }

  private void pass(long watermark) throws Exception {
    operator.processWatermark(new Watermark(watermark));
    for (Object each : operator.getOutput()) {
      if (each instanceof StreamRecord<?> each1 && each1.getValue() instanceof Result result) {
        told.add(result);
        if (Results.isTombstone(result)) {
          values.remove(SeriesKey.of(result));
        } else {
          values.put(SeriesKey.of(result), Answers.number(result));
        }
      }
    }
    operator.getOutput().clear();
  }

  /** What a reader of the results has now, by series. */
  public Map<String, Double> values() {
    return values;
  }

  /** Everything that was told since this was last asked, tombstones too. */
  public List<Result> told() {
    List<Result> all = List.copyOf(told);
    told.clear();
    return all;
  }

  /** Value of a series, or null. */
  public Double value(String series) {
    return values.get(series);
  }

  /** Keys in state. */
  public int keysInState() {
    return operator.numKeyedStateEntries();
  }

  public void close() throws Exception {
    operator.close();
  }
}
