package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/architecture.md draws the modules as the poms declare them. */
class ArchitecturePageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/architecture.md");
    private static final Path PICTURE = ROOT.resolve("docs/pictures/modules.svg");
    private static final String BEGIN = "<!-- modules: generated -->\n";
    private static final String END = "<!-- end of what is generated -->";
    private static final String AGAIN =
            "write it again with: mvn -q -Dquick -pl test -am test -Dtest=ArchitecturePageTest"
                    + " -Dxcflow.pages=write -Dsurefire.failIfNoSpecifiedTests=false";

    @Test
    void drawsTheModulesOfThePoms() throws Exception {
        ModulePicture picture = new ModulePicture(ModuleGraph.read(ROOT));
        String page = with(Files.readString(PAGE), picture.table());
        if (System.getProperty("xcflow.pages", "").equals("write")) {
            Files.writeString(PAGE, page);
            Files.writeString(PICTURE, picture.svg());
        }
        assertThat(Files.readString(PICTURE)).as(AGAIN).isEqualTo(picture.svg());
        assertThat(Files.readString(PAGE)).as(AGAIN).isEqualTo(page);
    }

    private static String with(String page, String table) throws IOException {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertThat(begin).as("%s in %s", BEGIN.strip(), PAGE).isNotNegative();
        assertThat(end).isGreaterThan(begin);
        return page.substring(0, begin + BEGIN.length())
                + "\n"
                + table
                + "\n"
                + page.substring(end);
    }

    @Test
    void everyModuleIsAboveWhatItUses() {
        ModuleGraph graph =
                new ModuleGraph(
                        Map.of(
                                "top",
                                new ModuleGraph.Module(
                                        "top", "", List.of("ground"), List.of("side")),
                                "side",
                                new ModuleGraph.Module("side", "", List.of("ground"), List.of()),
                                "ground",
                                new ModuleGraph.Module("ground", "", List.of(), List.of())));
        assertThat(graph.floors())
                .containsOnly(Map.entry("top", 2), Map.entry("side", 1), Map.entry("ground", 0));
        assertThat(graph.implied("top", "ground")).isTrue();
        assertThat(graph.implied("top", "side")).isFalse();
    }
}
