/**
 * What an exchange means: which sums it adds to, and which facts it states.
 *
 * <p>One small class per family of apis; {@link io.streamgauge.agent.mapping.FactMappers} is the
 * table of them. All thinning goes by packet time, never by resolution or wall clock, so that the
 * facts of a capture are always the same.
 */
package io.streamgauge.agent.mapping;
