/**
 * Coverage-guided fuzzing with Jazzer: one {@code @FuzzTest} per class.
 *
 * <p>The build runs each over its seeds and over inputs that once failed (resources {@code
 * CLASSInputs/METHOD}), and then {@link io.streamgauge.protocol.fuzz.FuzzIT} really fuzzes each for
 * {@code -Dstreamgauge.fuzz.seconds}. An input that fails is written to {@code target/fuzz}; it
 * belongs, once the bug is found, among the resources.
 */
package io.streamgauge.protocol.fuzz;
