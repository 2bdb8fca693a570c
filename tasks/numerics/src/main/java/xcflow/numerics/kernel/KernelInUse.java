package xcflow.numerics.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import xcflow.numerics.kernel.Verdicts.Key;
import xcflow.spi.UnsoundMachineException;

/**
 * The choice of the kernel for this process: from what is remembered, or by testing now. It is made
 * once, before the library is loaded.
 */
public final class KernelInUse {
    /** Name of a system property: the kernel of an execution that is to be repeated. */
    public static final String PREFERRED = "xcflow.kernel";

    private static final String VARIABLE = "OPENBLAS_CORETYPE";

    private KernelInUse() {}

    /** Made when it is first asked for; what went wrong then is said each time. */
    private static final class Made {
        private static final Object RESULT = make();

        private static Object make() {
            try {
                return choose(false);
            } catch (UnsoundMachineException e) {
                return e;
            }
        }
    }

    /**
     * The choice; loads nothing if it is remembered.
     *
     * @throws UnsoundMachineException if no kernel is right
     */
    public static KernelChoice get() {
        if (Made.RESULT instanceof UnsoundMachineException e) {
            throw new UnsoundMachineException(e.getMessage());
        }
        return (KernelChoice) Made.RESULT;
    }

    /** Lets the library that will be loaded next take the chosen kernel. */
    public static KernelChoice prepare() {
        KernelChoice choice = get();
        choice.notice().ifPresent(notice -> System.err.println("xcflow: " + notice));
        if (choice.set().isPresent() && !choice.set().get().equals(System.getenv(VARIABLE))) {
            NativeLibrary.setEnvironment(VARIABLE, choice.set().get());
            String taken = NativeLibrary.kernel();
            if (!taken.equalsIgnoreCase(choice.report().kernel())) {
                throw new UnsoundMachineException(
                        String.format(
                                Locale.ROOT,
                                "xcflow: OpenBLAS took the kernel %s instead of %s: set OPENBLAS_CORETYPE=%s",
                                taken,
                                choice.report().kernel(),
                                choice.report().kernel()));
            }
        }
        return choice;
    }

    /** Tests again, whatever is remembered, and remembers what comes out. */
    public static KernelChoice examine() {
        return choose(true);
    }

    private static KernelChoice choose(boolean again) {
        try {
            Processor processor = Processor.here();
            Key key = new Key(NativeLibrary.files(), processor, asked(processor));
            Verdicts verdicts = Verdicts.ofUser();
            Optional<KernelChoice> known = again ? Optional.empty() : verdicts.read(key);
            if (known.isPresent()) {
                return known.get();
            }
            KernelChoice made = KernelChoice.choose(key.asked(), processor, Probe::inProcess);
            verdicts.write(key, made);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> asked(Processor processor) {
        // What the user says counts more than what a record says.
        String variable = System.getenv(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return Optional.of(variable);
        }
        String recorded = System.getProperty(PREFERRED);
        return recorded == null
                ? Optional.empty()
                : Kernel.named(recorded)
                        .filter(kernel -> kernel.runsOn(processor))
                        .map(Kernel::label);
    }
}
