package io.streamgauge.jobs.status;

import java.util.Arrays;

/**
 * The slope of a line through points, as the median over the slopes of all pairs: up to 29 % of the
 * points may be anything without moving it far.
 *
 * <p>Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, 1968.
 */
final class TheilSen {
  private TheilSen() {}

  /**
   * Median slope of equidistant points.
   *
   * @param step distance between two points
   * @return change of the values per unit of {@code step}; 0 for fewer than two points
   */
  static double slope(long[] values, double step) {
    int n = values.length;
    if (n < 2) {
      return 0;
    }
    double[] slopes = new double[n * (n - 1) / 2];
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        slopes[count++] = ((double) values[j] - (double) values[i]) / ((j - i) * step);
      }
    }
    Arrays.sort(slopes);
    int middle = count / 2;
    return count % 2 == 1 ? slopes[middle] : slopes[middle - 1] / 2 + slopes[middle] / 2;
  }
}
