package xcflow.functional.dispersion;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The installed library of a model. Only functions of its C interface are called. */
public final class DispersionLibrary {
    /** Symbols are looked up when they are needed, and seen by no other library. */
    private static final Map<String, ?> OPTIONS = Map.of(Library.OPTION_OPEN_FLAGS, 1);

    private final DispersionModel model;
    private final NativeLibrary library;

    private DispersionLibrary(DispersionModel model, NativeLibrary library) {
        this.model = model;
        this.library = library;
    }

    /** The library of this machine, if it has one. */
    public static Optional<DispersionLibrary> installed(DispersionModel model) {
        return model == DispersionModel.D4 ? D4.INSTALLED : D3.INSTALLED;
    }

    /**
     * The library of this machine.
     *
     * @throws DispersionException if it is not installed; the message says how to install it
     */
    public static DispersionLibrary required(DispersionModel model) {
        return required(model, installed(model));
    }

    static DispersionLibrary required(
            DispersionModel model, Optional<DispersionLibrary> installed) {
        return installed.orElseThrow(() -> new DispersionException(missing(model)));
    }

    /** Each loads once, and only when a dispersion energy of its model is asked for. */
    private static final class D3 {
        static final Optional<DispersionLibrary> INSTALLED = load(DispersionModel.D3BJ);
    }

    private static final class D4 {
        static final Optional<DispersionLibrary> INSTALLED = load(DispersionModel.D4);
    }

    private static Optional<DispersionLibrary> load(DispersionModel model) {
        return load(model, System.getenv(model.variable()));
    }

    /**
     * @param file of the library, or null
     */
    static Optional<DispersionLibrary> load(DispersionModel model, String file) {
        List<String> candidates = new ArrayList<>();
        Optional.ofNullable(file).ifPresent(candidates::add);
        for (String name : model.files()) {
            candidates.add(name);
            if (Platform.isLinux()) {
                // Without the development files a library is known by its version.
                for (int version = 4; version >= 0; version--) {
                    candidates.add("lib" + name + ".so." + version);
                }
            }
        }
        for (String candidate : candidates) {
            try {
                DispersionLibrary found =
                        new DispersionLibrary(model, NativeLibrary.getInstance(candidate, OPTIONS));
                found.function("get_version");
                return Optional.of(found);
            } catch (UnsatisfiedLinkError missing) {
                // The next name may exist, and be that of the library.
            }
        }
        return Optional.empty();
    }

    /** Says that the library of a model is not installed, and how to install it. */
    public static String missing(DispersionModel model) {
        return missing(model, System.getenv(model.variable()));
    }

    /**
     * @param file that was named in the environment, or null
     */
    static String missing(DispersionModel model, String file) {
        return String.format(
                Locale.ROOT,
                "%s needs the library %s, which %s: install it with \"conda install -c conda-forge"
                        + " %s\" or \"pip install pyscf-dispersion\" (there it is"
                        + " pyscf/lib/lib%s.so), and name its shared library in the environment"
                        + " variable %s if the system does not find it. The extension modules of"
                        + " the Python packages dftd3 and dftd4 can be loaded by Python alone",
                model.title(),
                model.library(),
                file == null
                        ? "is not installed"
                        : "is not in " + file + " as " + model.variable() + " says",
                model.library(),
                model.files().get(0),
                model.variable());
    }

    /** The model it calculates. */
    public DispersionModel model() {
        return model;
    }

    /** Version such as {@code 1.7.0}. */
    public String version() {
        int version = function("get_version").invokeInt(new Object[0]);
        return version / 10000 + "." + version / 100 % 100 + "." + version % 100;
    }

    /** Name and version: {@code simple-dftd3 1.7.0}. */
    public String title() {
        return model.library() + " " + version();
    }

    /** A function of the library by the end of its name. */
    Function function(String name) {
        String prefix = model == DispersionModel.D3BJ ? "dftd3_" : "dftd4_";
        return library.getFunction(prefix + name);
    }

    /** A function of a library that this one uses, if it does. */
    Optional<Function> used(String name) {
        try {
            return Optional.of(library.getFunction(name));
        } catch (UnsatisfiedLinkError none) {
            return Optional.empty();
        }
    }
}
