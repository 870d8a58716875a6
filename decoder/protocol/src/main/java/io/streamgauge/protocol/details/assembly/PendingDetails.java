package io.streamgauge.protocol.details.assembly;

/**
 * The details of an exchange in flight. Opaque; belongs to the {@link DetailsAssembler} that gave
 * it, from {@link DetailsAssembler#acquire} to {@link DetailsAssembler#release}.
 */
public final class PendingDetails {
  PendingDetails() {}
}
