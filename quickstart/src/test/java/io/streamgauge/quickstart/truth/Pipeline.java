package io.streamgauge.quickstart.truth;

import io.streamgauge.agent.runtime.CaptureAgent;
import io.streamgauge.exporters.ExporterServer;
import io.streamgauge.jobs.JobsRunner;
import io.streamgauge.quickstart.demo.Parts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Jobs and exporter on a bus, and agents as a test asks for them. */
final class Pipeline implements AutoCloseable {
  private final String bus;
  private final List<CaptureAgent> agents = new ArrayList<>();
  private final JobsRunner jobs;
  private final ExporterServer exporter;

  Pipeline(String bus) throws Exception {
    this.bus = bus;
    Parts.createTopics(bus);
    jobs = Parts.jobs(bus);
    exporter = Parts.exporter(0, bus);
  }

  /** Starts an agent over an observed listener; its node has its name. */
  CaptureAgent startAgent(String name, String observedBootstrap) throws IOException {
    int port = Integer.parseInt(observedBootstrap.substring(observedBootstrap.indexOf(':') + 1));
    CaptureAgent agent = Parts.agent(name, port, bus);
    agents.add(agent);
    return agent;
  }

  MetricsPage page() throws IOException, InterruptedException {
    return MetricsPage.fetch(exporter.port());
  }

  @Override
  public void close() throws IOException {
    for (CaptureAgent agent : agents) {
      agent.close();
    }
    jobs.close();
    exporter.close();
  }
}
