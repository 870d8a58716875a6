package io.streamgauge.exporters.store;

import io.streamgauge.events.v1.Result;

/**
 * One series of the store.
 *
 * @param key series key in text, unique
 * @param result its newest value
 * @param ratePerSecond growth over the last seconds of event time; 0 unless it is a counter
 */
public record StoredSeries(String key, Result result, double ratePerSecond) {}
