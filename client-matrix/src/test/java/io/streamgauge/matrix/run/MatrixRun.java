package io.streamgauge.matrix.run;

import static org.awaitility.Awaitility.await;

import io.streamgauge.matrix.broker.AuthenticationLog;
import io.streamgauge.matrix.broker.BrokerAdmin;
import io.streamgauge.matrix.broker.BrokerProcess;
import io.streamgauge.matrix.broker.BrokerRelease;
import io.streamgauge.matrix.broker.Ports;
import io.streamgauge.matrix.broker.RequestLog;
import io.streamgauge.matrix.capture.LiveCapture;
import io.streamgauge.matrix.capture.Seen;
import io.streamgauge.matrix.capture.SeenExchange;
import io.streamgauge.matrix.client.Client;
import io.streamgauge.matrix.client.Driver;
import io.streamgauge.matrix.client.Scenario;
import io.streamgauge.matrix.client.ScenarioReport;
import io.streamgauge.matrix.ledger.Authentication;
import io.streamgauge.matrix.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the brokers and the capture, drives the clients, and asks everybody what happened. Clients
 * run side by side; the scenarios of one client run one after another.
 */
public final class MatrixRun {
  private static final Logger LOG = LoggerFactory.getLogger(MatrixRun.class);
  private static final Duration SETTLING = Duration.ofSeconds(60);
  private static final String KNOCK = "matrix.knock.";

  private final List<Scenario> scenarios;
  private final Path folder;
  private final Map<BrokerRelease, BrokerProcess> brokers = new EnumMap<>(BrokerRelease.class);
  private final Map<BrokerRelease, BrokerAdmin> admins = new EnumMap<>(BrokerRelease.class);
  private final Map<Client, String> missing = new LinkedHashMap<>();

  private MatrixRun(List<Scenario> scenarios, Path folder) {
    this.scenarios = scenarios;
    this.folder = folder;
  }

  /**
   * Runs all scenarios with all clients; takes minutes.
   *
   * @param folder for logs; an empty one
   * @throws Exception if a broker or the capture fails; what a client fails at is in the result
   */
  public static MatrixResult of(List<Client> clients, List<Scenario> scenarios, Path folder)
      throws Exception {
    MatrixRun run = new MatrixRun(scenarios, folder);
    try {
      return run.run(run.present(clients));
    } finally {
      run.stop();
    }
  }

  private List<Client> present(List<Client> clients) throws IOException, InterruptedException {
    List<Client> present = new ArrayList<>();
    for (Client client : clients) {
      new Driver(client, folder)
          .missing()
          .ifPresentOrElse(reason -> missing.put(client, reason), () -> present.add(client));
    }
    return present;
  }

  private MatrixResult run(List<Client> clients) throws Exception {
    for (BrokerRelease release : BrokerRelease.values()) {
      brokers.put(release, BrokerProcess.start(release, folder));
    }
    Set<Integer> ports = new HashSet<>();
    brokers.values().forEach(broker -> ports.addAll(broker.ports().captured()));
    LiveCapture capture = LiveCapture.start(ports);
    prepare(clients);
    List<Cell> cells = drive(clients);
    settle(cells, capture);
    Seen seen = capture.finish();
    return new MatrixResult(cells, accounts(cells), seen, missing);
  }

  private void prepare(List<Client> clients) throws ExecutionException, InterruptedException {
    for (BrokerProcess broker : brokers.values()) {
      BrokerAdmin admin = new BrokerAdmin(broker);
      admins.put(broker.release(), admin);
      Map<String, Integer> topics = new HashMap<>();
      Set<String> shareGroups = new HashSet<>();
      for (Client client : clients) {
        for (Scenario scenario : scenarios(client, broker.release())) {
          if (!scenario.ownsTopic()) {
            topics.put(scenario.topic(), scenario.partitions());
          }
          if (scenario.action().equals("share")) {
            shareGroups.add(scenario.group());
          }
        }
      }
      admin.createTopics(topics);
      admin.awaitLeaders(topics);
      if (broker.release() == BrokerRelease.CURRENT) {
        admin.startShareGroupsAtTheBeginning(shareGroups);
      }
    }
  }

  private List<Scenario> scenarios(Client client, BrokerRelease release) {
    if (!client.brokers().containsKey(release)) {
      return List.of();
    }
    return scenarios.stream()
        .filter(scenario -> scenario.suits(client))
        .filter(client.brokers().get(release))
        .map(scenario -> scenario.of(client))
        .toList();
  }

