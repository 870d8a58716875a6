package io.streamgauge.agent.read;

/**
 * Writes times as {@code 2021-10-05T06:15:29.625611000Z}: UTC, always nine digits of a second.
 * Allocates nothing.
 */
final class Timestamps {
  /** Characters that {@link #write} fills. */
  static final int LENGTH = 30;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int SECONDS_PER_DAY = 86_400;

  private Timestamps() {}

  /** Fills the first {@link #LENGTH} characters of {@code text}. */
  static void write(long epochNanos, char[] text) {
    long seconds = Math.floorDiv(epochNanos, NANOS_PER_SECOND);
    writeDate(Math.floorDiv(seconds, SECONDS_PER_DAY), text);
    int ofDay = Math.floorMod(seconds, SECONDS_PER_DAY);
    text[10] = 'T';
    digits(text, 11, 2, ofDay / 3_600);
    text[13] = ':';
    digits(text, 14, 2, ofDay / 60 % 60);
    text[16] = ':';
    digits(text, 17, 2, ofDay % 60);
    text[19] = '.';
    digits(text, 20, 9, (int) Math.floorMod(epochNanos, NANOS_PER_SECOND));
    text[29] = 'Z';
  }

  /**
   * Days since the epoch to a date of the proleptic Gregorian calendar, by eras of 400 years that
   * begin in March, so that the leap day is a year's last.
   */
  private static void writeDate(long epochDay, char[] text) {
    long shifted = epochDay + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    int dayOfEra = Math.floorMod(shifted, 146_097);
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
    digits(text, 0, 4, year);
    text[4] = '-';
    digits(text, 5, 2, month);
    text[7] = '-';
    digits(text, 8, 2, dayOfYear - (153 * marchMonth + 2) / 5 + 1);
  }

  private static void digits(char[] text, int offset, int count, int value) {
    int rest = value;
    for (int i = offset + count - 1; i >= offset; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
