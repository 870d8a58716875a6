/**
 * Coverage-guided fuzzing of the packet path with Jazzer: one {@code @FuzzTest} per class, run over
 * seeds by the build and really fuzzed by {@link io.streamgauge.agent.fuzz.FuzzIT}. An input that
 * fails belongs, once the bug is found, into the resources {@code CLASSInputs/METHOD}.
 */
package io.streamgauge.agent.fuzz;
