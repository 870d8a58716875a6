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

  /**
   * Two flows turned out to be one connection seen under two pairs of addresses: which of them is
   * to go on. The other ends with {@link CloseReason#FOLDED}, and what is seen of it goes to this
   * one.
   *
   * @return one of the two
   */
  default Flow preferred(Flow earlier, Flow later) {
    return earlier;
  }
}
