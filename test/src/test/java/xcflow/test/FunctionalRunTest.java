package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Programs run with a functional on record, and are recorded as executions of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionalRunTest {
    private static final String MAKE =
            """
            name: make
            steps:
              make:
                uses: random-functional
                with: {name: mine, network: {width: 4, depth: 1}}
            """;

    /** As much of libxc as a program needs. */
    private static final String LIBXC =
            """
            #include <stddef.h>
            typedef struct { int number, kind; const char *name; } info;
            typedef struct { const info *info; int nspin; } functional;
            const info x = {101, 0, "x"}, c = {130, 1, "c"};
            int xc_func_info_get_number(const info *i) { return i->number; }
            int xc_func_info_get_kind(const info *i) { return i->kind; }
            void xc_version(int *a, int *b, int *c) { *a = 7; *b = *c = 0; }
            void xc_gga_exc(const functional *p, size_t n, const double *r, const double *s, double *e) {}
            """;

    /** Asks for exchange and, with an argument, for correlation. */
    private static final String PROGRAM =
            """
            #include <stddef.h>
            typedef struct { const void *info; int nspin; } functional;
            extern const struct any { int number; } x, c;
            void xc_gga_exc(const functional *, size_t, const double *, const double *, double *);
            int main(int count, char **words) {
                double rho[3] = {1, 2, 3}, sigma[3] = {1, 2, 3}, e[3] = {0, 0, 0};
                functional p = {&x, 1}, q = {&c, 1};
                xc_gga_exc(&p, 3, rho, sigma, e);
                if (count > 1) xc_gga_exc(&q, 3, rho, sigma, e);
                return e[0] < 0 ? 0 : 5;
            }
            """;

    private CommandLine xcflow;
    private String program;

    @BeforeAll
    void makeVersionAndProgram(@TempDir Path temporary) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/maps")) && compiler(), "no Linux, no compiler");
        Path directory = Files.createDirectories(temporary.resolve("project"));
        xcflow = new CommandLine(directory);
        xcflow.ok("run", xcflow.file("make.yaml", MAKE).toString());
        xcflow.file("libxc.c", LIBXC);
        xcflow.file("program.c", PROGRAM);
        program = directory.resolve("program").toString();
        cc("-shared", "-fPIC", "-o", directory + "/libxc.so", directory + "/libxc.c");
        cc("-fPIE", "-o", program, directory + "/program.c", directory + "/libxc.so");
    }

    private static boolean compiler() throws InterruptedException {
        try {
            cc("--version");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void cc(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("cc"));
        command.addAll(List.of(arguments));
        int status =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        assertThat(status).as(String.join(" ", command)).isZero();
    }

    @Test
    void aProgramThatUsesTheFunctionalIsAnExecutionOfIt() {
        var result = xcflow.run("functional", "run", "mine", "--", program, "both");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).contains("exchange at 3 points, for correlation at 3");
        var metrics = xcflow.run("functional", "metrics", "mine", "--json").json();
        assertThat(metrics.toString()).contains("\"points-in-program\"");
        assertThat(xcflow.run("functional", "descendants", "mine").out())
                .contains("functional-run")
                .contains(program);
        assertThat(xcflow.run("audit").status()).isZero();
    }

    @Test
    void aFileThatIsGivenBecomesTheVersionThatRuns(@TempDir Path elsewhere) {
        Path file = elsewhere.resolve("theirs.xcf");
        new CommandLine(elsewhere.resolve("project"))
                .ok("functional", "random", "--name", "theirs", "--output", elsewhere.toString());
        xcflow.ok("functional", "run", file.toString(), "--", program, "both");
        var metrics = xcflow.ok("functional", "metrics", "theirs@1", "--json").json();
        assertThat(metrics.toString()).contains("\"points-in-program\"");
    }

    @Test
    void aProgramThatUsesHalfOfItOrNothingFails() {
        var half = xcflow.run("functional", "run", "mine", "--", program);
        assertThat(half.status()).isEqualTo(1);
        assertThat(half.err()).contains("exchange alone").contains("FAILED");
        var nothing = xcflow.run("functional", "run", "mine", "--", "true");
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.err()).contains("NEVER used");
    }

    @Test
    void theExitStatusIsThatOfTheProgram() {
        var result = xcflow.run("functional", "run", "mine", "--", "sh", "-c", "exit 14");
        assertThat(result.status()).isEqualTo(14);
        assertThat(result.err()).contains("sh ended with exit status 14");
    }

    @Test
    void whatCannotRunIsSaid() {
        int before = xcflow.ok("runs", "--json").json().size();
        var none = xcflow.run("functional", "run", "mine", "--", "no-such-program");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("there is no program no-such-program in PATH");
        var source = xcflow.run("functional", "run", "mine", "--", program + ".c");
        assertThat(source.status()).isEqualTo(2);
        assertThat(source.err()).contains("program.c cannot be executed");
        assertThat(xcflow.ok("runs", "--json").json().size()).isEqualTo(before);
        var reference = xcflow.run("functional", "run", "nothing-like-it", "--", "true");
        assertThat(reference.status()).isEqualTo(2);
        var numbers = xcflow.run("functional", "run", "mine", "--replace", "x", "--", "true");
        assertThat(numbers.status()).isEqualTo(2);
        assertThat(numbers.err()).contains("101,130");
    }
}
