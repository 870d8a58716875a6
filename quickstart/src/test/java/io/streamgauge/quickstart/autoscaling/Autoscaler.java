package io.streamgauge.quickstart.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;

/**
 * What an operator would put behind Alertmanager's webhook: told to scale, it asks how many
 * replicas are recommended and runs as many.
 */
final class Autoscaler implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SlowConsumers consumers;
  private final IntSupplier recommended;
  private final HttpServer server;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  Autoscaler(SlowConsumers consumers, IntSupplier recommended) throws IOException {
    this.consumers = consumers;
    this.recommended = recommended;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/scale", this::told);
    server.setExecutor(thread);
    server.start();
  }

  /** Where Alertmanager posts to. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/scale";
  }

  private void told(HttpExchange exchange) throws IOException {
    for (JsonNode alert : JSON.readTree(exchange.getRequestBody().readAllBytes()).path("alerts")) {
      String status = alert.path("status").asText();
      String command = alert.at("/annotations/command").asText();
      heard.add(status + " " + command);
      if (status.equals("firing")) {
        follow(command);
      }
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Never in the other direction than it was told: advice may have changed since. */
  private void follow(String command) {
    int wanted = recommended.getAsInt();
    int running = consumers.size();
    if (command.equals("upScale") ? wanted > running : wanted < running) {
      consumers.scale(wanted);
      sizes.add(wanted);
    }
  }

  /** Sizes that it scaled to, in order. */
  List<Integer> sizes() {
    return sizes;
  }

  /** What it was told, as {@code firing upScale}, in order. */
  List<String> heard() {
    return heard;
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
  }
}
