package io.streamgauge.protocol.details;

import io.streamgauge.protocol.details.capture.CaptureSpec;
import java.util.List;

/** Every api that has typed details beside the partition apis. */
public final class ApiSpecs {
  /** One spec per api, each beside its record. */
  public static final List<CaptureSpec<? extends Details>> ALL = List.of();

  private ApiSpecs() {}
}
