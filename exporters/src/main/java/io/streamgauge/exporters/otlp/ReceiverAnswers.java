package io.streamgauge.exporters.otlp;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keeps what a receiver answered last, which the SDK's exporters do not read: they get senders from
 * here, which are those they would have found by themselves, looked at.
 */
final class ReceiverAnswers implements ComponentLoader {
  private static final byte[] NOTHING = {};

  private final ComponentLoader found =
      ComponentLoader.forClassLoader(ReceiverAnswers.class.getClassLoader());
  private volatile byte[] newest = NOTHING;

  /** Before a request: whatever was answered so far is of others. */
  void forget() {
    newest = NOTHING;
  }

  /** What the receiver refused of the request that it answered last. */
  PartialSuccess newest() {
    return PartialSuccess.of(newest);
  }

  private void keep(byte[] answer) {
    newest = answer == null ? NOTHING : answer;
  }

  @Override
  public <T> Iterable<T> load(Class<T> type) {
    if (type == GrpcSenderProvider.class) {
      GrpcSenderProvider usual = first(GrpcSenderProvider.class);
      GrpcSenderProvider looking = config -> new LookingGrpc(usual.createSender(config));
      return List.of(type.cast(looking));
    }
    if (type == HttpSenderProvider.class) {
      HttpSenderProvider usual = first(HttpSenderProvider.class);
      HttpSenderProvider looking = config -> new LookingHttp(usual.createSender(config));
      return List.of(type.cast(looking));
    }
    return found.load(type);
  }

  private <T> T first(Class<T> type) {
    return found.load(type).iterator().next();
  }

  private <R> Consumer<R> looking(Function<R, byte[]> body, Consumer<R> next) {
    return response -> {
      keep(body.apply(response));
      next.accept(response);
    };
  }

  private final class LookingGrpc implements GrpcSender {
    private final GrpcSender sender;

    LookingGrpc(GrpcSender sender) {
      this.sender = sender;
    }

    @Override
    public void send(
        MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
      sender.send(message, looking(GrpcResponse::getResponseMessage, onResponse), onError);
    }

    @Override
    public CompletableResultCode shutdown() {
      return sender.shutdown();
    }
  }

  private final class LookingHttp implements HttpSender {
    private final HttpSender sender;

    LookingHttp(HttpSender sender) {
      this.sender = sender;
    }

    @Override
    public void send(
        MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
      sender.send(message, looking(HttpResponse::getResponseBody, onResponse), onError);
    }

    @Override
    public CompletableResultCode shutdown() {
      return sender.shutdown();
    }
  }
}
