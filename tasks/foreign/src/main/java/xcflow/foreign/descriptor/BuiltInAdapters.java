package xcflow.foreign.descriptor;

import java.util.List;

/** The adapters that come with xcflow, each in a directory of resources of its name. */
final class BuiltInAdapters {
    static final List<String> NAMES =
            List.of("abinit", "cp2k", "espresso", "gpaw", "psi4", "pyscf", "siesta");

    private BuiltInAdapters() {}
}
