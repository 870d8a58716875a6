package io.streamgauge.jobs.alerts;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * When an alert holds: an operand, divided by {@code over} or less {@code minus} where given,
 * compared with one bound, while all guards hold too. Where an operand has no series, or the
 * divisor is not above 0, the condition does not hold.
 *
 * @param minusOrZero whether {@code minus} is 0 where it has no series
 * @param above holds if the number is larger; null if it is not compared so
 * @param below holds if the number is smaller; null if it is not compared so
 * @param absent holds if there is no series at all
 */
public record Condition(
    Operand of,
    Operand over,
    Operand minus,
    boolean minusOrZero,
    Double above,
    Double below,
    boolean absent,
    List<Condition> guards)
    implements Serializable {
  public Condition {
    guards = guards == null ? new ArrayList<>() : new ArrayList<>(guards);
  }

  /** The operands of the condition and of its guards. */
  public Stream<Operand> operands() {
    return Stream.concat(
        Stream.of(of, over, minus).filter(operand -> operand != null),
        guards.stream().flatMap(Condition::operands));
  }
}
