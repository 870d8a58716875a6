package io.streamgauge.exporters.view;

import io.streamgauge.exporters.store.ResultStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * What a store that is being written to looks like now, and how its groups came there. Thread-safe.
 *
 * <p>The overview is built at most twice a second, however many look.
 */
public final class LiveViews {
  private static final int TREND_POINTS = 60;
  private static final long KEEP_NANOS = 500_000_000;

  private record Built(OverviewView view, long nanos) {}

  private final ResultStore store;
  private final BooleanSupplier ready;
  private final Clock clock;
  private final Duration staleAfter;
  private final GroupHistory history = new GroupHistory();
  private Built built;

  /**
   * Views of a store.
   *
   * @param ready whether everything that was on the topic at the start has been read
   * @param staleAfter how far event time may be behind the clock
   */
  public LiveViews(ResultStore store, BooleanSupplier ready, Clock clock, Duration staleAfter) {
    this.store = store;
    this.ready = ready;
    this.clock = clock;
    this.staleAfter = staleAfter;
  }

  /** Adds to the groups' history if event time has gone on; call it every second or so. */
  public void sample() {
    long seconds = store.watermarkSeconds();
    if (history.due(seconds)) {
      history.add(seconds, overview().groups());
    }
  }

  /** Everything on one page. */
  public PageView page() {
    OverviewView view = overview();
    return new PageView(
        freshness(),
        SummaryView.of(view),
        view.clients(),
        view.groups(),
        view.brokers(),
        view.findings(),
        view.upgrades(),
        view.pipeline(),
        view.groups().stream().map(this::trend).filter(t -> !t.lag().isEmpty()).toList(),
        GroupHistory.STEP_SECONDS);
  }

  /** One group with its parts; empty if there is no such group. */
  public Optional<GroupDetail> group(String cluster, String group) {
    return overview().groups().stream()
        .filter(view -> view.cluster().equals(cluster) && view.group().equals(group))
        .findFirst()
        .map(this::detail);
  }

  /** One client with what it does; empty if there is no such client. */
  public Optional<ClientDetail> client(String cluster, String workload, String clientId) {
    return overview().clients().stream()
        .filter(
            view ->
                view.cluster().equals(cluster)
                    && view.workload().equals(workload)
                    && view.clientId().equals(clientId))
        .findFirst()
        .map(this::detail);
  }

  private GroupDetail detail(GroupView view) {
    GroupDetails details =
        new GroupDetails(new SeriesIndex(store.snapshotWithRates()), view.cluster(), view.group());
    List<GroupDetail.Partition> partitions = details.partitions();
    List<GroupDetail.Partition> shown =
        partitions.subList(0, Math.min(partitions.size(), GroupDetails.MAX_PARTITIONS));
    return new GroupDetail(
        freshness(),
        view,
        details.topics(),
        shown,
        partitions.size() - shown.size(),
        details.rebalances(),
        history.of(view.cluster(), view.group()),
        GroupHistory.STEP_SECONDS);
  }

  private ClientDetail detail(ClientView view) {
    ClientDetails details =
        new ClientDetails(
            new SeriesIndex(store.snapshotWithRates()),
            view.cluster(),
            view.workload(),
            view.clientId());
    return new ClientDetail(
        freshness(),
        view,
        details.apis(),
        details.errors(),
        details.topics(),
        details.findings(),
        details.upgrades());
  }

  private PageView.Trend trend(GroupView view) {
    List<OptionalLong> lag =
        history.of(view.cluster(), view.group()).stream().map(HistoryPoint::lag).toList();
    return new PageView.Trend(
        view.cluster(),
        view.group(),
        lag.subList(Math.max(0, lag.size() - TREND_POINTS), lag.size()));
  }

  private Freshness freshness() {
    return Freshness.of(store, ready.getAsBoolean(), clock, staleAfter);
  }

  private synchronized OverviewView overview() {
    long now = System.nanoTime();
    if (built == null || now - built.nanos > KEEP_NANOS) {
      built = new Built(Views.overview(store), now);
    }
    return built.view;
  }
}
