package xcflow.functional.libxc;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.DoubleByReference;
import java.util.Optional;
import xcflow.functional.ExchangeShare;

/** The exact exchange of hybrids of libxc. */
final class LibxcHybrid {
    private static final String PREFIX = "HYB_";

    /** Kinds of hybrids, as libxc 6 and later number them. */
    private static final int FOCK = 1;

    private static final int CAM = 2;

    private LibxcHybrid() {}

    /** Whether a functional takes exact exchange, which libxc's names say in all versions. */
    static boolean is(String name) {
        return name.contains(PREFIX);
    }

    /** Why a hybrid cannot be used; empty if it can. */
    static Optional<String> obstacle(LibxcLibrary library, Pointer functional, int flags) {
        int yukawa = LibxcLibrary.FLAGS_HYB_CAMY | LibxcLibrary.FLAGS_HYB_LCY;
        boolean known;
        try {
            int kind = library.xc_hyb_type(functional);
            known = kind == FOCK || kind == CAM;
        } catch (UnsatisfiedLinkError libxcFive) {
            known = (flags & yukawa) == 0;
        }
        return known
                ? Optional.empty()
                : Optional.of(
                        "its exact exchange is not that of 1/r, nor of erfc(ωr)/r, or not all that"
                                + " it takes of the orbitals");
    }

    /** Its exact exchange. */
    static ExchangeShare share(LibxcLibrary library, Pointer functional) {
        var omega = new DoubleByReference();
        var whole = new DoubleByReference();
        var shortRange = new DoubleByReference();
        library.xc_hyb_cam_coef(functional, omega, whole, shortRange);
        return shortRange.getValue() == 0
                ? ExchangeShare.of(whole.getValue())
                : new ExchangeShare(whole.getValue(), shortRange.getValue(), omega.getValue());
    }
}
