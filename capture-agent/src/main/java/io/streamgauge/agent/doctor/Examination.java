package io.streamgauge.agent.doctor;

import io.streamgauge.agent.capture.pcap4j.PcapLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at this machine, its traffic and the bus, once. */
public final class Examination {
  private static final Pattern PORT = Pattern.compile(":(\\d{1,5})\\s*(,|$)");

  /** What discovery captures with, beside the buffers of the interfaces. */
  private static final long DISCOVERY_BYTES = 4L << 20;

  private Examination() {}

  /** Examines, for about as long as the options say; the findings in the order of their causes. */
  public static List<Finding> of(DoctorOptions options) throws InterruptedException {
    MachineFacts machine = MachineFacts.ofThisMachine();
    List<Check> checks = new ArrayList<>();
    checks.add(new CaptureRightCheck(machine.capabilities()));
    checks.add(new LibpcapCheck(PcapLibrary.version()));
    checks.add(
        new RingMemoryCheck(
            options.captureBufferBytes() + DISCOVERY_BYTES, machine.availableMemory()));
    BusExamination bus =
        new BusExamination(options.bootstrap(), options.topic(), options.clientSettings());
    CompletableFuture<List<Check>> answers =
        CompletableFuture.supplyAsync(() -> ask(bus), Examination::start);
    TrafficWatch watch = new TrafficWatch(options, portsOf(options.bootstrap()));
    watch.run();
    checks.addAll(watch.checks(machine.brokerPorts()));
    checks.addAll(answers.join());
    return checks.stream().map(Check::judge).toList();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "doctor-bus");
    thread.setDaemon(true);
    thread.start();
  }

  private static List<Check> ask(BusExamination bus) {
    try {
      return bus.checks();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private static Set<Integer> portsOf(String bootstrap) {
    Set<Integer> ports = new TreeSet<>();
    Matcher matcher = PORT.matcher(bootstrap);
    while (matcher.find()) {
      ports.add(Integer.parseInt(matcher.group(1)));
    }
    return ports;
  }
}
