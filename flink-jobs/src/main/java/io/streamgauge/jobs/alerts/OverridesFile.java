package io.streamgauge.jobs.alerts;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The overrides of a file that is read again when it changes. What is wrong with a changed file is
 * logged in one line, and what was read before stays. The file must lie where the job runs.
 */
public final class OverridesFile implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(OverridesFile.class);
  private static final long CHECK_MILLIS = 10_000;

  private final String path;
  private final AlertCatalog catalog;
  private Overrides overrides;
  private transient FileTime modified;
  private transient long checkedMillis;

  private OverridesFile(String path, AlertCatalog catalog, Overrides overrides) {
    this.path = path;
    this.catalog = catalog;
    this.overrides = overrides;
  }

  /** No file: nothing is overridden. */
  public static OverridesFile none() {
    return new OverridesFile(null, null, Overrides.NONE);
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException in one line, if it is wrong
   * @throws IOException if it cannot be read
   */
  public static OverridesFile read(Path path, AlertCatalog catalog) throws IOException {
    return new OverridesFile(path.toString(), catalog, Overrides.read(path, catalog));
  }

  /** The overrides at a moment of event time; looks at the file every 10 s of it. */
  public Overrides at(long millis) {
    if (path != null && (modified == null || millis - checkedMillis >= CHECK_MILLIS)) {
      checkedMillis = millis;
      refresh();
    }
    return overrides;
  }

  private void refresh() {
    Path file = Path.of(path);
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (now.equals(modified)) {
        return;
      }
      modified = now;
      overrides = Overrides.read(file, catalog);
    } catch (IOException e) {
      LOG.warn("Overrides stay as they were: {} cannot be read", path);
    } catch (IllegalArgumentException e) {
      LOG.warn("Overrides stay as they were: {}", e.getMessage());
    }
  }
}
