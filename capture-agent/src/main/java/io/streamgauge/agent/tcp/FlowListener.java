package io.streamgauge.agent.tcp;

/** Decides what becomes of each new flow. */
@FunctionalInterface
public interface FlowListener {

  /**
   * A flow begins: a SYN, or mid-stream the first segment with payload, was seen.
   *
   * @param flow stays valid, and learns more, for as long as the flow lives
   * @return who gets its bytes; never null; {@link FlowHandler#IGNORE} for nobody
   */
  FlowHandler onFlow(Flow flow);
}
