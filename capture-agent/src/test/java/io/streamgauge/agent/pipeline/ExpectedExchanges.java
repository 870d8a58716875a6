package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.pipeline.RecordedStream.Frame;
import io.streamgauge.agent.pipeline.RecordedStream.Span;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which exchanges of a recorded connection must survive when packets are missing, by the rule of
 * the architecture and without the decoder.
 *
 * <p>A direction is in step while it is known where its frames begin: from its first byte on, and
 * past each frame whose size was seen, even if the rest of it was not. It falls out of step where a
 * size, or part of it, is missing, and comes back with the first frame that arrived whole, ends
 * where a segment ends or another frame follows, and is confirmed by the other side: a request by
 * its answer, a response by answering a request that was seen. A request that wants no answer
 * confirms nothing; nor does a response that may be part of another's payload, unless it begins
 * where the broker's direction stood when its request was sent.
 *
 * <p>An exchange must survive if both directions are in step at it and nothing of it is missing but
 * payload: bytes of a record batch behind its header.
 */
final class ExpectedExchanges {
  /** Apis whose answers hold numbers, and names that cannot be made to look like a response. */
  private static final Set<Integer> HARMLESS =
      Set.of(0, 2, 3, 8, 10, 12, 13, 17, 18, 22, 23, 24, 25, 26, 28);

  private final RecordedConnection connection;
  private final List<Span> missingRequests;
  private final List<Span> missingResponses;
  private final boolean fromStart;
  private final Set<Integer> surviving = new HashSet<>();
  private final Set<Integer> touched = new HashSet<>();

  /**
   * For one connection.
   *
   * @param lost indexes of packets that are not there
   */
  ExpectedExchanges(RecordedConnection connection, Set<Integer> lost) {
    this(
        connection,
        lost,
        connection.requests().isFromStart(),
        connection.responses().isFromStart());
  }

  /**
   * For one connection.
   *
   * @param requestsInStep whether the client's direction is in step at its first byte
   * @param responsesInStep whether the broker's is
   */
  ExpectedExchanges(
      RecordedConnection connection,
      Set<Integer> lost,
      boolean requestsInStep,
      boolean responsesInStep) {
    this.connection = connection;
    this.fromStart = requestsInStep;
    this.missingRequests = connection.requests().missingWithout(lost);
    this.missingResponses = connection.responses().missingWithout(lost);
    walk(requestsInStep, responsesInStep);
  }

  private void walk(boolean requestsInStep, boolean responsesInStep) {
    boolean requests = requestsInStep;
    boolean responses = responsesInStep;
    int nextResponse = 0;
    int lastExchange = -1;
    List<Frame> frames = connection.requests().frames();
    for (int i = 0; i < frames.size(); i++) {
      Frame request = frames.get(i);
      Integer answerIndex = connection.answers().get(i);
      Frame answer = connection.answerTo(i);
      requests = requests && isSizeSeen(request, missingRequests);
      if (answer != null) {
        while (nextResponse < answerIndex) {
          Frame unasked = connection.responses().frames().get(nextResponse++);
          responses =
              responses
                  && isSizeSeen(unasked, missingResponses)
                  && !isCutOff(unasked, missingResponses);
        }
        nextResponse = answerIndex + 1;
        responses = responses && isSizeSeen(answer, missingResponses);
        boolean requestSeen =
            requests || (isWhole(request, missingRequests) && !isGapBefore(request, answer));
        boolean answered =
            responses
                ? isHeaderSeen(answer)
                : isWhole(answer, missingResponses)
                    && isEndSeen(answerIndex)
                    && (beginsWhereAsked(request, answer)
                        || (requests && !isForgeryPossible(lastExchange, answer)));
        if (requestSeen && answered) {
          requests = true;
          responses = true;
          lastExchange = i;
        }
      }
      boolean hurt = isHurt(request, missingRequests) || isHurt(answer, missingResponses);
      if (hurt) {
        touched.add(i);
      }
      if (!hurt && requests && (answer == null || responses)) {
        surviving.add(i);
      }
      requests = requests && !isCutOff(request, missingRequests);
      responses = responses && !isCutOff(answer, missingResponses);
    }
  }

