package io.streamgauge.matrix.check;

import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.matrix.run.Cell;
import io.streamgauge.matrix.run.MatrixResult;
import io.streamgauge.protocol.details.PartitionDetails;
import io.streamgauge.protocol.details.PartitionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The partitions that a client wrote or read, as captured; only those without an error. */
final class TopicFigures {
  private static final int PRODUCE = 0;
  private static final int FETCH = 1;
  private static final int SHARE_FETCH = 78;

  private final List<PartitionRow> rows = new ArrayList<>();

  private TopicFigures() {}

  /** Of the api by which a scenario writes or reads: the partitions that hold records. */
  static TopicFigures of(MatrixResult result, Cell cell) {
    int api =
        cell.scenario().produces()
            ? PRODUCE
            : cell.scenario().action().equals("share") ? SHARE_FETCH : FETCH;
    TopicFigures figures = new TopicFigures();
    for (SeenExchange one : result.seen(cell)) {
      if (one.exchange().apiKey() == api
          && one.exchange().details() instanceof PartitionDetails details) {
        for (int i = 0; i < details.size(); i++) {
          figures.add(details.row(i), details.acks() == 0);
        }
      }
    }
    return figures;
  }

  private void add(PartitionRow row, boolean unanswered) {
    boolean accepted = unanswered || row.errorCode() == 0;
    if (accepted && row.bytes() > 0) {
      rows.add(row);
    }
  }

  List<PartitionRow> rows() {
    return rows;
  }

  /** Sum of a figure over all partitions. */
  long sum(ToLongFunction<PartitionRow> figure) {
    return rows.stream().mapToLong(figure).sum();
  }

  /** Sum of a figure by partition. */
  Map<Integer, Long> sums(ToLongFunction<PartitionRow> figure) {
    Map<Integer, Long> sums = new TreeMap<>();
    rows.forEach(row -> sums.merge(row.partition(), figure.applyAsLong(row), Long::sum));
    return sums;
  }

  /** Maximum of a figure by partition. */
  Map<Integer, Long> maxima(ToLongFunction<PartitionRow> figure) {
    Map<Integer, Long> maxima = new TreeMap<>();
    rows.forEach(row -> maxima.merge(row.partition(), figure.applyAsLong(row), Math::max));
    return maxima;
  }
}
