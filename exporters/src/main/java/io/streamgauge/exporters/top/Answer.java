package io.streamgauge.exporters.top;

import io.streamgauge.exporters.view.ClientDetail;
import io.streamgauge.exporters.view.GroupDetail;
import io.streamgauge.exporters.view.PageView;

/** What the exporter's API says to a {@link Question}. */
sealed interface Answer {
  record Overview(PageView page) implements Answer {}

  record Group(GroupDetail group) implements Answer {}

  record Client(ClientDetail client) implements Answer {}

  /** There is no such group or client, or no longer. */
  record Unknown() implements Answer {}
}
