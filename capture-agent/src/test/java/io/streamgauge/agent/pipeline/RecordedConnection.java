package io.streamgauge.agent.pipeline;

import io.streamgauge.agent.pipeline.RecordedStream.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One connection of a recording, taken apart without the decoder.
 *
 * @param requests what the client sent
 * @param responses what the broker sent
 * @param answers the response to each request that has one, by the request's index; null without
 */
record RecordedConnection(
    String name, RecordedStream requests, RecordedStream responses, Map<Integer, Integer> answers) {

  /** Responses to requests that were sent before the recording began may have ids this far back. */
  private static final int SENT_BEFORE = 20;

  /** All connections of a recording, by name. */
  static Map<String, RecordedConnection> of(List<RecordedPacket> recording) {
    Map<String, List<Integer>> fromClient = new TreeMap<>();
    Map<String, List<Integer>> fromBroker = new TreeMap<>();
    for (int i = 0; i < recording.size(); i++) {
      RecordedPacket packet = recording.get(i);
      fromClient.computeIfAbsent(packet.connection(), unused -> new ArrayList<>());
      fromBroker.computeIfAbsent(packet.connection(), unused -> new ArrayList<>());
      (packet.isFromClient() ? fromClient : fromBroker).get(packet.connection()).add(i);
    }
    Map<String, RecordedConnection> connections = new TreeMap<>();
    fromClient.forEach(
        (name, indexes) ->
            connections.put(name, of(name, recording, indexes, fromBroker.get(name))));
    return connections;
  }

  private static RecordedConnection of(
      String name, List<RecordedPacket> recording, List<Integer> client, List<Integer> broker) {
    RecordedStream requests = new RecordedStream(recording, client);
    RecordedStream responses = new RecordedStream(recording, broker);
    requests.cutRequests();
    Map<Integer, Integer> byId = new HashMap<>();
    for (int i = 0; i < requests.frames().size(); i++) {
      byId.put(requests.frames().get(i).correlationId(), i);
    }
    Set<Integer> ids = byId.keySet();
    int first = ids.stream().mapToInt(Integer::intValue).min().orElse(0);
    responses.cutResponses(id -> ids.contains(id) || (id < first && id >= first - SENT_BEFORE));
    Map<Integer, Integer> answers = new HashMap<>();
    for (int i = 0; i < responses.frames().size(); i++) {
      Integer request = byId.get(responses.frames().get(i).correlationId());
      if (request != null) {
        answers.put(request, i);
      }
    }
    return new RecordedConnection(name, requests, responses, answers);
  }

  Frame answerTo(int request) {
    Integer index = answers.get(request);
    return index == null ? null : responses.frames().get(index);
  }

  /** How many requests waited for their answers at once, as the brokers' acknowledgments tell. */
  int mostInFlight() {
    return answers.keySet().stream()
        .mapToInt(
            request -> {
              int acknowledged = responses.pieceAt(answerTo(request).start()).acknowledged();
              int sent = requests.positionOf(acknowledged);
              return (int)
                  requests.frames().stream()
                      .skip(request)
                      .filter(frame -> frame.start() < sent)
                      .count();
            })
        .max()
        .orElse(0);
  }

  @Override
  public String toString() {
    return name
        + " "
        + requests.frames().size()
        + " requests, answers to "
        + answers.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
