package xcflow.test;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.UnhandledAlertException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium as a user has it, where it and its driver are installed. */
public final class Browser implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/bin/chromium");
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final String base;

    /**
     * Starts it.
     *
     * @param base address of the server, with a slash at its end
     */
    public Browser(String base) {
        this.base = base;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(PROGRAM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(PATIENCE);
        desktop();
    }

    /** Whether this machine has it. */
    public static boolean installed() {
        return Files.isExecutable(PROGRAM) && Files.isExecutable(DRIVER);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Goes to a page: a path, or an address. */
    public void open(String path) {
        driver.get(path.contains("://") ? path : base + path.substring(1));
    }

    void desktop() {
        driver.manage().window().setSize(new Dimension(1280, 900));
    }

    /** A phone: windows cannot be so narrow, but what is emulated can. */
    void phone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    }

    void noPhone() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    void media(String type, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        type,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void scripts(boolean allowed) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** Waits until the page shows something, without loading it again. */
    void until(String what) {
        // A dialog that was just answered may still be there for a moment.
        new WebDriverWait(driver, PATIENCE)
                .ignoring(UnhandledAlertException.class, StaleElementReferenceException.class)
                .withMessage(() -> missing(what))
                .until(d -> text().contains(what));
    }

    private String missing(String what) {
        String stale = text();
        driver.navigate().refresh();
        return "'"
                + what
                + "' does not appear"
                + (text().contains(what) ? " until the page is loaded anew" : "")
                + " on:\n"
                + stale;
    }

    /** Presses a button that may be drawn anew meanwhile. */
    void press(String button) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class, NoSuchElementException.class)
                .until(
                        d -> {
                            d.findElement(By.xpath("//button[.='" + button + "']")).click();
                            return true;
                        });
    }

    /** Agrees to what a page asks. */
    void agree() {
        new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.alertIsPresent()).accept();
    }

    /** What a script gives. */
    public Object script(String text, Object... arguments) {
        return driver.executeScript(text, arguments);
    }

    /** Errors on the console since the last look; also what the page's policy refused. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** What axe-core finds that is serious or critical. */
    Object seriousFaults() throws Exception {
        String axe;
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        driver.executeScript(axe);
        return driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "axe.run({resultTypes: ['violations']}).then(r => done(r.violations"
                        + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                        + ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html + ' '"
                        + " + n.failureSummary).join(' | '))))");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
