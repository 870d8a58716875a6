package io.streamgauge.exporters.view;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One consumer group.
 *
 * @param members current members; empty while unknown
 * @param lag records behind, summed over the partitions whose lag is known; empty while none is
 * @param lagSeconds age of the oldest record not yet committed, the worst topic's; empty while
 *     unknown
 * @param partitions partitions whose lag is known
 * @param topics topics it commits, by name, comma-separated
 * @param coverage how much of the traffic behind these figures was read, 0 to 1; empty while
 *     unknown
 * @param status lag status, the worst of its partitions' that are not abandoned; empty before the
 *     first evaluation
 * @param why the rule that gave the status and the partition it held for, in words; empty while
 *     unknown
 * @param state group state as its members tell it, such as {@code Stable}; empty while unknown
 * @param flow arrival against consumption
 * @param advice on scaling
 */
public record GroupView(
    String cluster,
    String group,
    OptionalLong members,
    OptionalLong lag,
    OptionalDouble lagSeconds,
    int partitions,
    String topics,
    OptionalDouble coverage,
    String status,
    String why,
    String state,
    FlowView flow,
    AdviceView advice) {}
