package io.streamgauge.drivers.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;

/** A version of kafka-clients: numbers between dots, as many as there are. */
public final class Version implements Comparable<Version> {
  private final int[] numbers;

  private Version(int[] numbers) {
    this.numbers = numbers;
  }

  static Version of(String text) {
    return new Version(Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray());
  }

  /** The version of the release on the class path, as its jar says. */
  static Version ofClassPath() {
    Properties properties = new Properties();
    try (InputStream stream =
        Version.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(properties.getProperty("version"));
  }

  @Override
  public int compareTo(Version other) {
    return Arrays.compare(numbers, other.numbers);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Version that && Arrays.equals(numbers, that.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining("."));
  }
}
