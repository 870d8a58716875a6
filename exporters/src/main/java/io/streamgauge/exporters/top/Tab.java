package io.streamgauge.exporters.top;

import io.streamgauge.exporters.top.Listing.Sort;
import io.streamgauge.exporters.view.PageView;
import java.util.List;

/** The tables of the overview, in the order of the page. */
enum Tab {
  GROUPS(
      "Groups",
      "No group was heard yet. Groups that were silent since the agents started cannot be heard;"
          + " streamgauge seed asks for them once."),
  CLIENTS("Clients", "No client was seen yet."),
  BROKERS("Brokers", "No broker was seen yet."),
  FINDINGS("Findings", "The jobs report no open finding."),
  UPGRADES("Upgrades", "The jobs report nothing about later releases of Kafka.");

  private final String title;
  private final String empty;

  Tab(String title, String empty) {
    this.title = title;
    this.empty = empty;
  }

  String title() {
    return title;
  }

  /** What is said where there is no row. */
  String empty() {
    return empty;
  }

  List<? extends Column<?>> columns() {
    return switch (this) {
      case GROUPS -> Listings.GROUPS.columns();
      case CLIENTS -> Listings.CLIENTS.columns();
      case BROKERS -> Listings.BROKERS.columns();
      case FINDINGS -> Listings.FINDINGS.columns();
      case UPGRADES -> Listings.UPGRADES.columns();
    };
  }

  /** Its rows of one answer, filtered and sorted. */
  Grid grid(PageView page, String filter, Sort sort) {
    return switch (this) {
      case GROUPS -> Listings.GROUPS.grid(Listings.groups(page), filter, sort);
      case CLIENTS -> Listings.CLIENTS.grid(page.clients(), filter, sort);
      case BROKERS -> Listings.BROKERS.grid(page.brokers(), filter, sort);
      case FINDINGS -> Listings.FINDINGS.grid(page.findings(), filter, sort);
      case UPGRADES -> Listings.UPGRADES.grid(Listings.upgrades(page), filter, sort);
    };
  }
}
