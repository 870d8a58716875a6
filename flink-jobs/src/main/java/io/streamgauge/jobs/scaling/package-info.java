/**
 * Advice on scaling: how many replicas would serve a consumer group best and why, and how hard
 * brokers are pressed. Formulae in docs/scaling.md.
 *
 * <p>Plain decisions over small inputs: no Flink, no clock, no I/O. Nothing here scales anything;
 * an autoscaler reads the advice where it is published.
 */
package io.streamgauge.jobs.scaling;
