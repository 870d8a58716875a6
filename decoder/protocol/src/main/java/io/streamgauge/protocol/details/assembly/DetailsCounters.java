package io.streamgauge.protocol.details.assembly;

/**
 * What a {@link DetailsAssembler} had to leave out since it was made.
 *
 * @param slotsRefused exchanges that got {@code HeaderOnly} because too many were in flight
 * @param rowsDropped partition rows beyond the limits
 * @param valuesDropped captured values beyond the limit
 * @param recordSetsUncountable record sets whose records could not be counted
 * @param stringsNotInterned strings that were made anew although they fit, for want of room
 * @param regionsMalformed embedded subscriptions and assignments that were not readable
 */
public record DetailsCounters(
    long slotsRefused,
    long rowsDropped,
    long valuesDropped,
    long recordSetsUncountable,
    long stringsNotInterned,
    long regionsMalformed) {}
