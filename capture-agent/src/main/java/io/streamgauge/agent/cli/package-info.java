/**
 * The commands {@code read}, {@code agent} and {@code topics}: options, checks, messages and exit
 * codes.
 *
 * <p>No command does work of its own; it puts the parts of the other packages together.
 */
package io.streamgauge.agent.cli;
