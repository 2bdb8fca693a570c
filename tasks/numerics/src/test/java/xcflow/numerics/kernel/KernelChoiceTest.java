package xcflow.numerics.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.spi.UnsoundMachineException;

class KernelChoiceTest {
    private static final Processor WIDE =
            new Processor(
                    "Wide 9000",
                    Set.of(
                            ("pni sse4_2 avx avx2 fma bmi2 avx512f avx512vl avx512dq avx512bw"
                                            + " avx512cd")
                                    .split(" ")));

    private final List<String> probed = new ArrayList<>();

    /** Kernels whose dpotrf is wrong; the others compute with the real library. */
    private KernelChoice.Prober wrong(String own, String... kernels) {
        return coreType -> {
            String kernel = coreType.orElse(own);
            probed.add(kernel);
            OpenBlas planted =
                    new OpenBlas() {
                        @Override
                        public int dpotrf(int n, double[] a) {
                            int info = super.dpotrf(n, a);
                            a[n - 1] += List.of(kernels).contains(kernel) ? 1e-6 : 0;
                            a[n * n - 1] += List.of(kernels).contains(kernel) ? 1e-6 : 0;
                            return info;
                        }
                    };
            return new TestReport(
                    kernel, "OpenBLAS 1.2.3 X", SelfTest.run(planted), Optional.empty());
        };
    }

    @Test
    void takesOpenBlasOwnChoiceIfItIsRight() throws IOException {
        KernelChoice choice = KernelChoice.choose(Optional.empty(), WIDE, wrong("SkylakeX"));
        assertThat(choice.set()).isEmpty();
        assertThat(choice.report().kernel()).isEqualTo("SkylakeX");
        assertThat(choice.notice()).isEmpty();
        assertThat(probed).containsExactly("SkylakeX");
    }

    /** Libraries are built without the kernels of the newest processors. */
    @Test
    void saysWhenTheLibraryTakesAnotherKernelThanWasAskedFor() throws IOException {
        KernelChoice choice =
                KernelChoice.choose(
                        Optional.of("SkylakeX"),
                        WIDE,
                        asked ->
                                new TestReport(
                                        "Haswell",
                                        "OpenBLAS 1.2.3 X",
                                        SelfTest.run(new OpenBlas()),
                                        Optional.empty()));
        assertThat(choice.report().kernel()).isEqualTo("Haswell");
        assertThat(choice.notice())
                .contains("this build of OpenBLAS has no kernel SkylakeX: Haswell is used instead");
    }

    @Test
    void walksDownToTheNextKernelThatIsRight() throws IOException {
        KernelChoice choice =
                KernelChoice.choose(
                        Optional.empty(), WIDE, wrong("SkylakeX", "SkylakeX", "Zen", "Haswell"));
        assertThat(choice.set()).contains("Sandybridge");
        assertThat(probed).containsExactly("SkylakeX", "Zen", "Haswell", "Sandybridge");
        assertThat(choice.notice().orElseThrow())
                .startsWith("OpenBLAS's kernel SkylakeX gives wrong results here (dpotrf of size ")
                .endsWith(": Sandybridge is used instead");
    }

    @Test
    void testsTheKernelThatWasAskedForLikeAnyOther() throws IOException {
        assertThat(KernelChoice.choose(Optional.of("Zen"), WIDE, wrong("SkylakeX")).set())
                .contains("Zen");
        assertThat(KernelChoice.choose(Optional.of("Zen"), WIDE, wrong("SkylakeX", "Zen")).set())
                .contains("Haswell");
    }

    @Test
    void neverTriesWhatTheProcessorCannotExecute() throws IOException {
        KernelChoice choice =
                KernelChoice.choose(Optional.of("Cooperlake"), WIDE, wrong("SkylakeX", "SkylakeX"));
        assertThat(probed).containsExactly("SkylakeX", "Zen");
        assertThat(choice.rejected().orElseThrow().why())
                .isEqualTo("the processor lacks its instructions");
        Processor old = new Processor("Old 1", Set.of("pni", "avx"));
        assertThat(Kernel.executable(old)).containsExactly(Kernel.SANDYBRIDGE, Kernel.PRESCOTT);
    }

    @Test
    void refusesToComputeIfNoKernelIsRight() {
        Processor old = new Processor("Old 1", Set.of("pni"));
        assertThatThrownBy(
                        () ->
                                KernelChoice.choose(
                                        Optional.empty(),
                                        old,
                                        wrong("Nehalem", "Nehalem", "Prescott")))
                .isInstanceOf(UnsoundMachineException.class)
                .hasMessageContaining("Old 1")
                .hasMessageContaining("Nehalem dpotrf of size")
                .hasMessageContaining("Prescott dpotrf of size")
                .hasMessageContaining("OPENBLAS_CORETYPE");
    }

    @Test
    void aTestThatIsKilledCountsAsFailed() throws IOException {
        KernelChoice choice =
                KernelChoice.choose(
                        Optional.empty(),
                        WIDE,
                        coreType ->
                                coreType.isEmpty()
                                        ? TestReport.broken("SkylakeX", "it was killed")
                                        : wrong("").probe(coreType));
        assertThat(choice.set()).contains("Zen");
    }

    @Test
    void remembersPerLibraryAndProcessor(@TempDir Path directory) throws IOException {
        Verdicts verdicts = new Verdicts(directory.resolve("new/kernels"));
        Verdicts.Key key = new Verdicts.Key(List.of("openblas.jar 1 2"), WIDE, Optional.empty());
        assertThat(verdicts.read(key)).isEmpty();
        KernelChoice choice =
                KernelChoice.choose(Optional.empty(), WIDE, wrong("SkylakeX", "SkylakeX"));
        verdicts.write(key, choice);
        assertThat(verdicts.read(key)).contains(choice);
        assertThat(
                        verdicts.read(
                                new Verdicts.Key(
                                        List.of("openblas.jar 1 3"), WIDE, Optional.empty())))
                .isEmpty();
        Path file;
        try (var files = Files.list(directory.resolve("new/kernels"))) {
            file = files.findFirst().orElseThrow();
        }
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, lines.size() - 1));
        assertThat(verdicts.read(key)).isEmpty();
        Files.write(file, lines.stream().map(l -> l.replaceFirst("\t[^\t]*$", "\t0.5")).toList());
        assertThat(verdicts.read(key)).isEmpty();
    }

    @Test
    void whereNothingCanBeWrittenNothingIsRemembered(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Verdicts verdicts = new Verdicts(file.resolve("kernels"));
        Verdicts.Key key = new Verdicts.Key(List.of("openblas.jar 1 2"), WIDE, Optional.empty());
        verdicts.write(key, KernelChoice.choose(Optional.empty(), WIDE, wrong("SkylakeX")));
        assertThat(verdicts.read(key)).isEmpty();
    }

    @Test
    void aProcessOfItsOwnTestsTheKernelThatIsNamed() throws IOException {
        // Libraries are built without the kernels of the newest processors.
        Kernel simple =
                Kernel.executable(Processor.here()).stream()
                        .filter(kernel -> kernel.vectorBits() <= 256)
                        .findFirst()
                        .orElseThrow();
        TestReport report = Probe.inProcess(Optional.of(simple.label()));
        assertThat(report.broken()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.kernel()).isEqualToIgnoringCase(simple.label());
        assertThat(report.version()).startsWith("OpenBLAS ");
    }
}
