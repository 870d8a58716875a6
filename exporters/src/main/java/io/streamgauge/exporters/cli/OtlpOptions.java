package io.streamgauge.exporters.cli;

import io.streamgauge.exporters.otlp.HeaderFile;
import io.streamgauge.exporters.otlp.OtlpSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for pushing by OTLP. */
public final class OtlpOptions {
  private static final String GRPC = "grpc";
  private static final String HTTP = "http/protobuf";
  private static final String CA = "--otlp-ca";

  @Option(
      names = "--otlp-endpoint",
      paramLabel = "URL",
      description =
          "Push what /metrics shows to this OTLP receiver, such as http://localhost:4317 (gRPC) or"
              + " http://localhost:4318 (HTTP). Of several exporters on one bus one pushes."
              + " Default: none.")
  private String endpoint;

  @Option(
      names = "--otlp-protocol",
      paramLabel = "PROTOCOL",
      defaultValue = GRPC,
      description = "How the receiver is spoken to: grpc or http/protobuf. Default: grpc.")
  private String protocol;

  @Option(
      names = "--otlp-interval",
      paramLabel = "SECONDS",
      defaultValue = "" + OtlpSettings.DEFAULT_INTERVAL_SECONDS,
      description = "Push every so many seconds. Default: ${DEFAULT-VALUE}.")
  private int intervalSeconds;

  @Option(
      names = "--otlp-headers",
      paramLabel = "FILE",
      description =
          "File with headers for the receiver, a line NAME: VALUE each, such as Authorization:"
              + " Bearer TOKEN. Read again for each push; a change counts once two pushes saw it.")
  private Path headers;

  @Option(
      names = CA,
      paramLabel = "FILE",
      description =
          "Certificates (PEM) that the receiver's must come from. Default: those that Java trusts.")
  private Path trusted;

  @Option(
      names = "--otlp-resource",
      paramLabel = "NAME=VALUE",
      split = ",",
      description =
          "Attributes of the resource, such as deployment.environment.name=prod; service.name is"
              + " streamgauge unless told otherwise here.")
  private Map<String, String> resource = Map.of();

  @Option(
      names = "--spans-topic",
      paramLabel = "TOPIC",
      defaultValue = "",
      description =
          "Push sampled exchanges from this topic as spans, such as streamgauge.spans, to the same"
              + " receiver. Default: none.")
  private String spansTopic;

  /**
   * What the options say.
   *
   * @throws ParameterException if one is wrong
   */
  OtlpSettings settings(CommandSpec spec) {
    if (intervalSeconds < 1) {
      throw wrong(spec, "--otlp-interval must be at least 1, not " + intervalSeconds);
    }
    if (endpoint == null) {
      if (!spansTopic.isEmpty()) {
        throw wrong(spec, "--spans-topic needs --otlp-endpoint");
      }
      return OtlpSettings.OFF;
    }
    return new OtlpSettings(
        Optional.of(uri(spec)),
        protocol(spec),
        Duration.ofSeconds(intervalSeconds),
        headers(spec),
        trusted(spec),
        resource,
        spansTopic);
  }

  private URI uri(CommandSpec spec) {
    URI uri =
        ServerUrl.of(spec.commandLine(), "--otlp-endpoint", endpoint, "http://localhost:4317");
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrong(spec, "--otlp-endpoint must have neither a query nor a fragment");
    }
    return uri;
  }

  private OtlpSettings.Protocol protocol(CommandSpec spec) {
    return switch (protocol) {
      case GRPC -> OtlpSettings.Protocol.GRPC;
      case HTTP -> OtlpSettings.Protocol.HTTP;
      default ->
          throw wrong(
              spec, "--otlp-protocol must be grpc or http/protobuf, not '" + protocol + "'");
    };
  }

  private Supplier<Map<String, String>> headers(CommandSpec spec) {
    if (headers == null) {
      return Map::of;
    }
    try {
      return new HeaderFile(headers);
    } catch (IOException e) {
      throw wrong(spec, "--otlp-headers: " + e.getMessage());
    }
  }

  private Optional<String> trusted(CommandSpec spec) {
    // The SDK takes the text; here it is made sure that it will.
    if (new HttpAccess(spec.commandLine()).trusted(CA, trusted).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(trusted, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw wrong(spec, CA + ": cannot read " + trusted);
    }
  }

  private static ParameterException wrong(CommandSpec spec, String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
