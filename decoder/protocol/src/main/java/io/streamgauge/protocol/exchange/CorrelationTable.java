package io.streamgauge.protocol.exchange;

import java.util.Arrays;

/**
 * The requests of one connection that wait for their answers, and the correlation ids of those that
 * were let go unanswered: an answer that comes late after all must not count as another exchange.
 */
final class CorrelationTable {
  private static final int FIRST_LET_GO = 8;

  private final RequestQueue queue = new RequestQueue();
  private final int maxLetGo;
  private int[] letGo;
  private int letGoStart;
  private int letGoSize;

  CorrelationTable(int maxLetGo) {
    this.maxLetGo = maxLetGo;
  }

  RequestQueue queue() {
    return queue;
  }

  /** Remembers that a request was given up; the oldest such id is forgotten beyond the bound. */
  void rememberLetGo(int correlationId) {
    if (letGo == null) {
      letGo = new int[Math.min(FIRST_LET_GO, maxLetGo)];
    } else if (letGoSize == letGo.length) {
      growOrForget();
    }
    letGo[(letGoStart + letGoSize) % letGo.length] = correlationId;
    letGoSize++;
  }

  private void growOrForget() {
    if (letGo.length >= maxLetGo) {
      letGoStart = (letGoStart + 1) % letGo.length;
      letGoSize--;
      return;
    }
    int[] larger = new int[Math.min(letGo.length * 2, maxLetGo)];
    for (int i = 0; i < letGoSize; i++) {
      larger[i] = letGo[(letGoStart + i) % letGo.length];
    }
    letGo = larger;
    letGoStart = 0;
  }

  /** Whether a request with that id was given up. */
  boolean isLetGo(int correlationId) {
    for (int i = 0; i < letGoSize; i++) {
      if (letGo[(letGoStart + i) % letGo.length] == correlationId) {
        return true;
      }
    }
    return false;
  }

  /** Whether a request with that id was given up; it and those given up before it are forgotten. */
  boolean forgetLetGo(int correlationId) {
    for (int i = 0; i < letGoSize; i++) {
      if (letGo[(letGoStart + i) % letGo.length] == correlationId) {
        letGoStart = (letGoStart + i + 1) % letGo.length;
        letGoSize -= i + 1;
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return queue.size() + " pending, let go " + Arrays.toString(letGo);
  }
}
