package io.streamgauge.protocol.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.protocol.exchange.Scripts.Step;
import io.streamgauge.protocol.testing.Hostility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** {@link HostileTalk}'s laws, for conversations that were mutated in every way, and for noise. */
class HostileConversationTest {
  /**
   * Largest frame. A size read one byte off from a quiet exchange (6 as 1,536) must exceed it:
   * otherwise one made-up frame follows another, and it takes long until one does not.
   */
  private static final int MOST = 1_024;

  @Property(tries = 400)
  void mutatedConversationsBreakNoLaw(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int mutations) {
    // Given
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>(Scripts.conversation(seed, 20));
    for (int i = 0; i < mutations; i++) {
      mutate(steps, random);
    }
    HostileTalk talk = HostileTalk.tight(random.nextBoolean(), random.nextBoolean());

    // When
    play(talk, steps, random);

    // Then
    talk.close().leavesOthersAlone();
  }

  @Property(tries = 300)
  void noiseBreaksNoLaw(@ForAll long seed) {
    // Given
    Random random = new Random(seed);
    HostileTalk talk = HostileTalk.tight(random.nextBoolean(), random.nextBoolean());

    // When
    for (int i = 0; i < 30; i++) {
      Direction direction = random.nextBoolean() ? Direction.REQUEST : Direction.RESPONSE;
      play(talk, new Step(direction, Hostility.bytes(random, 600)), random);
    }

    // Then
    talk.close().leavesOthersAlone();
  }

  @Property(tries = 150)
  void theSameConnectionRecoversOnceNoFrameOfTheGarbageCanGoOn(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int mutations) {
    // Given
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>(Scripts.conversation(seed, 10));
    for (int i = 0; i < mutations; i++) {
      mutate(steps, random);
    }
    HostileTalk talk =
        HostileTalk.with(
            HostileTalk.TIGHT.withFrames(MOST, MOST), random.nextBoolean(), random.nextBoolean());
    play(talk, steps, random);

    // When
    int last = 1_000_000;
    for (int i = 0; i < 300; i++) {
      talk.time(1_000_000_000L);
      talk.quiet(++last);
    }

    // Then
    assertThat(talk.lastCompleteId()).isEqualTo(last);
    talk.close();
  }

  private static void play(HostileTalk talk, List<Step> steps, Random random) {
    for (Step step : steps) {
      play(talk, step, random);
    }
  }

  private static void play(HostileTalk talk, Step step, Random random) {
    byte[] frame = step.frame();
    int at = 0;
    while (at < frame.length) {
      int most = random.nextInt(3) == 0 ? 6 : 2_000;
      int length = Math.min(frame.length - at, 1 + random.nextInt(most));
      switch (random.nextInt(40)) {
        case 0 -> talk.gap(step.direction(), Hostility.size(random));
        case 1 -> talk.gap(step.direction(), length);
        case 2 -> talk.time(random.nextInt(3) == 0 ? -5_000_000_000L : random.nextLong(1L << 40));
        default -> talk.bytes(step.direction(), frame, at, length);
      }
      at += length;
    }
  }

  private static void mutate(List<Step> steps, Random random) {
    int at = random.nextInt(steps.size());
    Step step = steps.get(at);
    switch (random.nextInt(8)) {
      case 0 -> steps.add(at, step);
      case 1 -> Collections.swap(steps, at, random.nextInt(steps.size()));
      case 2 -> steps.set(at, new Step(other(step.direction()), step.frame()));
      case 3 ->
          steps.add(
              random.nextInt(steps.size() + 1),
              new Step(step.direction(), Hostility.bytes(random, 200)));
      default -> {
        byte[] second = steps.get(random.nextInt(steps.size())).frame();
        steps.set(at, new Step(step.direction(), Hostility.mutate(step.frame(), second, random)));
      }
    }
  }

  private static Direction other(Direction direction) {
    return direction == Direction.REQUEST ? Direction.RESPONSE : Direction.REQUEST;
  }
}
