package xcflow.functional.libxc;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.util.Set;
import xcflow.functional.ExchangeShare;
import xcflow.functional.UnknownFunctionalException;
import xcflow.functional.Variable;

/** One functional of libxc, prepared for both polarisations. */
final class LibxcPart {
    private static final Cleaner CLEANER = Cleaner.create();

    private final LibxcLibrary library;
    private final String name;
    private final Pointer unpolarised;
    private final Pointer polarised;
    private final int family;
    private final int kind;
    private final ExchangeShare exactExchange;

    LibxcPart(LibxcLibrary library, String name, int number) {
        this.library = library;
        this.name = name;
        unpolarised = handle(number, LibxcLibrary.UNPOLARIZED);
        polarised = handle(number, LibxcLibrary.POLARIZED);
        var info = library.xc_func_get_info(unpolarised);
        family = library.xc_func_info_get_family(info);
        kind = library.xc_func_info_get_kind(info);
        LibxcKind.require(library, unpolarised, name);
        exactExchange =
                LibxcHybrid.is(name) ? LibxcHybrid.share(library, unpolarised) : ExchangeShare.NONE;
    }

    private Pointer handle(int number, int spin) {
        var handle = library.xc_func_alloc();
        if (library.xc_func_init(handle, number, spin) != 0) {
            library.xc_func_free(handle);
            throw new UnknownFunctionalException("libxc could not prepare " + name + ".");
        }
        CLEANER.register(this, new Release(library, handle));
        return handle;
    }

    /** Must not refer to the part, or it would never be released. */
    private record Release(LibxcLibrary library, Pointer handle) implements Runnable {
        @Override
        public void run() {
            library.xc_func_end(handle);
            library.xc_func_free(handle);
        }
    }

    String name() {
        return name;
    }

    /** The variables that libxc wants. */
    Set<Variable> needs() {
        return switch (family) {
            case LibxcLibrary.FAMILY_MGGA, LibxcLibrary.FAMILY_HYB_MGGA -> Variable.KINETIC;
            case LibxcLibrary.FAMILY_GGA, LibxcLibrary.FAMILY_HYB_GGA -> Variable.GRADIENT;
            default -> Variable.LOCAL;
        };
    }

    /** The exact exchange that comes on top. */
    ExchangeShare exactExchange() {
        return exactExchange;
    }

    /** Whether it is exchange alone; a functional of both counts as correlation. */
    boolean isExchange() {
        return kind == LibxcLibrary.EXCHANGE;
    }

    /** Whether it is correlation alone. */
    boolean isCorrelation() {
        return kind == LibxcLibrary.CORRELATION;
    }

    /** Evaluates points in libxc's layout. */
    void evaluate(boolean spin, int points, LibxcBuffers buffers) {
        var handle = spin ? polarised : unpolarised;
        if (needs().contains(Variable.TAU)) {
            library.xc_mgga_exc_vxc(
                    handle,
                    points,
                    buffers.rho,
                    buffers.sigma,
                    buffers.laplacian,
                    buffers.tau,
                    buffers.zk,
                    buffers.vRho,
                    buffers.vSigma,
                    buffers.vLaplacian,
                    buffers.vTau);
        } else if (needs().contains(Variable.SIGMA)) {
            library.xc_gga_exc_vxc(
                    handle,
                    points,
                    buffers.rho,
                    buffers.sigma,
                    buffers.zk,
                    buffers.vRho,
                    buffers.vSigma);
        } else {
            library.xc_lda_exc_vxc(handle, points, buffers.rho, buffers.zk, buffers.vRho);
        }
    }
}
