package io.streamgauge.quickstart.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.streamgauge.exporters.otlp.OtlpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** An OTLP receiver, by gRPC and by HTTP, that keeps what it was sent. */
final class MetricsReceiver implements AutoCloseable {
  private final HttpServer http;
  private final Server grpc;
  private final List<ResourceMetrics> received = new CopyOnWriteArrayList<>();

  MetricsReceiver() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    grpc = NettyServerBuilder.forAddress(any).addService(new Service()).build().start();
    http = HttpServer.create(any, 0);
    http.createContext("/v1/metrics", this::handle);
    http.start();
  }

  URI url(OtlpSettings.Protocol protocol) {
    return switch (protocol) {
      case GRPC -> URI.create("http://127.0.0.1:" + grpc.getPort());
      case HTTP -> URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      received.addAll(ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList());
      exchange.sendResponseHeaders(200, -1);
    } finally {
      exchange.close();
    }
  }

  private final class Service extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request,
        StreamObserver<ExportMetricsServiceResponse> observer) {
      received.addAll(request.getResourceMetricsList());
      observer.onNext(ExportMetricsServiceResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }

  /** Requests that name a resource attribute's value, of all so far. */
  List<ResourceMetrics> from(String attribute, String value) {
    return received.stream()
        .filter(
            metrics ->
                metrics.getResource().getAttributesList().stream()
                    .anyMatch(pair -> is(pair, attribute, value)))
        .toList();
  }

  private static boolean is(KeyValue pair, String attribute, String value) {
    return pair.getKey().equals(attribute) && pair.getValue().getStringValue().equals(value);
  }

  static List<Metric> metrics(ResourceMetrics of) {
    return of.getScopeMetricsList().stream()
        .flatMap(scope -> scope.getMetricsList().stream())
        .toList();
  }

  @Override
  public void close() {
    http.stop(0);
    grpc.shutdownNow();
  }
}
