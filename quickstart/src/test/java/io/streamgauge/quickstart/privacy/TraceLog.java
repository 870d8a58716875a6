package io.streamgauge.quickstart.privacy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Everything that jobs and exporter say in this JVM, at trace level. Kafka's loggers are left out
 * here: broker and clients, which know the secrets, run in the same JVM.
 */
final class TraceLog implements AutoCloseable {
  /** For a process that is all ours: everything of everybody, to standard error. */
  static final String CONFIGURATION =
      """
      <configuration>
        <appender name="STDERR" class="ch.qos.logback.core.ConsoleAppender">
          <target>System.err</target>
          <encoder><pattern>%d %level %logger - %msg%n%ex{full}</pattern></encoder>
        </appender>
        <root level="TRACE"><appender-ref ref="STDERR"/></root>
      </configuration>
      """;

  private static final List<String> OURS = List.of("io.streamgauge", "org.apache.flink");

  private final FileAppender<ILoggingEvent> appender;

  private TraceLog(FileAppender<ILoggingEvent> appender) {
    this.appender = appender;
  }

  static TraceLog to(Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d %level %logger - %msg%n%ex{full}");
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.start();
    for (String name : OURS) {
      Logger logger = context.getLogger(name);
      logger.setLevel(Level.TRACE);
      logger.setAdditive(false);
      logger.addAppender(appender);
    }
    return new TraceLog(appender);
  }

  @Override
  public void close() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    for (String name : OURS) {
      Logger logger = context.getLogger(name);
      logger.detachAppender(appender);
      logger.setAdditive(true);
      logger.setLevel(Level.ERROR);
    }
    appender.stop();
  }
}