  private List<Cell> drive(List<Client> clients) throws ExecutionException, InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()));
    try {
      List<Future<List<Cell>>> running = new ArrayList<>();
      for (Client client : clients) {
        running.add(threads.submit(() -> drive(client)));
      }
      List<Cell> cells = new ArrayList<>();
      for (Future<List<Cell>> client : running) {
        cells.addAll(client.get());
      }
      return cells;
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Cell> drive(Client client) throws IOException, InterruptedException {
    List<Cell> cells = new ArrayList<>();
    for (BrokerProcess broker : brokers.values()) {
      List<Scenario> wanted = scenarios(client, broker.release());
      for (boolean sasl : new boolean[] {false, true}) {
        List<Scenario> part =
            wanted.stream().filter(scenario -> sasl == (scenario.security() != null)).toList();
        if (!part.isEmpty()) {
          String name = client.id() + "-" + broker.release() + (sasl ? "-sasl" : "");
          Map<String, ScenarioReport> reports =
              new Driver(client, folder).run(name, broker.bootstrap(sasl), part);
          part.forEach(
              scenario ->
                  cells.add(
                      new Cell(client, broker.release(), scenario, reports.get(scenario.name()))));
        }
      }
    }
    return cells;
  }

  /** Waits until nothing of the clients is under way any more and all of it has been captured. */
  private void settle(List<Cell> cells, LiveCapture capture)
      throws ExecutionException, InterruptedException, IOException {
    for (BrokerProcess broker : brokers.values()) {
      broker.requireAlive();
      BrokerAdmin admin = admins.get(broker.release());
      Collection<TopicPartition> partitions = partitions(cells, broker.release());
      await().atMost(SETTLING).until(() -> admin.noOpenTransactions(partitions));
      String knock = KNOCK + broker.release();
      BrokerAdmin.knock(broker, knock);
      await().atMost(SETTLING).until(() -> capture.sawClient(knock));
    }
    try {
      // Fetches whose clients are gone are logged when they would have been answered.
      await()
          .atMost(SETTLING)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> everythingLogged(capture.exchanges()));
    } catch (ConditionTimeoutException e) {
      LOG.warn("Something was captured that brokers do not log; the checks say what");
    }
  }

  private boolean everythingLogged(List<SeenExchange> seen) throws IOException {
    List<SeenExchange> rest = Authentication.of(seen).rest();
    for (BrokerProcess broker : brokers.values()) {
      Ports ports = broker.ports();
      List<SeenExchange> own =
          rest.stream().filter(one -> ports.captured().contains(one.brokerPort())).toList();
      Ledger ledger = Ledger.of(RequestLog.read(broker.requestLog()), own, ports);
      if (!ledger.unlogged().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private Map<BrokerRelease, BrokerAccount> accounts(List<Cell> cells)
      throws ExecutionException, InterruptedException, IOException {
    Map<BrokerRelease, BrokerAccount> accounts = new EnumMap<>(BrokerRelease.class);
    for (BrokerProcess broker : brokers.values()) {
      BrokerAdmin admin = admins.get(broker.release());
      Map<String, Map<TopicPartition, Long>> committed = new HashMap<>();
      for (Cell cell : cells) {
        if (cell.release() == broker.release() && cell.ran() && cell.scenario().commits()) {
          committed.put(cell.scenario().group(), admin.committed(cell.scenario().group()));
        }
      }
      accounts.put(
          broker.release(),
          new BrokerAccount(
              broker.ports(),
              RequestLog.read(broker.requestLog()),
              AuthenticationLog.read(broker.authenticationLog()),
              admin.stored(partitions(cells, broker.release())),
              committed));
    }
    return accounts;
  }

  private static Collection<TopicPartition> partitions(List<Cell> cells, BrokerRelease release) {
    Set<TopicPartition> partitions = new HashSet<>();
    for (Cell cell : cells) {
      if (cell.release() == release && !cell.scenario().ownsTopic()) {
        for (int number = 0; number < cell.scenario().partitions(); number++) {
          partitions.add(new TopicPartition(cell.scenario().topic(), number));
        }
      }
    }
    return partitions;
  }

  private void stop() throws InterruptedException {
    admins.values().forEach(BrokerAdmin::close);
    for (BrokerProcess broker : brokers.values()) {
      broker.stop();
    }
  }
}
