package xcflow.functional.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The library that answers in place of libxc. The programs of these tests are linked with a libxc
 * of their own, of which the interface is the real one's; where the real one is here, it is used
 * too.
 */
class LibxcBridgeTest {
    @TempDir private static Path directory;
    private static Shell shell;
    private static Exported exported;
    private static Path place;

    @BeforeAll
    static void build() throws Exception {
        shell = new Shell(directory);
        assumeTrue(shell.runs("cc", "--version"), "no C compiler");
        exported = ExportedFunctionals.constrained(6, 2);
        place = shell.write(ExportFiles.libxc(exported), "libxc");
        for (String program : List.of("asks.c", "standin.c", "asks_libxc.c")) {
            Files.writeString(place.resolve(program), Shell.script(program, exported));
        }
        String source = exported.identifier() + ".c";
        // One kind of processor is enough here and compiles three times as fast.
        cc("-O1", "-DXCF_NO_DISPATCH", "-fPIC -fvisibility=hidden -c -o functional.o", source);
        cc(
                "-Wall -Wextra -Werror -shared -fPIC -fvisibility=hidden -o bridge.so bridge.c tally.c"
                        + " functional.o -lm -ldl");
        cc("-shared -fPIC -o libxc.so standin.c");
        cc("-o asks asks.c functional.o ./libxc.so -lm -ldl");
    }

    private static void cc(String... options) throws Exception {
        var command = new ArrayList<>(List.of("cc"));
        command.addAll(List.of(String.join(" ", options).split(" ")));
        assertThat(Shell.output(place, Map.of(), command.toArray(String[]::new))).isEqualTo("0 ");
    }

    private String asks(Map<String, String> environment, String... command) throws Exception {
        var all = new HashMap<>(environment);
        all.put("LD_PRELOAD", place.resolve("bridge.so").toString());
        var words = new ArrayList<>(List.of("env"));
        all.forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(List.of(command));
        return Shell.output(place, Map.of(), words.toArray(String[]::new));
    }

    private static final Map<String, String> REQUIRED = Map.of("XCF_REQUIRE", "1");

    @Test
    void bothPartsOfTheFunctionalAnswerForPbe() throws Exception {
        assertThat(asks(REQUIRED, "./asks", "101", "130"))
                .startsWith("0 ")
                .contains("101: ours")
                .contains("130: ours")
                .contains("exchange at 33 points, for correlation at 33, in 1 process")
                .contains(exported.digest());
    }

    @Test
    void theWholeFunctionalAnswersForOneNumber() throws Exception {
        assertThat(asks(Map.of("XCF_REQUIRE", "1", "XCF_REPLACE", "160"), "./asks", "160"))
                .startsWith("0 ")
                .contains("160: ours")
                .contains("exchange at 33 points, for correlation at 33");
    }

    @Test
    void whatIsAskedOfOtherFunctionalsGoesOnToLibxcAlsoWithin() throws Exception {
        // 406 is a mixture that asks libxc for 101 by the dynamic linker again.
        assertThat(asks(REQUIRED, "./asks", "101", "130", "106", "406"))
                .startsWith("0 ")
                .contains("106: libxc's")
                .contains("406: libxc's")
                .contains("libxc evaluated other gradient approximations at 66 points");
    }

    @Test
    void aRunThatNeverAskedFails() throws Exception {
        assertThat(asks(REQUIRED, "./asks", "106")).startsWith("86 ").contains("NEVER used");
        assertThat(asks(REQUIRED, "sh", "-c", "true; true")).startsWith("86 ").contains("NEVER");
        assertThat(asks(Map.of(), "./asks", "106")).startsWith("0 ").contains("NEVER used");
        assertThat(asks(Map.of(), "true")).isEqualTo("0 ");
        assertThat(asks(REQUIRED, "sh", "-c", "exit 3")).startsWith("3 ").contains("NEVER used");
    }

