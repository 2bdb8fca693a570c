package xcflow.numerics.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The kernels of OpenBLAS that one can ask for, the widest first: each set of routines is written
 * for a family of processors and runs on all that have its instructions.
 */
public enum Kernel {
    SAPPHIRE_RAPIDS(
            "SapphireRapids", 512, "avx512_bf16 avx512_fp16 amx_tile amx_bf16 avx512vl avx512dq"),
    COOPERLAKE("Cooperlake", 512, "avx512_bf16 avx512_vnni avx512vl avx512dq avx512bw avx512cd"),
    SKYLAKE_X("SkylakeX", 512, "avx512f avx512vl avx512dq avx512bw avx512cd avx2 fma bmi2"),
    ZEN("Zen", 256, "avx2 fma bmi2"),
    HASWELL("Haswell", 256, "avx2 fma bmi2"),
    SANDYBRIDGE("Sandybridge", 256, "avx"),
    NEHALEM("Nehalem", 128, "sse4_2"),
    PRESCOTT("Prescott", 128, "pni"),
    NEOVERSE_N1("neoversen1", 128, "asimd"),
    ARM_V8("armv8", 128, "asimd");

    private final String label;
    private final int vectorBits;
    private final Set<String> needs;

    Kernel(String label, int vectorBits, String needs) {
        this.label = label;
        this.vectorBits = vectorBits;
        this.needs = Set.of(needs.split(" "));
    }

    /** The name that OpenBLAS has for it, in {@code OPENBLAS_CORETYPE} and in its answers. */
    public String label() {
        return label;
    }

    /** Width of its vector instructions in bits. */
    public int vectorBits() {
        return vectorBits;
    }

    /** Whether a processor has all instructions that this kernel uses; others would kill us. */
    public boolean runsOn(Processor processor) {
        return processor.flags().containsAll(needs);
    }

    /** The kernel with a name of OpenBLAS, in any case of letters. */
    public static Optional<Kernel> named(String name) {
        return Arrays.stream(values()).filter(k -> k.label.equalsIgnoreCase(name)).findFirst();
    }

    /** All that a processor can execute, the widest first. */
    public static List<Kernel> executable(Processor processor) {
        return Arrays.stream(values()).filter(k -> k.runsOn(processor)).toList();
    }

    /**
     * What can stand in for a kernel, the nearest first: the simpler ones that the processor can
     * execute. For a kernel that is not in the list, such as one of an older processor: all.
     */
    public static List<Kernel> simplerThan(String name, Processor processor) {
        int from = named(name).map(k -> k.ordinal() + 1).orElse(0);
        return executable(processor).stream().filter(k -> k.ordinal() >= from).toList();
    }
}
