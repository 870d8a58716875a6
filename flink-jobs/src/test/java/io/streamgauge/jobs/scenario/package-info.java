/**
 * Labelled failures of consumer groups as streams of facts under a clock of their own, judged by
 * the lag status and, beside it, by Burrow's published rules.
 */
package io.streamgauge.jobs.scenario;
