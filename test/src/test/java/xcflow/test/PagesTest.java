package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages in a real browser: what they show, who may act, and that they trust no text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final String PROBE = "<img src=x onerror=\\\"window.probed=1\\\">";

    @TempDir private static Path directory;

    private CommandLine xcflow;
    private Process server;
    private Browser browser;
    private String link;

    @BeforeAll
    void serve() throws Exception {
        assumeTrue(Browser.installed(), "chromium and its driver are not installed");
        xcflow = new CommandLine(directory);
        String text = PROBE.replace("\\", "");
        xcflow.file(
                "slow.yaml",
                """
                name: slow
                description: "PROBE"
                parameters:
                  until: {type: string, default: go, description: "a file PROBE"}
                  seeds: {type: list, default: [1, 2]}
                steps:
                  first:
                    description: "PROBE"
                    uses: shell
                    with: {command: "printf 'x,PROBE\\\\n1,2\\\\n2,3\\\\n3,5\\\\n4,7\\\\n' > t.csv; echo 'PROBE'", outputs: {table: t.csv}}
                  wait:
                    uses: shell
                    needs: [first]
                    matrix: {kind: ["one", "PROBE"], seed: "${{ parameters.seeds }}"}
                    with: {command: "while [ ! -e ${{ parameters.until }} ]; do sleep 0.1; done; echo ${{ matrix.seed }}"}
                outputs:
                  table: ${{ steps.first }}
                """
                        .replace("PROBE", PROBE)
                        .replace(
                                "${{ parameters.until }} ]",
                                directory + "/${{ parameters.until }} ]"));
        xcflow.file(
                "lineage.yaml",
                """
                name: lineage
                steps:
                  descriptors:
                    uses: sample-descriptors
                    with: {molecules: [H2, He], functional: PBE, gaussian: {basis: sto-3g}}
                  clone:
                    uses: clone
                    with: {name: small, reference: PBE, dataset: "${{ steps.descriptors.dataset }}", architecture: constrained, seed: 1, iterations: 2, network: {width: 4, depth: 1}}
                  tuned:
                    uses: fine-tune
                    with: {functional: "${{ steps.clone.functional }}", name: small-tuned, train: [H2], reference: PBE, gaussian: {basis: sto-3g, grid-level: 0}, iterations: 1}
                """);
        assertThat(
                        xcflow.run(
                                        "run",
                                        directory + "/lineage.yaml",
                                        "-q",
                                        "--name",
                                        "first try",
                                        "--label",
                                        "site=" + text,
                                        "--note",
                                        text)
                                .status())
                .isZero();
        xcflow.ok("functional", "note", "small@1", text);
        xcflow.ok("functional", "note", "small@1", "stage: reviewed " + text);
        xcflow.ok("functional", "tag", "small@1", "chosen");
        server =
                xcflow.start("serve", "--json", "--port", "0", "--directory", directory.toString());
        CommandLine.until(() -> line("serving") != null || !server.isAlive());
        link = line("page").get("link").asString();
        browser = new Browser(line("page").get("address").asString());
    }

    private JsonNode line(String event) throws Exception {
        return xcflow.printed()
                .lines()
                .filter(text -> text.startsWith("{") && text.endsWith("}"))
                .map(text -> JsonMapper.shared().readTree(text))
                .filter(node -> node.get("event").asString().equals(event))
                .findFirst()
                .orElse(null);
    }

    @AfterAll
    void end() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/runs",
                    "/runs/1",
                    "/runs/1/instances/0",
                    "/functionals",
                    "/functionals/small@1",
                    "/functionals/small@1/lineage",
                    "/experiments",
                    "/experiments/file/slow.yaml",
                    "/structures",
                    "/structures/named/Si",
                    "/audit",
                    "/compare?run=1");

    @Test
    void noPageHasAnErrorOnTheConsoleOrASeriousFaultForAxe() throws Exception {
        for (String page : PAGES) {
            browser.open(page);
            if (page.endsWith(".yaml")) {
                browser.until("Parameters");
            }
            assertThat(browser.seriousFaults()).as(page).isEqualTo(List.of());
            assertThat(browser.errors()).as(page).isEmpty();
            assertThat(browser.script("return window.probed === undefined")).isEqualTo(true);
        }
        browser.media("screen", "dark");
        for (String page : List.of("/", "/runs/1", "/functionals/small@1")) {
            browser.open(page);
            assertThat(browser.seriousFaults()).as(page + " in the dark").isEqualTo(List.of());
        }
        browser.media("screen", "light");
    }

    @Test
    void nothingIsWiderThanAPhone() {
        browser.phone();
        try {
            for (String page : PAGES) {
                browser.open(page);
                assertThat(
                                browser.script(
                                        "return document.scrollingElement.scrollWidth <= window.innerWidth"))
                        .as(page)
                        .isEqualTo(true);
            }
        } finally {
            browser.noPhone();
        }
    }

    @Test
    void pagesAreReadAndFilteredWithoutScripts() {
        browser.scripts(false);
        try {
            browser.open("/runs?workflow=lineage");
            assertThat(browser.text()).contains("lineage");
            browser.open("/runs/1?step=clone#instances");
            assertThat(browser.text())
                    .contains("clone", "SUCCEEDED".toLowerCase(java.util.Locale.ROOT));
            browser.open("/functionals/small@1?rs=5&part=x");
            assertThat(browser.text()).contains("Enhancement factor", "r");
            assertThat(browser.driver().findElements(By.cssSelector("svg.lines path.curve")))
                    .isNotEmpty();
            browser.open("/structures/named/Si?turn=90");
            assertThat(browser.driver().findElements(By.cssSelector("svg.structure circle")))
                    .hasSizeGreaterThan(1);
        } finally {
            browser.scripts(true);
        }
    }

    @Test
    void theLineageOfAFunctionalLeadsToItsGeometries() {
        browser.open("/functionals");
        browser.driver().findElement(By.linkText("small-tuned@1")).click();
        browser.driver().findElement(By.linkText("Lineage")).click();
        browser.until("Lineage of small-tuned@1");
        int width = browser.find(".graph svg").getSize().getWidth();
        browser.find("button[aria-label=Larger]").click();
        assertThat(browser.find(".graph svg").getSize().getWidth()).isGreaterThan(width);
        WebElement geometry = browser.find("ul.plain a[href^='/structures/']");
        assertThat(geometry.getText()).isIn("H2", "H2, He");
        geometry.click();
        browser.until("Atoms");
        assertThat(browser.text()).contains("H2");
        assertThat(browser.driver().findElements(By.cssSelector("#viewer canvas"))).hasSize(1);
    }

    @Test
    void theKeyboardIsEnough() {
        browser.open("/");
        WebElement body = browser.find("body");
        body.sendKeys(Keys.TAB);
        assertThat(browser.driver().switchTo().activeElement().getText())
                .isEqualTo("To the content");
        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        browser.until("Compare chosen runs");
        assertThat(browser.driver().getCurrentUrl()).endsWith("/runs");
    }

    @Test
    void aPrintedPageHasEverythingAndNoControls() {
        browser.open("/runs/1");
        browser.media("print", "light");
        try {
            assertThat(browser.find("header nav").isDisplayed()).isFalse();
            assertThat(browser.find("#instances table").isDisplayed()).isTrue();
            Map<String, Object> pdf =
                    browser.driver().executeCdpCommand("Page.printToPDF", Map.of());
            assertThat(pdf.get("data").toString().length()).isGreaterThan(10_000);
        } finally {
            browser.media("screen", "light");
        }
    }

    @Test
    void aRunIsBegunFollowedCancelledResumedAndCompared() throws Exception {
        browser.open("/runs/1");
        assertThat(browser.driver().findElements(By.cssSelector("form.act"))).isEmpty();
        browser.open(link);
        browser.open("/experiments/file/slow.yaml");
        browser.find("#run-form button").click();
        browser.until("Run 2 of slow");
        browser.until("▶ running");
        assertThat(browser.script("return window.probed === undefined")).isEqualTo(true);
        browser.press("Pause");
        browser.until("‖ paused");
        browser.press("Go on");
        browser.until("▶ running");
        browser.find("input[name=priority]").clear();
        browser.find("input[name=priority]").sendKeys("7", Keys.ENTER);
        browser.until("▶ running");
        assertThat(browser.find("input[name=priority]").getDomAttribute("value")).isEqualTo("7");
        browser.press("Cancel");
        browser.agree();
        browser.until("■ cancelled");
        Files.writeString(directory.resolve("go"), "");
        browser.press("Resume");
        browser.until("5 of 5 instances");
        browser.until("Results");
        browser.open("/runs/2/instances/3");
        assertThat(browser.text()).contains("Why it was", PROBE.replace("\\", ""));
        browser.open("/compare?run=1&run=2");
        assertThat(browser.text()).contains("run 1", "run 2", "until");
        assertThat(browser.driver().findElements(By.cssSelector("svg.lines path.curve")))
                .hasSize(1);
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.script("return window.probed === undefined")).isEqualTo(true);
    }
}
