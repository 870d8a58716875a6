package io.streamgauge.quickstart.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * How a demo runs.
 *
 * @param port of the observed Kafka listener
 * @param telemetryPort of the Kafka listener that carries the bus
 * @param metricsPort of the exporter
 * @param duration from the ready line; empty runs until interrupted
 * @param workload whether clients are started
 */
record DemoOptions(
    int port, int telemetryPort, int metricsPort, Optional<Duration> duration, boolean workload) {}
