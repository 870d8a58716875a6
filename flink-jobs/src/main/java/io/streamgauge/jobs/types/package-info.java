/**
 * Protobuf messages as Flink types: how they travel between operators and live in state.
 *
 * <p>Not a general bridge: messages are immutable here and never used as keys.
 */
package io.streamgauge.jobs.types;
