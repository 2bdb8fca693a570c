package xcflow.test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Takes pictures of pages of a server that runs: each on a desktop, on a phone in the dark, and as
 * it is printed.
 *
 * <p>{@code java -cp … xcflow.test.PagePictures LINK DIRECTORY PAGE...}; the link is what {@code
 * xcflow serve} prints, or the address of a file, a page is written {@code name=/path}.
 */
final class PagePictures {
    private static final int TALLEST = 2600;

    private PagePictures() {}

    public static void main(String[] arguments) throws Exception {
        String link = arguments[0];
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        String base = link.startsWith("http") ? link.replaceFirst("/session.*", "/") : "";
        try (Browser browser = new Browser(base)) {
            if (!base.isEmpty()) {
                browser.open(link);
            }
            for (String argument : List.of(arguments).subList(2, arguments.length)) {
                String[] page = argument.split("=", 2);
                browser.open(page[1]);
                // Lists of what may be typed, structures and events arrive after the page.
                Thread.sleep(1500);
                picture(browser, directory.resolve(page[0] + ".png"));
                browser.media("screen", "dark");
                browser.phone();
                browser.open(page[1]);
                Thread.sleep(1000);
                picture(browser, directory.resolve(page[0] + "-phone-dark.png"));
                browser.noPhone();
                browser.media("print", "light");
                browser.open(page[1]);
                Thread.sleep(700);
                Map<String, Object> pdf =
                        browser.driver()
                                .executeCdpCommand(
                                        "Page.printToPDF", Map.of("printBackground", true));
                Files.write(
                        directory.resolve(page[0] + ".pdf"),
                        Base64.getDecoder().decode(pdf.get("data").toString()));
                browser.media("screen", "light");
            }
        }
    }

    private static void picture(Browser browser, Path file) throws Exception {
        long width = (long) browser.script("return window.innerWidth");
        long height =
                Math.min(
                        TALLEST,
                        (long) browser.script("return document.documentElement.scrollHeight"));
        Map<String, Object> shot =
                browser.driver()
                        .executeCdpCommand(
                                "Page.captureScreenshot",
                                Map.of(
                                        "captureBeyondViewport",
                                        true,
                                        "clip",
                                        Map.of(
                                                "x", 0, "y", 0, "width", width, "height", height,
                                                "scale", 1)));
        Files.write(file, Base64.getDecoder().decode(shot.get("data").toString()));
    }
}
