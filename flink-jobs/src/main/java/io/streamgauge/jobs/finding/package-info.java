/**
 * Findings: requests that are wrong, or a burden, told by client. Passive: what is counted passed
 * by anyway.
 *
 * <p>{@link io.streamgauge.jobs.finding.FindingKind} is the one list of what is looked for; knows
 * nothing of groups, lag or advice.
 */
package io.streamgauge.jobs.finding;
