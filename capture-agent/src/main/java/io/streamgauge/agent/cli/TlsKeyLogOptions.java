package io.streamgauge.agent.cli;

import io.streamgauge.agent.tls.KeyLogFile;
import io.streamgauge.agent.tls.SecretStore;
import io.streamgauge.agent.tls.TlsLimits;
import io.streamgauge.agent.tls.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of every command that may decrypt TLS. */
public final class TlsKeyLogOptions {
  private static final int MAX_SESSIONS = 1_000_000;

  @Option(
      names = "--tls-keylog",
      paramLabel = "FILE",
      description =
          "Decrypts TLS 1.2 and 1.3 with the secrets in this file (NSS key log format), which is"
              + " followed while it grows. Connections that began before stay opaque. Default: TLS"
              + " is counted and not read.")
  private Path keyLog;

  @Option(
      names = "--tls-sessions",
      paramLabel = "NUMBER",
      description =
          "Sessions of the key log that are kept, and connections that are decrypted at a time."
              + " Default: ${DEFAULT-VALUE}.")
  private int sessions = TlsLimits.DEFAULTS.maxConnections();

  /** An opened key log; closing it overwrites its secrets. */
  public static final class Opened implements AutoCloseable {
    private final Optional<KeyLogFile> file;
    private final Optional<TlsOptions> tls;

    private Opened(Optional<KeyLogFile> file, Optional<TlsOptions> tls) {
      this.file = file;
      this.tls = tls;
    }

    /** For the pipeline; empty without a key log. */
    public Optional<TlsOptions> tls() {
      return tls;
    }

    @Override
    public void close() {
      file.ifPresent(KeyLogFile::close);
    }
  }

  /**
   * The same for captures that are files: whoever wrote the key log is done, and a last line
   * without an end counts too.
   */
  public Opened openForFiles(CommandSpec spec) {
    Opened opened = open(spec);
    opened.file.ifPresent(KeyLogFile::endsHere);
    return opened;
  }

  /** Opens the key log, if one is named; what stands in the way is one line for the user. */
  public Opened open(CommandSpec spec) {
    if (sessions < 1 || sessions > MAX_SESSIONS) {
      throw UserError.of(
          spec, "--tls-sessions must be between 1 and " + MAX_SESSIONS + ", not " + sessions);
    }
    if (keyLog == null) {
      return new Opened(Optional.empty(), Optional.empty());
    }
    try {
      KeyLogFile file = KeyLogFile.open(keyLog, new SecretStore(sessions));
      TlsLimits limits = TlsLimits.DEFAULTS.withMaxConnections(sessions);
      return new Opened(Optional.of(file), Optional.of(new TlsOptions(file.store(), limits)));
    } catch (IOException e) {
      throw UserError.of(spec, e);
    }
  }
}
