package io.streamgauge.exporters.page;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of the system, with waits that are generous because machines are busy. */
public final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one; a missing part skips the test with a reason, or fails it in CI. */
  public static Chromium start() {
    Optional<Path> browser = installed("chromium");
    Optional<Path> service = installed("chromedriver");
    if (browser.isEmpty() || service.isEmpty()) {
      String reason = "no Chromium with its driver: apt-get install chromium chromium-driver";
      if ("true".equals(System.getenv("CI"))) {
        fail(reason);
      }
      System.err.println("Skipped: " + reason);
      abort(reason);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get().toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.addArguments("--hide-scrollbars", "--disable-background-networking", "--lang=en");
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    ChromeDriverService own =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(service.get().toFile())
            .usingAnyFreePort()
            .build();
    return new Chromium(new ChromeDriver(own, options));
  }

  /** Opens a URL. */
  public void open(String url) {
    driver.get(url);
  }

  /** Sets the size of what is shown, in CSS pixels, smaller than a window may be too. */
  public void size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Whether the system is to prefer dark. */
  public void dark(boolean prefersDark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", prefersDark ? "dark" : "light"))));
  }

  /** Waits until an element shows exactly a text. */
  public void awaitText(String selector, String text) {
    awaitThat(selector + " shows '" + text + "'", () -> texts(selector).contains(text));
  }

  /** Waits until something holds; a page that is being updated is looked at again. */
  public void awaitThat(String what, java.util.function.BooleanSupplier condition) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(what)
        .ignoring(StaleElementReferenceException.class)
        .until(any -> condition.getAsBoolean());
  }

  /** The texts of all elements that match, as they are in the document. */
  @SuppressWarnings("unchecked")
  public List<String> texts(String selector) {
    return (List<String>)
        driver.executeScript(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)",
            selector);
  }

  /** The text of the first element that matches; empty if none does. */
  public String text(String selector) {
    return texts(selector).stream().findFirst().orElse("");
  }

  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Types into whatever has the focus. */
  public void type(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** What a script returns. */
  public Object script(String code, Object... arguments) {
    return driver.executeScript(code, arguments);
  }

  /** What the browser complained of: errors of scripts, and what the policy refused. */
  public List<String> complaints() {
    return driver.manage().logs().get("browser").getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** What is shown, as a PNG file. */
  public void screenshot(Path file) throws IOException {
    Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static Optional<Path> installed(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
