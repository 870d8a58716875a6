package io.streamgauge.agent.doctor;

/** Facts that were measured, and what they mean. Judging has no effects. */
public interface Check {
  /** What the facts mean. */
  Finding judge();
}
