package io.streamgauge.exporters.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A receiver of OTLP metrics and traces that keeps what it was sent, by either transport. */
final class OtlpReceiver implements AutoCloseable {
  private final List<ExportMetricsServiceRequest> requests = new CopyOnWriteArrayList<>();
  private final List<ExportTraceServiceRequest> traces = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final OtlpSettings.Protocol protocol;
  private final Server grpc;
  private final HttpServer http;
  private final String scheme;
  private volatile boolean refuses;
  private volatile ExportMetricsPartialSuccess partial =
      ExportMetricsPartialSuccess.getDefaultInstance();

  /** A receiver on a free port of loopback. */
  static OtlpReceiver of(OtlpSettings.Protocol protocol) throws IOException {
    return new OtlpReceiver(protocol, null, null);
  }

  /** A gRPC receiver with TLS. */
  static OtlpReceiver withTls(Path certificate, Path key) throws IOException {
    return new OtlpReceiver(OtlpSettings.Protocol.GRPC, certificate, key);
  }

  private OtlpReceiver(OtlpSettings.Protocol protocol, Path certificate, Path key)
      throws IOException {
    this.protocol = protocol;
    this.scheme = certificate == null ? "http" : "https";
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (protocol == OtlpSettings.Protocol.HTTP) {
      grpc = null;
      http = HttpServer.create(any, 0);
      http.createContext("/v1/metrics", this::handle);
      http.createContext("/v1/traces", this::handle);
      http.start();
    } else {
      http = null;
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(any)
              .addService(new Service())
              .addService(new Traces())
              .intercept(new Tokens());
      if (certificate != null) {
        builder.useTransportSecurity(certificate.toFile(), key.toFile());
      }
      grpc = builder.build().start();
    }
  }

  URI url() {
    int port = http == null ? grpc.getPort() : http.getAddress().getPort();
    return URI.create(scheme + "://localhost:" + port);
  }

  OtlpSettings.Protocol protocol() {
    return protocol;
  }

  /** Whether it answers that it will not take anything, which nobody retries. */
  void refuse(boolean now) {
    refuses = now;
  }

  /** How many points of each request it refuses although it takes the rest. */
  void refusePoints(long points, String reason) {
    partial =
        ExportMetricsPartialSuccess.newBuilder()
            .setRejectedDataPoints(points)
            .setErrorMessage(reason)
            .build();
  }

  /** The answer about traces has the same fields. */
  private ExportTraceServiceResponse traceAnswer() {
    try {
      return ExportTraceServiceResponse.parseFrom(answer().toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExportMetricsServiceResponse answer() {
    return ExportMetricsServiceResponse.newBuilder().setPartialSuccess(partial).build();
  }

  List<ExportMetricsServiceRequest> requests() {
    return requests;
  }

  /** All spans that it took, in order; those that were pushed again once. */
  List<Span> spans() {
    return resourceSpans().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .distinct()
        .toList();
  }

  List<ResourceSpans> resourceSpans() {
    return traces.stream()
        .flatMap(each -> each.getResourceSpansList().stream())
        .distinct()
        .toList();
  }

  List<ExportTraceServiceRequest> traces() {
    return traces;
  }

  /** The Authorization headers of the requests, in order. */
  List<String> tokens() {
    return tokens;
  }

  /** What was sent last of all series, as one request. */
  Received last() {
    return new Received(requests.get(requests.size() - 1));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    tokens.add(token == null ? "" : token);
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream raw = exchange.getRequestBody();
        InputStream body = zipped ? new GZIPInputStream(raw) : raw) {
      byte[] request = body.readAllBytes();
      if (refuses) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      if (exchange.getHttpContext().getPath().equals("/v1/traces")) {
        traces.add(ExportTraceServiceRequest.parseFrom(request));
      } else {
        requests.add(ExportMetricsServiceRequest.parseFrom(request));
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      byte[] answer = answer().toByteArray();
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } finally {
      exchange.close();
    }
  }

  private final class Service extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request,
        StreamObserver<ExportMetricsServiceResponse> observer) {
      if (refuses) {
        observer.onError(
            Status.PERMISSION_DENIED.withDescription("not from you").asRuntimeException());
        return;
      }
      requests.add(request);
      observer.onNext(answer());
      observer.onCompleted();
    }
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
      if (refuses) {
        observer.onError(
            Status.PERMISSION_DENIED.withDescription("not from you").asRuntimeException());
        return;
      }
      traces.add(request);
      observer.onNext(traceAnswer());
      observer.onCompleted();
    }
  }

  private final class Tokens implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      String token = headers.get(AUTHORIZATION);
      tokens.add(token == null ? "" : token);
      return next.startCall(call, headers);
    }
  }

  @Override
  public void close() {
    if (http != null) {
      http.stop(0);
    } else {
      grpc.shutdownNow();
    }
  }
}
