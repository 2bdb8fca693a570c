package xcflow.functional.reference;

import java.util.List;
import xcflow.functional.ExchangeShare;

/** Functionals with a share of exact exchange. */
final class HybridReferences {
    static final Reference PBE0 =
            Reference.hybrid(
                    "PBE0",
                    List.of("HYB_GGA_XC_PBEH"),
                    "PBE with a quarter of exact exchange",
                    "C. Adamo and V. Barone, J. Chem. Phys. 110, 6158 (1999)",
                    ExchangeShare.of(0.25),
                    GradientReferences.PBE_X.times(0.75),
                    GradientReferences.PBE_C.times(1));
    static final Reference B3LYP =
            Reference.hybrid(
                    "B3LYP",
                    List.of("HYB_GGA_XC_B3LYP"),
                    "Becke's three parameters, with the local correlation VWN-RPA",
                    "P. J. Stephens et al., J. Phys. Chem. 98, 11623 (1994)",
                    ExchangeShare.of(0.2),
                    GradientReferences.SLATER.times(0.08),
                    GradientReferences.B88.times(0.72),
                    GradientReferences.VWN_RPA.times(0.19),
                    GradientReferences.LYP.times(0.81));
    static final Reference TPSSH =
            Reference.hybrid(
                    "TPSSh",
                    List.of("HYB_MGGA_XC_TPSSH"),
                    "TPSS with a tenth of exact exchange",
                    "V. N. Staroverov et al., J. Chem. Phys. 119, 12129 (2003)",
                    ExchangeShare.of(0.1),
                    KineticReferences.TPSS_X.times(0.9),
                    KineticReferences.TPSS_C.times(1));
    static final Reference R2SCAN0 =
            Reference.hybrid(
                    "r2SCAN0",
                    List.of("HYB_MGGA_XC_R2SCAN0"),
                    "r2SCAN with a quarter of exact exchange",
                    "M. Bursch et al., J. Chem. Phys. 156, 134105 (2022)",
                    ExchangeShare.of(0.25),
                    KineticReferences.R2SCAN_X.times(0.75),
                    KineticReferences.R2SCAN_C.times(1));

    /** ω of HSE06, bohr⁻¹. */
    private static final double SCREENING = 0.11;

    private static final String HOLE =
            "J. Heyd, G. E. Scuseria and M. Ernzerhof, J. Chem. Phys. 118, 8207 (2003); 124, 219906"
                    + " (2006)";
    static final Reference HSE06 =
            Reference.hybrid(
                    "HSE06",
                    List.of("HYB_GGA_XC_HSE06"),
                    "PBE with a quarter of exact exchange at short range",
                    "A. V. Krukau et al., J. Chem. Phys. 125, 224106 (2006)",
                    ExchangeShare.ofShortRange(0.25, SCREENING),
                    hole(0).times(1),
                    hole(SCREENING).times(-0.25),
                    GradientReferences.PBE_C.times(1));
    static final Reference HARTREE_FOCK =
            Reference.hybrid(
                    "HF",
                    List.of(),
                    "Hartree-Fock: exact exchange and no correlation",
                    "V. Fock, Z. Phys. 61, 126 (1930)",
                    ExchangeShare.of(1));

    private HybridReferences() {}

    /** No reference by itself: exchange of the hole of PBE, whole or at short range. */
    private static Reference hole(double range) {
        return Reference.exchange(
                "hole", "GGA_X_WPBEH", "Exchange of PBE's hole", HOLE, new HoleExchange(range));
    }
}
