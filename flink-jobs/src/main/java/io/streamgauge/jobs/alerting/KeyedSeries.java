package io.streamgauge.jobs.alerting;

import io.streamgauge.jobs.alerts.SeriesStore;
import io.streamgauge.jobs.types.ProtoTypeInfo;
import io.streamgauge.jobs.v1.AlertSeries;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;

/** The series of the current key's alert, in a state that is written entry by entry. */
final class KeyedSeries implements SeriesStore {
  private final MapState<String, AlertSeries> series;

  KeyedSeries(RuntimeContext context) {
    series =
        context.getMapState(
            new MapStateDescriptor<>(
                "alert-series", Types.STRING, ProtoTypeInfo.forMessage(AlertSeries.class)));
  }

  /** Forgets all of the current key. */
  void clear() {
    series.clear();
  }

  @Override
  public AlertSeries get(String key) {
    try {
      return series.get(key);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void put(String key, AlertSeries value) {
    try {
      series.put(key, value);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public void remove(String key) {
    try {
      series.remove(key);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  @Override
  public Iterable<AlertSeries> all() {
    try {
      return series.values();
    } catch (Exception e) {
      throw failed(e);
    }
  }

  /** Nothing can be mended here: the task fails, and goes on from a checkpoint. */
  private static FlinkRuntimeException failed(Exception cause) {
    return new FlinkRuntimeException("the state of an alert's series", cause);
  }
}
