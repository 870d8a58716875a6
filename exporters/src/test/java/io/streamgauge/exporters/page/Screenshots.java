package io.streamgauge.exporters.page;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures of docs/images from a running exporter; {@code docs/images/take-screenshots}
 * starts a demo and this. Not part of any build.
 */
class Screenshots {
  @Test
  void take() throws IOException {
    String url = System.getProperty("streamgauge.screenshots.of");
    Path images = Path.of(System.getProperty("streamgauge.screenshots.to"));
    try (Chromium browser = Chromium.start()) {
      browser.size(1200, 1000);
      browser.open(url);
      browser.awaitThat("figures", () -> !browser.texts("#groups tbody tr").isEmpty());
      browser.screenshot(images.resolve("page.png"));
      browser.size(400, 800);
      browser.screenshot(images.resolve("page-narrow.png"));
      browser.size(1200, 1000);
      browser.dark(true);
      browser.find("#groups tbody a").click();
      browser.awaitThat("plots", () -> !browser.texts("#topics tbody tr").isEmpty());
      browser.screenshot(images.resolve("page-group.png"));
    }
  }
}
