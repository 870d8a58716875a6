package io.streamgauge.matrix.check;

import java.util.List;

/** The checks of every scenario. */
public final class Checks {
  /** All of them, in the order of the report. */
  public static final List<Check> ALL =
      List.of(
          new ExchangesCheck(),
          new BodiesCheck(),
          new RecordsCheck(),
          new BytesCheck(),
          new OffsetsCheck(),
          new CommitsCheck(),
          new MembershipCheck(),
          new IdentityCheck(),
          new EncodingCheck(),
          new ClientFiguresCheck());

  private Checks() {}
}
