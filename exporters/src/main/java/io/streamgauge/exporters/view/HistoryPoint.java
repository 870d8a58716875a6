package io.streamgauge.exporters.view;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A group at one time.
 *
 * @param atSeconds event time, seconds since the epoch
 * @param lag records behind; empty while unknown
 * @param arrivalPerSecond records; empty while unknown
 * @param consumptionPerSecond records; empty while unknown
 */
public record HistoryPoint(
    long atSeconds,
    OptionalLong lag,
    OptionalDouble arrivalPerSecond,
    OptionalDouble consumptionPerSecond) {}
