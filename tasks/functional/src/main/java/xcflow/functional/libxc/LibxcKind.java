package xcflow.functional.libxc;

import com.sun.jna.Pointer;
import java.util.Optional;
import xcflow.functional.UnknownFunctionalException;

/**
 * What kind of functional libxc knows by a name. Only those are used that give the whole energy of
 * exchange, correlation or both, in three dimensions, from density, gradient, kinetic energy
 * density and exact exchange; others would be evaluated without complaint and mean something else.
 */
final class LibxcKind {
    private LibxcKind() {}

    /**
     * @throws UnknownFunctionalException if the engines cannot use the functional; the message says
     *     why
     */
    static void require(LibxcLibrary library, Pointer functional, String name) {
        var info = library.xc_func_get_info(functional);
        int family = library.xc_func_info_get_family(info);
        int kind = library.xc_func_info_get_kind(info);
        int flags = library.xc_func_info_get_flags(info);
        kind(kind)
                .or(() -> dimension(flags))
                .or(() -> ofFamily(family, flags))
                .or(() -> incomplete(library, info, flags, name))
                .or(
                        () ->
                                LibxcHybrid.is(name)
                                        ? LibxcHybrid.obstacle(library, functional, flags)
                                        : Optional.empty())
                .ifPresent(
                        reason -> {
                            throw new UnknownFunctionalException(
                                    name
                                            + " of libxc cannot be used: "
                                            + reason
                                            + ". Functionals of exchange and correlation in three"
                                            + " dimensions can that depend on the density, its"
                                            + " gradient, the kinetic energy density and exact"
                                            + " exchange.");
                        });
    }

    private static Optional<String> kind(int kind) {
        return switch (kind) {
            case LibxcLibrary.EXCHANGE,
                    LibxcLibrary.CORRELATION,
                    LibxcLibrary.EXCHANGE_CORRELATION ->
                    Optional.empty();
            case LibxcLibrary.KINETIC ->
                    Optional.of("it is a functional of the kinetic energy, not of exchange");
            default -> Optional.of("it is neither exchange nor correlation");
        };
    }

    private static Optional<String> dimension(int flags) {
        if ((flags & LibxcLibrary.FLAGS_1D) != 0) {
            return Optional.of("it is made for electrons in one dimension");
        }
        return (flags & LibxcLibrary.FLAGS_2D) != 0
                ? Optional.of("it is made for electrons in two dimensions")
                : Optional.empty();
    }

    private static Optional<String> ofFamily(int family, int flags) {
        if ((flags & LibxcLibrary.FLAGS_VV10) != 0) {
            return Optional.of("it needs the non-local van der Waals term VV10");
        }
        if ((flags & LibxcLibrary.FLAGS_NEEDS_LAPLACIAN) != 0) {
            return Optional.of("it depends on the Laplacian of the density");
        }
        return switch (family) {
            case LibxcLibrary.FAMILY_LDA,
                    LibxcLibrary.FAMILY_GGA,
                    LibxcLibrary.FAMILY_MGGA,
                    LibxcLibrary.FAMILY_HYB_GGA,
                    LibxcLibrary.FAMILY_HYB_MGGA,
                    LibxcLibrary.FAMILY_HYB_LDA ->
                    Optional.empty();
            case LibxcLibrary.FAMILY_LCA -> Optional.of("it depends on the current density");
            case LibxcLibrary.FAMILY_OEP -> Optional.of("it depends on the orbitals");
            default -> Optional.of("its family is unknown");
        };
    }

    /** Parts of functionals that mean nothing without the rest, and potentials without energy. */
    private static Optional<String> incomplete(
            LibxcLibrary library, Pointer info, int flags, String name) {
        int needed = LibxcLibrary.FLAGS_HAVE_EXC | LibxcLibrary.FLAGS_HAVE_VXC;
        if ((flags & needed) != needed) {
            return Optional.of("libxc gives its potential alone, and no energy");
        }
        for (int i = 0; i < library.xc_func_info_get_n_ext_params(info); i++) {
            String parameter = library.xc_func_info_get_ext_params_name(info, i);
            if (parameter.equals("_omega") && !LibxcHybrid.is(name)) {
                return Optional.of(
                        "it holds a part of the range of the electrons' repulsion, and needs the"
                                + " rest");
            }
            if (parameter.equals("N") || parameter.equals("_N")) {
                return Optional.of("it depends on the number of electrons");
            }
        }
        return Optional.empty();
    }
}
