/**
 * The {@code jobs} command and the options of the job mains.
 *
 * <p>Parses and checks; what runs is decided in {@code io.streamgauge.jobs}.
 */
package io.streamgauge.jobs.cli;
