package xcflow.runner.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import xcflow.spi.Meter;
import xcflow.spi.ResourceUse;

@EnabledOnOs(OS.LINUX)
class CommandUseTest {
    private static final String BUSY = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";

    @TempDir private Path scratch;
    private final Meter meter = Meter.begin();

    @AfterEach
    void end() {
        Meter.end();
    }

    private ProcessBuilder builder(CommandUse use, String command) {
        return ProcessGroup.of(List.of("/bin/sh", "-c", command), use)
                .directory(scratch.toFile())
                .redirectOutput(scratch.resolve("out").toFile())
                .redirectError(scratch.resolve("err").toFile());
    }

    private int run(CommandUse use, String command) throws Exception {
        return new ProcessGroup(builder(use, command), use).run(() -> false);
    }

    @Test
    void processorTimeOfAllThatACommandWaitedForIsCounted() throws Exception {
        assertThat(run(CommandUse.measured(scratch), "sh -c '" + BUSY + "'; exit 3")).isEqualTo(3);
        ResourceUse used = meter.used();
        assertThat(used.cpuSeconds().getAsDouble()).isBetween(0.02, 60.0);
        assertThat(used.peakMemory().getAsLong()).isBetween(100_000L, 1L << 32);
        assertThat(used.readBytes()).isPresent();
    }

    @Test
    void severalCommandsOfATaskAreAddedUp() throws Exception {
        run(CommandUse.measured(scratch), BUSY);
        double first = meter.used().cpuSeconds().getAsDouble();
        run(CommandUse.measured(scratch), BUSY);
        assertThat(meter.used().cpuSeconds().getAsDouble()).isGreaterThan(first);
    }

    @Test
    void whatWorksElsewhereIsNotTakenForNothing() throws Exception {
        run(CommandUse.unknown(), BUSY);
        assertThat(meter.used()).isEqualTo(ResourceUse.UNKNOWN);
        assertThat(meter.programs()).isTrue();
    }

    @Test
    void theGuardLeavesTheVariablesOfTheCommandAlone() throws Exception {
        CommandUse use = CommandUse.measured(scratch);
        ProcessBuilder builder =
                builder(
                        use,
                        "echo $status $line $lifeline $report $# $0; ls; env | grep -c xcflow_");
        for (String name : List.of("status", "line", "lifeline", "report")) {
            builder.environment().put(name, "mine");
        }
        new ProcessGroup(builder, use).run(() -> false);
        assertThat(Files.readAllLines(scratch.resolve("out")))
                .containsExactly("mine mine mine mine 0 /bin/sh", "err", "out", "0");
    }
}
