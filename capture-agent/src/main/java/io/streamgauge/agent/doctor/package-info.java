/**
 * What stands between an agent on this machine and good figures: facts are measured ({@link
 * io.streamgauge.agent.doctor.MachineFacts}, {@link io.streamgauge.agent.doctor.TrafficWatch},
 * {@link io.streamgauge.agent.doctor.BusExamination}), and each {@link
 * io.streamgauge.agent.doctor.Check} judges some of them.
 *
 * <p>It changes nothing: it makes no topic, grants no right and publishes nothing.
 */
package io.streamgauge.agent.doctor;
