package io.streamgauge.quickstart.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Serial;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Values for the options of one command: a properties file in UTF-8 whose keys are the options'
 * long names without their dashes. An empty value counts as unset.
 */
final class ConfigurationFile {
  private final Path path;
  private final Properties values;

  private ConfigurationFile(Path path, Properties values) {
    this.path = path;
    this.values = values;
  }

  /**
   * Reads the whole file.
   *
   * @param path where it is
   * @param known the keys that may stand in it
   * @throws WrongFileException if it cannot be read, or holds a key that is not known or comes
   *     twice; the message is for the user, one line, and begins with the path
   */
  static ConfigurationFile read(Path path, Collection<String> known) throws WrongFileException {
    Properties values = new UniqueKeys();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      values.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new WrongFileException(path + ": " + reason(path, e), e);
    }
    TreeSet<String> unknown = new TreeSet<>(values.stringPropertyNames());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new WrongFileException(path + ": " + complaint(unknown), null);
    }
    return new ConfigurationFile(path, values);
  }

  private static String complaint(Collection<String> unknown) {
    String keys = unknown.stream().collect(Collectors.joining("', '", "'", "'"));
    return unknown.size() == 1
        ? "there is no option for key " + keys
        : "no options for keys " + keys;
  }

  private static String reason(Path path, Exception error) {
    if (error instanceof NoSuchFileException) {
      return "no such file";
    }
    if (error instanceof AccessDeniedException) {
      return "no right to read it";
    }
    if (error instanceof CharacterCodingException) {
      return "not a text in UTF-8";
    }
    if (Files.isDirectory(path)) {
      return "a folder, not a file";
    }
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }

  Path path() {
    return path;
  }

  /** The value of a key, if it is there and not empty. */
  Optional<String> value(String key) {
    return Stream.of(values.getProperty(key, "").strip()).filter(v -> !v.isEmpty()).findFirst();
  }

  /** Says what is wrong with a file, in one line. */
  static final class WrongFileException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    WrongFileException(String message, Exception cause) {
      super(message, cause);
    }
  }

  /** Of two lines with the same key one would silently win. */
  private static final class UniqueKeys extends Properties {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public synchronized Object put(Object key, Object value) {
      if (containsKey(key)) {
        throw new IllegalArgumentException("key '" + key + "' comes twice");
      }
      return super.put(key, value);
    }
  }
}