    @Test
    void aRunThatAskedForHalfOfItFails() throws Exception {
        assertThat(asks(REQUIRED, "./asks", "101")).startsWith("86 ").contains("exchange alone");
        assertThat(asks(REQUIRED, "./asks", "130")).startsWith("86 ").contains("correlation alone");
    }

    @Test
    void allProcessesOfARunCountTogether() throws Exception {
        assertThat(asks(REQUIRED, "sh", "-c", "./asks 101; ./asks 130; true"))
                .startsWith("0 ")
                .contains("at 33 points, for correlation at 33, in 2 processes");
        assertThat(asks(REQUIRED, "./asks", "fork", "101", "130"))
                .startsWith("0 ")
                .contains("at 33 points, for correlation at 33, in 1 process");
    }

    @Test
    void libxcAnswersItselfWhereItShallBePassedThrough() throws Exception {
        assertThat(asks(Map.of("XCF_PASS", "1", "XCF_REQUIRE", "1"), "./asks", "101", "130"))
                .startsWith("86 ")
                .contains("101: libxc's")
                .contains("130: libxc's")
                .contains("NOT used");
    }

    @Test
    void aLibraryInAPrivateScopeIsFound() throws Exception {
        assertThat(asks(REQUIRED, "./asks", "local", "101", "130", "106"))
                .startsWith("0 ")
                .contains("101: ours")
                .contains("106: libxc's");
    }

    @Test
    void whatItCannotDoEndsTheProgram() throws Exception {
        assertThat(asks(Map.of(), "./asks", "third", "101"))
                .startsWith("86 ")
                .contains("has no third derivatives");
        assertThat(asks(Map.of("XCF_REPLACE", "130,101"), "./asks", "101"))
                .startsWith("86 ")
                .contains("XCF_REPLACE is EXCHANGE,CORRELATION");
        assertThat(asks(Map.of("XCF_REPLACE", "101;130"), "./asks", "101"))
                .startsWith("86 ")
                .contains("cannot understand XCF_REPLACE");
        assertThat(asks(Map.of("STANDIN_VERSION", "4"), "./asks", "101"))
                .startsWith("86 ")
                .contains("works with libxc 5, 6 and 7");
    }

    @Test
    void reportsGoToAFileThatIsGiven() throws Exception {
        Path log = place.resolve("log");
        String said = asks(Map.of("XCF_LOG", log.toString()), "./asks", "101", "130");
        assertThat(said).startsWith("0 ").doesNotContain("points");
        var use = new Preload().use(log).orElseThrow();
        assertThat(use.whole()).isTrue();
        assertThat(use.exchange()).isEqualTo(33);
        assertThat(use.correlation()).isEqualTo(33);
    }

    @Test
    void theRealLibxcGivesWhatItGivesAlone() throws Exception {
        String link = "cc -o real asks_libxc.c functional.o -lxc -lm";
        assumeTrue(Shell.output(place, Map.of(), link.split(" ")).startsWith("0 "), "no libxc");
        assertThat(asks(REQUIRED, "./real")).startsWith("0 ").contains("ours");
        assertThat(asks(Map.of("XCF_PASS", "1"), "./real")).startsWith("1 ");
    }

    @Test
    void theCheckingProgramRefusesAlteredFiles() throws Exception {
        for (String altered : List.of("", "bridge.c", "functional.xcf", "polarised.txt")) {
            var other = shell.write(ExportFiles.libxc(exported), "altered-" + altered);
            if (!altered.isEmpty()) {
                Shell.alter(other.resolve(altered));
            }
            String check = "cc -o check check.c " + place.resolve("functional.o") + " -lm";
            Shell.output(other, Map.of(), check.split(" "));
            String said = Shell.output(other, Map.of(), "./check");
            if (altered.isEmpty()) {
                assertThat(said).startsWith("0 ");
            } else {
                assertThat(said).startsWith("1 ").contains(altered + " is not as it was exported");
            }
        }
    }
}
