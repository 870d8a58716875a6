package io.streamgauge.drivers.test;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the table in client-matrix/drivers/README.md.
 *
 * @param broker the one it is tested with, {@code current} or {@code legacy}
 * @param countsBytes whether its producer and consumer do
 * @param modern whether it sends its name, tells its member ids, and has metrics of its admin
 * @param skips names of the scenarios that it cannot do
 */
record Release(
    String version, String broker, boolean countsBytes, boolean modern, Set<String> skips) {

  private static final List<String> ZSTD = List.of("produce-zstd", "assign-zstd");
  private static final List<String> STATIC = List.of("static");
  private static final List<String> KIP_848 = List.of("consume-848", "rebalance-848");
  private static final List<String> SHARE = List.of("share-implicit", "share-explicit");
  private static final List<String> KIP_98 =
      List.of("idempotent", "headers", "commit", "abort", "timeout", "read-committed", "admin");

  static final List<Release> ALL =
      List.of(
          new Release(
              "0.10.2.2", "legacy", false, false, all(KIP_98, ZSTD, STATIC, KIP_848, SHARE)),
          new Release("0.11.0.3", "legacy", false, false, all(ZSTD, STATIC, KIP_848, SHARE)),
          new Release("1.1.1", "legacy", true, false, all(ZSTD, STATIC, KIP_848, SHARE)),
          new Release("2.8.2", "current", true, true, all(KIP_848, SHARE)),
          new Release("3.9.1", "current", true, true, all(SHARE)),
          new Release("4.3.1", "current", true, true, Set.of()),
          new Release("4.4.0", "current", true, true, Set.of()));

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static Set<String> all(List<String>... lists) {
    return Stream.of(lists).flatMap(Collection::stream).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return version;
  }
}
