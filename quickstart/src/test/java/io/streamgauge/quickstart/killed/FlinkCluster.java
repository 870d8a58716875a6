package io.streamgauge.quickstart.killed;

import io.streamgauge.quickstart.outage.BusProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Flink as docs/operations.md tells to run it without Kubernetes: ZooKeeper, one JobManager and one
 * TaskManager, each a process from the jars of {@code target/lib}, and the jobs submitted to them.
 */
final class FlinkCluster implements Running {
  private static final Path EXAMPLE = Path.of("..", "systemd", "flink", "config.yaml");
  private static final Path LIBRARY = Path.of("target", "lib").toAbsolutePath();
  private static final String FLINK = "org.apache.flink.";

  /** One of those that Flink's own scripts open. */
  private static final String OPENED = "--add-opens=java.base/java.util=ALL-UNNAMED";

  private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final Pattern SAVEPOINT = Pattern.compile("Savepoint completed. Path: (\\S+)");

  private final Path folder;
  private final Path configuration;
  private final String bus;
  private final CommandProcess zooKeeper;
  private String job;

  final CommandProcess jobManager;
  final CommandProcess taskManager;

  private FlinkCluster(Path folder, String bus) throws IOException, InterruptedException {
    this.folder = folder;
    this.bus = bus;
    int zooKeeperPort = BusProcess.freePort();
    zooKeeper = zooKeeper(zooKeeperPort);
    configuration = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(configuration.resolve("config.yaml"), settings(zooKeeperPort));
    jobManager = flink("jobmanager", "runtime.entrypoint.StandaloneSessionClusterEntrypoint");
    taskManager = flink("taskmanager", "runtime.taskexecutor.TaskManagerRunner");
    submit(1);
  }

  /** Starts the processes and submits the jobs to one slot. */
  static FlinkCluster start(Path folder, String bus) throws IOException, InterruptedException {
    return new FlinkCluster(Files.createDirectory(folder.resolve("flink")), bus);
  }

  private CommandProcess zooKeeper(int port) throws IOException {
    return CommandProcess.start(
        folder.resolve("zookeeper.log"),
        Map.of(),
        List.of(
            "-Xmx128m",
            "-Dzookeeper.admin.enableServer=false",
            "-Dzookeeper.clientPortAddress=127.0.0.1",
            "-cp",
            LIBRARY + "/*"),
        FLINK + "shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
        Integer.toString(port),
        folder.resolve("zookeeper").toString(),
        "500");
  }

  /** The example, for this machine and little memory, and with checkpoints that come often. */
  private String settings(int zooKeeperPort) throws IOException {
    return Files.readString(EXAMPLE)
        + """
          jobmanager.rpc.address: 127.0.0.1
          jobmanager.rpc.port: %d
          jobmanager.bind-host: 127.0.0.1
          taskmanager.host: 127.0.0.1
          taskmanager.bind-host: 127.0.0.1
          taskmanager.memory.task.heap.size: 256m
          rest.address: 127.0.0.1
          rest.bind-address: 127.0.0.1
          rest.port: %d
          high-availability.zookeeper.quorum: 127.0.0.1:%d
          high-availability.storageDir: %s
          execution.checkpointing.interval: 500ms
          execution.checkpointing.dir: %s
          execution.checkpointing.savepoint-dir: %s
          """
            .formatted(
                BusProcess.freePort(),
                BusProcess.freePort(),
                zooKeeperPort,
                folder.resolve("ha").toUri(),
                folder.resolve("checkpoints").toUri(),
                folder.resolve("savepoints").toUri());
  }

  private CommandProcess flink(String name, String main) throws IOException {
    return CommandProcess.start(
        folder.resolve(name + ".log"),
        Map.of(),
        List.of("-Xmx512m", OPENED, "-cp", LIBRARY + "/*"),
        FLINK + main,
        "-c",
        configuration.toString());
  }

  /** Runs {@code flink} with arguments; returns what it said. */
  private String client(String... arguments) throws IOException, InterruptedException {
    CommandProcess client =
        CommandProcess.start(
            folder.resolve("client.log"),
            Map.of("FLINK_CONF_DIR", configuration.toString()),
            List.of("-Xmx256m", OPENED, "-cp", LIBRARY + "/*"),
            FLINK + "client.cli.CliFrontend",
            arguments);
    int code = client.await();
    if (code != 0) {
      throw new IllegalStateException(
          "flink " + String.join(" ", arguments) + ": " + client.said());
    }
    return client.said();
  }

  private void submit(int parallelism, String... more) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("run", "-d", "-p", Integer.toString(parallelism)));
    all.addAll(List.of(more));
    all.addAll(List.of("-c", "io.streamgauge.jobs.AllInOneJob", jar(), "--bootstrap", bus));
    job = found(JOB, client(all.toArray(String[]::new)));
  }

  /** Ends the jobs with a savepoint and submits them again from it, to so many slots. */
  void rescale(int parallelism) throws IOException, InterruptedException {
    String savepoint = found(SAVEPOINT, client("stop", job));
    submit(parallelism, "-s", savepoint);
  }

  private static String found(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in: " + said);
    }
    return matcher.group(1);
  }

  private static String jar() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARY)) {
      return files
          .map(Path::toString)
          .filter(file -> file.contains("streamgauge-flink-jobs"))
          .findAny()
          .orElseThrow();
    }
  }

  @Override
  public boolean isAlive() {
    return zooKeeper.isAlive() && jobManager.isAlive() && taskManager.isAlive();
  }

  @Override
  public String said() throws IOException {
    return zooKeeper.said() + jobManager.said() + taskManager.said();
  }

  @Override
  public void close() {
    taskManager.close();
    jobManager.close();
    zooKeeper.close();
  }
}
