/**
 * Adds up exchanges per key and resolution step, and writes the sums as additive events.
 *
 * <p>Hot path: accumulators are kept and reused, so that an exchange whose keys are known allocates
 * nothing. It knows keys and numbers; what an exchange means for them, {@code mapping} says.
 */
package io.streamgauge.agent.rollup;
