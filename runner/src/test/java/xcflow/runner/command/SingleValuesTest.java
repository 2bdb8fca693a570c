package xcflow.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

class SingleValuesTest {
    private final StringWriter err = new StringWriter();

    @Command(name = "top")
    static final class Top implements Runnable {
        @Option(names = "--home", scope = ScopeType.INHERIT)
        private String home;

        @Override
        public void run() {}
    }

    @Command(name = "sub")
    static final class Sub implements Runnable {
        @Option(names = "--plain")
        private String plain;

        @ArgGroup(validate = false)
        private Group group = new Group();

        @Override
        public void run() {}
    }

    static final class Group {
        @Option(names = "--cutoff")
        private Double cutoff;

        @Option(names = {"-f", "--flag"})
        private boolean flag;

        @Option(names = "--potential")
        private Map<String, String> potentials = new LinkedHashMap<>();
    }

    private int run(String arguments) {
        CommandLine line = new CommandLine(new Top());
        line.addSubcommand("sub", new Sub());
        line.setExecutionStrategy(new SingleValues());
        line.setErr(new PrintWriter(err));
        return line.execute(arguments.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "sub --cutoff 1 --cutoff 2, --cutoff",
        "sub --cutoff=1 --flag --cutoff=1, --cutoff",
        "sub -f --flag, --flag",
        "sub --plain a --plain b, --plain",
        "sub --potential Mg=a --potential Mg=b, --potential Mg",
        "--home a sub --home b, --home",
        "sub --home a --home b, --home"
    })
    void anOptionGivenTwiceIsRefused(String arguments, String option) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(option).containsPattern("more than once|only once");
    }

    @Test
    void oneValueEachIsAccepted() {
        assertThat(run("--home a sub --cutoff 1 -f --potential Mg=a --potential O=a")).isZero();
    }
}
