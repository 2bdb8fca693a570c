package xcflow.functional.libxc;

import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.functional.UnknownFunctionalException;

/** An installed libxc. */
public final class Libxc {
    /** Names by which functionals of libxc are asked for begin so. */
    public static final String PREFIX = "libxc:";

    /** Environment variable with the path of the shared library, if it lies in an unusual place. */
    public static final String PATH_VARIABLE = "XCFLOW_LIBXC";

    /** File names without and with the interface versions of libxc 7, 6 and 5. */
    private static final List<String> FILES =
            List.of("xc", "libxc.so.15", "libxc.so.12", "libxc.so.11", "libxc.so.9");

    private static final String MISSING =
            "libxc is not installed: install it with \"apt install libxc9\" (Debian and Ubuntu; the"
                    + " number may differ), \"dnf install libxc\", \"brew install libxc\" or"
                    + " \"conda install libxc\", or name its shared library in the environment"
                    + " variable "
                    + PATH_VARIABLE
                    + ".";

    private final LibxcLibrary library;

    private Libxc(LibxcLibrary library) {
        this.library = library;
    }

    /** The library of this machine, if it has one. */
    public static Optional<Libxc> installed() {
        return Holder.INSTALLED;
    }

    /** Loads once, and only when a functional of libxc is asked for. */
    private static final class Holder {
        static final Optional<Libxc> INSTALLED = load();

        private static Optional<Libxc> load() {
            var candidates = new ArrayList<String>();
            Optional.ofNullable(System.getenv(PATH_VARIABLE)).ifPresent(candidates::add);
            candidates.addAll(FILES);
            for (String candidate : candidates) {
                try {
                    return Optional.of(new Libxc(Native.load(candidate, LibxcLibrary.class)));
                } catch (UnsatisfiedLinkError missing) {
                    // The next name may exist.
                }
            }
            return Optional.empty();
        }
    }

    /** Version such as {@code 7.0.0}. */
    public String version() {
        var major = new IntByReference();
        var minor = new IntByReference();
        var micro = new IntByReference();
        library.xc_version(major, minor, micro);
        return major.getValue() + "." + minor.getValue() + "." + micro.getValue();
    }

    /**
     * The sum of functionals of the installed libxc.
     *
     * @param name for example {@code libxc:GGA_X_PBE+GGA_C_PBE}, with or without the prefix
     * @throws UnknownFunctionalException if libxc is not installed, has no such functional, or has
     *     one of a kind that cannot be used; the message says what to do
     */
    public static LibxcFunctional functional(String name) {
        var libxc = installed().orElseThrow(() -> new UnknownFunctionalException(MISSING));
        var parts = new ArrayList<LibxcPart>();
        for (String part : withoutPrefix(name).split("[+,]", -1)) {
            parts.add(libxc.part(part.strip().toUpperCase(Locale.ROOT)));
        }
        requireOnce(parts);
        return LibxcFunctional.of(libxc.version(), parts);
    }

    /** Functionals of libxc are whole: a second one of exchange would count it twice. */
    private static void requireOnce(List<LibxcPart> parts) {
        long exchange = parts.stream().filter(part -> !part.isCorrelation()).count();
        long correlation = parts.stream().filter(part -> !part.isExchange()).count();
        if (exchange > 1 || correlation > 1) {
            throw new UnknownFunctionalException(
                    "the sum of "
                            + String.join(" and ", parts.stream().map(LibxcPart::name).toList())
                            + " counts "
                            + (exchange > 1 ? "exchange" : "correlation")
                            + " twice: give one functional of each, or one of both.");
        }
    }

    private static String withoutPrefix(String name) {
        boolean prefixed = name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
        return prefixed ? name.substring(PREFIX.length()) : name;
    }

    private LibxcPart part(String name) {
        int number = library.xc_functional_get_number(name);
        if (number < 0) {
            throw new UnknownFunctionalException(
                    "libxc "
                            + version()
                            + " has no functional called \""
                            + name
                            + "\". Its names look like GGA_X_PBE.");
        }
        return new LibxcPart(library, name, number);
    }
}