  /** Whether the client had received all that came before the answer when it sent the request. */
  private boolean beginsWhereAsked(Frame request, Frame answer) {
    int acknowledged = connection.requests().pieceAt(request.end() - 1).acknowledged();
    return connection.responses().positionOf(acknowledged) == answer.start();
  }

  /**
   * Whether an answer that may hold what somebody else chose was due while this one came, or one to
   * a request that is not known well enough.
   */
  private boolean isForgeryPossible(int lastExchange, Frame answer) {
    int acknowledged = connection.responses().pieceAt(answer.end() - 1).acknowledged();
    int sent = connection.requests().positionOf(acknowledged);
    List<Frame> frames = connection.requests().frames();
    return IntStream.range(lastExchange + 1, frames.size())
        .mapToObj(frames::get)
        .filter(due -> due.start() < sent)
        .anyMatch(due -> !HARMLESS.contains(due.apiKey()) || !isWhole(due, missingRequests));
  }

  private static boolean isSizeSeen(Frame frame, List<Span> missing) {
    return !overlaps(frame.start(), frame.start() + 4, missing);
  }

  private boolean isHeaderSeen(Frame response) {
    return !overlaps(response.start(), response.start() + 8, missingResponses);
  }

  /** Whether more is missing between a request and the moment in which its answer was sent. */
  private boolean isGapBefore(Frame request, Frame answer) {
    int acknowledged = connection.responses().pieceAt(answer.start()).acknowledged();
    int position = connection.requests().positionOf(acknowledged);
    return missingRequests.stream()
        .anyMatch(gap -> gap.from() >= request.end() && gap.from() < position);
  }

  /** Whether a response ends where a segment ends, or another response is seen to begin. */
  private boolean isEndSeen(int index) {
    List<Frame> frames = connection.responses().frames();
    return connection.responses().endsSegment(frames.get(index).end())
        || (index + 1 < frames.size() && isHeaderSeen(frames.get(index + 1)));
  }

  private static boolean isWhole(Frame frame, List<Span> missing) {
    return !overlaps(frame.start(), frame.end(), missing);
  }

  /** Whether a gap goes on beyond the frame's end. */
  private static boolean isCutOff(Frame frame, List<Span> missing) {
    return frame != null
        && missing.stream().anyMatch(gap -> gap.from() < frame.end() && frame.end() < gap.to());
  }

  private static boolean isHurt(Frame frame, List<Span> missing) {
    if (frame == null) {
      return false;
    }
    for (Span gap : missing) {
      boolean inPayload =
          frame.payload().stream()
              .anyMatch(batch -> batch.from() <= gap.from() && gap.to() <= batch.to());
      if (gap.overlaps(frame.start(), frame.end()) && !inPayload) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlaps(int from, int to, List<Span> missing) {
    return missing.stream().anyMatch(gap -> gap.overlaps(from, to));
  }

  /** Correlation ids of the exchanges that must be there as they were. */
  Set<Integer> surviving() {
    return ids(surviving);
  }

  /** The same expectation without some exchanges, given by their correlation ids. */
  ExpectedExchanges without(Set<Integer> ids) {
    surviving.removeIf(i -> ids.contains(connection.requests().frames().get(i).correlationId()));
    return this;
  }

  /** Correlation ids of the exchanges of which something is missing that must be read. */
  Set<Integer> touched() {
    return ids(touched);
  }

  /** Whether the connection is seen from its first byte on. */
  boolean isFromStart() {
    return fromStart;
  }

  /** Bytes of the client's direction that are missing and are no payload. */
  long missingRequestBytes() {
    return bytes(connection.requests(), missingRequests);
  }

  /** Bytes of the broker's direction that are missing and are no payload. */
  long missingResponseBytes() {
    return bytes(connection.responses(), missingResponses);
  }

  private static long bytes(RecordedStream stream, List<Span> missing) {
    BitSet bytes = new BitSet();
    missing.forEach(gap -> bytes.set(gap.from(), gap.to()));
    for (Frame frame : stream.frames()) {
      frame.payload().forEach(batch -> bytes.clear(batch.from(), batch.to()));
    }
    return bytes.cardinality();
  }

  private Set<Integer> ids(Set<Integer> indexes) {
    Set<Integer> ids = new HashSet<>();
    indexes.forEach(i -> ids.add(connection.requests().frames().get(i).correlationId()));
    return ids;
  }
}
