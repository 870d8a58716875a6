/**
 * What a cluster says of itself when it is asked once: groups, offsets, partitions and leaders, as
 * ordinary events with the time at which they were answered. For groups that were silent before
 * agents began to watch.
 *
 * <p>The only package that asks the observed cluster anything, through Kafka's Admin client and
 * only to describe. Never in a loop; what is seen on the wire overwrites it.
 */
package io.streamgauge.agent.seed;
