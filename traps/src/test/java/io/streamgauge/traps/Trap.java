package io.streamgauge.traps;

import java.util.List;

/**
 * One thing that a passive decoder gets wrong.
 *
 * @param id kebab case, unique in the register
 * @param wrong what a decoder without the handling does or believes
 * @param tests the tests that hold the handling; each fails under the mutation
 * @param mutation takes the handling out
 */
record Trap(String id, String wrong, List<TestName> tests, Mutation mutation) {}
