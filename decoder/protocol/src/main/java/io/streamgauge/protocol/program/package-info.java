/**
 * Schemas compiled into small programs, and the resumable cursor that walks one over the bytes of a
 * message.
 *
 * <p>A {@link Projection} says which fields somebody wants; the compiler turns every message
 * version into an {@code int[]} that emits these and skips everything else by length; a {@link
 * ProgramCursor} runs it over whatever pieces the network brings and tells a {@link FieldSink}.
 * This is a hot path: nothing is allocated after construction.
 *
 * <p>Not here: frames, headers, correlation, and what a value means.
 */
package io.streamgauge.protocol.program;
