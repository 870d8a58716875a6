/**
 * {@code streamgauge demo}: broker, workload, agent, jobs and exporter in one JVM, and a view of
 * what they find in the terminal.
 *
 * <p>It starts, shows and stops; it neither measures nor decides anything.
 */
package io.streamgauge.quickstart.demo;
