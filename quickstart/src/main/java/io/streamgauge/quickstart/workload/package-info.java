/**
 * Real Kafka clients that make traffic worth watching: producers of different sizes, codecs and
 * ages, one that fails, a healthy consumer group of each protocol and one that falls behind, grows,
 * catches up and shrinks again, about every 27 s.
 *
 * <p>It knows nothing of Streamgauge: these are the clients that are observed. Not a load
 * generator.
 */
package io.streamgauge.quickstart.workload;
