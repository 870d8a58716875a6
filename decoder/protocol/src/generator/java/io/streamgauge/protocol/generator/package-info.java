/**
 * Makes Java code of programs, while the project is built: {@link
 * io.streamgauge.protocol.generator.GenerateBodies} is run by the build and is in no jar. Before
 * it, {@code schema.PackSchemas} makes one small file of Kafka's schemas.
 *
 * <p>The parts that must see into a package stand in that package: {@code program.BodyWriter},
 * which knows what instructions mean, and the {@code SinkCalls} of the packages whose sinks are
 * called.
 */
package io.streamgauge.protocol.generator;
