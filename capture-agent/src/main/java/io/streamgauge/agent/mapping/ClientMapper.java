package io.streamgauge.agent.mapping;

import io.streamgauge.events.ClientRef;
import io.streamgauge.protocol.details.ApiVersionsDetails;
import io.streamgauge.protocol.details.SaslAuthenticateDetails;
import io.streamgauge.protocol.exchange.Exchange;

/** ApiVersions, SaslAuthenticate: which library a client is, and as whom it speaks. */
final class ClientMapper implements FactMapper {
  private static final long REPEAT_NANOS = 60_000_000_000L;
  private static final int MAX_CLIENTS = 20_000;

  private final RepeatFilter clients = new RepeatFilter(MAX_CLIENTS, REPEAT_NANOS);

  private record Subject(ClientRef client, boolean software) {}

  private record Description(
      String softwareName, String softwareVersion, String principal, String mechanism) {}

  @Override
  public void map(Exchange exchange, MappingContext context) {
    if (exchange.details() instanceof ApiVersionsDetails versions) {
      // Also an answer of UNSUPPORTED_VERSION means that the client is what it says.
      if (versions.softwareName() != null) {
        emit(
            true,
            new Description(versions.softwareName(), versions.softwareVersion(), null, null),
            context);
      }
    } else if (exchange.details() instanceof SaslAuthenticateDetails sasl
        && exchange.errorCode() == KafkaErrors.NONE) {
      mapToken(sasl, context);
    }
  }

  @Override
  public long dropped() {
    return clients.dropped();
  }

  /** The same for a token that came without a Kafka header (SaslHandshake v0). */
  void mapToken(SaslAuthenticateDetails sasl, MappingContext context) {
    if (sasl.userName() != null) {
      emit(false, new Description(null, null, sasl.userName(), sasl.mechanism()), context);
    }
  }

  private void emit(boolean software, Description description, MappingContext context) {
    if (!clients.passes(
        new Subject(context.client(), software), description, context.timeNanos())) {
      return;
    }
    context.emit(
        (tables, event) ->
            event
                .getClientDescribedBuilder()
                .setClient(tables.client(context.client()))
                .setSoftwareName(tables.string(description.softwareName()))
                .setSoftwareVersion(tables.string(description.softwareVersion()))
                .setPrincipal(tables.string(description.principal()))
                .setMechanism(tables.string(description.mechanism())));
  }
}
