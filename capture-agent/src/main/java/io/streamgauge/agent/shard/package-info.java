/**
 * Several workers on one capture: connections are dealt out by their addresses, each worker owns
 * its own and needs no locks for them. Packets stay where the source put them; what is queued is
 * where they are.
 *
 * <p>Hot path: nothing is allocated per packet. It knows connections by their ends only; what
 * becomes of them is the pipeline's matter.
 */
package io.streamgauge.agent.shard;
