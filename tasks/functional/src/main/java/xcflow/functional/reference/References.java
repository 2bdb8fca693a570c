package xcflow.functional.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import xcflow.functional.ExchangeShare;

/** The reference functionals that are built in, found by name, by parts or by libxc's names. */
public final class References {
    private static final double PBE_BETA = 0.06672455060314922;
    private static final double PBE_MU = PBE_BETA * Math.PI * Math.PI / 3;

    private static final String PBE =
            "J. P. Perdew, K. Burke and M. Ernzerhof, Phys. Rev. Lett. 77, 3865 (1996)";
    private static final String PBESOL = "J. P. Perdew et al., Phys. Rev. Lett. 100, 136406 (2008)";
    private static final double PW91_BETA = Pw91HighDensity.NU * 0.004235;
    private static final String PW91 = "J. P. Perdew et al., Phys. Rev. B 46, 6671 (1992)";
    private static final String PW92 = "J. P. Perdew and Y. Wang, Phys. Rev. B 45, 13244 (1992)";

    private static final Reference SLATER =
            Reference.exchange(
                    "slater",
                    "LDA_X",
                    "Exchange of the uniform electron gas",
                    "P. A. M. Dirac, Math. Proc. Camb. Philos. Soc. 26, 376 (1930)",
                    new SlaterExchange());
    private static final Reference PBE_X =
            Reference.exchange(
                    "pbe_x",
                    "GGA_X_PBE",
                    "Exchange of PBE",
                    PBE,
                    new GradientExchange(new PbeExchange(0.804, PBE_MU)));
    private static final Reference PBESOL_X =
            Reference.exchange(
                    "pbesol_x",
                    "GGA_X_PBE_SOL",
                    "Exchange of PBEsol",
                    PBESOL,
                    new GradientExchange(new PbeExchange(0.804, 10.0 / 81)));
    private static final Reference REVPBE_X =
            Reference.exchange(
                    "revpbe_x",
                    "GGA_X_PBE_R",
                    "Exchange of revPBE",
                    "Y. Zhang and W. Yang, Phys. Rev. Lett. 80, 890 (1998)",
                    new GradientExchange(new PbeExchange(1.245, PBE_MU)));
    private static final Reference PW92_C =
            Reference.correlation(
                    "pw92",
                    "LDA_C_PW",
                    "Correlation of the uniform electron gas, with the constants as printed",
                    PW92,
                    new LocalCorrelation(Pw92.AS_PRINTED));
    private static final Reference PW92_MOD =
            Reference.correlation(
                    "pw92_mod",
                    "LDA_C_PW_MOD",
                    "Correlation of the uniform electron gas, with more digits, as in PBE",
                    PW92,
                    new LocalCorrelation(Pw92.MORE_DIGITS));
    private static final Reference VWN5 =
            Reference.correlation(
                    "vwn5",
                    "LDA_C_VWN",
                    "Correlation of the uniform electron gas, formula V",
                    "S. H. Vosko, L. Wilk and M. Nusair, Can. J. Phys. 58, 1200 (1980)",
                    new LocalCorrelation(Vwn5.MONTE_CARLO));
    private static final Reference VWN_RPA =
            Reference.correlation(
                    "vwn_rpa",
                    "LDA_C_VWN_RPA",
                    "Correlation of the uniform electron gas in the random-phase approximation",
                    "S. H. Vosko, L. Wilk and M. Nusair, Can. J. Phys. 58, 1200 (1980)",
                    new LocalCorrelation(Vwn5.RANDOM_PHASE));
    private static final Reference PBE_C =
            Reference.correlation(
                    "pbe_c",
                    "GGA_C_PBE",
                    "Correlation of PBE",
                    PBE,
                    new PbeCorrelation(PBE_BETA, PbeCorrelation.GAMMA, Pw92.MORE_DIGITS));
    private static final Reference PBESOL_C =
            Reference.correlation(
                    "pbesol_c",
                    "GGA_C_PBE_SOL",
                    "Correlation of PBEsol",
                    PBESOL,
                    new PbeCorrelation(0.046, PbeCorrelation.GAMMA, Pw92.MORE_DIGITS));

    private static final Reference RPBE_X =
            Reference.exchange(
                    "rpbe_x",
                    "GGA_X_RPBE",
                    "Exchange of RPBE",
                    "B. Hammer, L. B. Hansen and J. K. Nørskov, Phys. Rev. B 59, 7413 (1999)",
                    new GradientExchange(new RpbeExchange(0.804, PBE_MU)));
    private static final Reference B88 =
            Reference.exchange(
                    "b88",
                    "GGA_X_B88",
                    "Becke's exchange of 1988",
                    "A. D. Becke, Phys. Rev. A 38, 3098 (1988)",
                    new GradientExchange(new B88Exchange()));
    private static final Reference LYP =
            Reference.correlation(
                    "lyp",
                    "GGA_C_LYP",
                    "Correlation of Lee, Yang and Parr",
                    "C. Lee, W. Yang and R. G. Parr, Phys. Rev. B 37, 785 (1988)",
                    new LypCorrelation());
    private static final Reference PW91_X =
            Reference.exchange(
                    "pw91_x",
                    "GGA_X_PW91",
                    "Exchange of PW91",
                    PW91,
                    new GradientExchange(new Pw91Exchange()));
    private static final Reference PW91_C =
            Reference.correlation(
                    "pw91_c",
                    "GGA_C_PW91",
                    "Correlation of PW91",
                    PW91,
                    new PbeCorrelation(
                            PW91_BETA, PW91_BETA * PW91_BETA / (2 * 0.09), Pw92.AS_PRINTED),
                    new Pw91HighDensity());
    private static final Reference P86 =
            Reference.correlation(
                    "p86",
                    "GGA_C_P86",
                    "Perdew's correlation of 1986",
                    "J. P. Perdew, Phys. Rev. B 33, 8822 (1986)",
                    new LocalCorrelation(new Pz81()),
                    new P86Correlation());

    private static final String SCAN =
            "J. Sun, A. Ruzsinszky and J. P. Perdew, Phys. Rev. Lett. 115, 036402 (2015)";
    private static final String R2SCAN =
            "J. W. Furness et al., J. Phys. Chem. Lett. 11, 8208 (2020)";
    private static final String RSCAN =
            "A. P. Bartók and J. R. Yates, J. Chem. Phys. 150, 161101 (2019)";
    private static final String TPSS_PAPER =
            "J. Tao, J. P. Perdew, V. N. Staroverov and G. E. Scuseria, Phys. Rev. Lett. 91, 146401"
                    + " (2003)";
    private static final String REVTPSS =
            "J. P. Perdew et al., Phys. Rev. Lett. 103, 026403 (2009)";

    private static final Reference R2SCAN_X =
            Reference.exchange(
                    "r2scan_x",
                    "MGGA_X_R2SCAN",
                    "Exchange of r2SCAN",
                    R2SCAN,
                    new KineticExchange(new R2ScanExchange()));
    private static final Reference R2SCAN_C =
            Reference.correlation(
                    "r2scan_c",
                    "MGGA_C_R2SCAN",
                    "Correlation of r2SCAN",
                    R2SCAN,
                    new KineticCorrelation(
                            new ScanCorrelation(
                                    ScanSwitch.SMOOTH_CORRELATION, R2ScanExchange::alpha, true)));
    private static final Reference SCAN_X =
            Reference.exchange(
                    "scan_x",
                    "MGGA_X_SCAN",
                    "Exchange of SCAN",
                    SCAN,
                    new KineticExchange(
                            new ScanExchange(ScanSwitch.EXCHANGE, KineticDensity::alpha)));
    private static final Reference SCAN_C =
            Reference.correlation(
                    "scan_c",
                    "MGGA_C_SCAN",
                    "Correlation of SCAN",
                    SCAN,
                    new KineticCorrelation(
                            new ScanCorrelation(
                                    ScanSwitch.CORRELATION, KineticDensity::spinAlpha, false)));
    private static final Reference RSCAN_X =
            Reference.exchange(
                    "rscan_x",
                    "MGGA_X_RSCAN",
                    "Exchange of rSCAN",
                    RSCAN,
                    new KineticExchange(
                            new ScanExchange(ScanSwitch.SMOOTH_EXCHANGE, new RScanAlpha())));
    private static final Reference RSCAN_C =
            Reference.correlation(
                    "rscan_c",
                    "MGGA_C_RSCAN",
                    "Correlation of rSCAN",
                    RSCAN,
                    new KineticCorrelation(
                            new ScanCorrelation(
                                    ScanSwitch.SMOOTH_CORRELATION, new RScanAlpha(), false)));
    private static final Reference TPSS_X =
            Reference.exchange(
                    "tpss_x",
                    "MGGA_X_TPSS",
                    "Exchange of TPSS",
                    TPSS_PAPER,
                    new KineticExchange(TpssExchange.TPSS));
    private static final Reference TPSS_C =
            Reference.correlation(
                    "tpss_c",
                    "MGGA_C_TPSS",
                    "Correlation of TPSS",
                    TPSS_PAPER,
                    new KineticCorrelation(TpssCorrelation.TPSS));
    private static final Reference REVTPSS_X =
            Reference.exchange(
                    "revtpss_x",
                    "MGGA_X_REVTPSS",
                    "Exchange of revTPSS",
                    REVTPSS,
                    new KineticExchange(TpssExchange.REVISED));
    private static final Reference REVTPSS_C =
            Reference.correlation(
                    "revtpss_c",
                    "MGGA_C_REVTPSS",
                    "Correlation of revTPSS",
                    REVTPSS,
                    new KineticCorrelation(TpssCorrelation.REVISED));
    private static final Reference MS2_X =
            Reference.exchange(
                    "ms2_x",
                    "MGGA_X_MS2",
                    "Exchange of MS2",
                    "J. Sun et al., J. Chem. Phys. 138, 044113 (2013)",
                    new KineticExchange(new Ms2Exchange()));

    private static final List<Reference> ALL =
            List.of(
                    whole("PBE", "Perdew, Burke and Ernzerhof", PBE_X, PBE_C),
                    whole("PBEsol", "PBE for solids and surfaces", PBESOL_X, PBESOL_C),
                    whole(
                            "revPBE",
                            "PBE with the exchange bound of Zhang and Yang",
                            REVPBE_X,
                            PBE_C),
                    whole(
                            "RPBE",
                            "PBE with the exchange of Hammer, Hansen and Nørskov",
                            RPBE_X,
                            PBE_C),
                    whole("BLYP", "Becke exchange, Lee-Yang-Parr correlation", B88, LYP),
                    whole(
                            "PW91",
                            "Perdew and Wang's gradient approximation of 1991",
                            PW91_X,
                            PW91_C),
                    whole("BP86", "Becke exchange, Perdew correlation", B88, P86),
                    whole("r2SCAN", "Regularised and restored SCAN", R2SCAN_X, R2SCAN_C),
                    whole("SCAN", "Strongly constrained and appropriately normed", SCAN_X, SCAN_C),
                    whole("rSCAN", "Regularised SCAN", RSCAN_X, RSCAN_C),
                    whole("TPSS", "Tao, Perdew, Staroverov and Scuseria", TPSS_X, TPSS_C),
                    whole("revTPSS", "Revised TPSS", REVTPSS_X, REVTPSS_C),
                    Reference.hybrid(
                            "PBE0",
                            "HYB_GGA_XC_PBEH",
                            "PBE with a quarter of exact exchange",
                            "C. Adamo and V. Barone, J. Chem. Phys. 110, 6158 (1999)",
                            ExchangeShare.of(0.25),
                            PBE_X.times(0.75),
                            PBE_C.times(1)),
                    Reference.hybrid(
                            "B3LYP",
                            "HYB_GGA_XC_B3LYP",
                            "Becke's three parameters, with the local correlation VWN-RPA",
                            "P. J. Stephens et al., J. Phys. Chem. 98, 11623 (1994)",
                            ExchangeShare.of(0.2),
                            SLATER.times(0.08),
                            B88.times(0.72),
                            VWN_RPA.times(0.19),
                            LYP.times(0.81)),
                    Reference.hybrid(
                            "TPSSh",
                            "HYB_MGGA_XC_TPSSH",
                            "TPSS with a tenth of exact exchange",
                            "V. N. Staroverov et al., J. Chem. Phys. 119, 12129 (2003)",
                            ExchangeShare.of(0.1),
                            TPSS_X.times(0.9),
                            TPSS_C.times(1)),
                    Reference.hybrid(
                            "r2SCAN0",
                            "HYB_MGGA_XC_R2SCAN0",
                            "r2SCAN with a quarter of exact exchange",
                            "M. Bursch et al., J. Chem. Phys. 156, 134105 (2022)",
                            ExchangeShare.of(0.25),
                            R2SCAN_X.times(0.75),
                            R2SCAN_C.times(1)),
                    Reference.hybrid(
                            "HF",
                            "HYB_HF",
                            "Hartree-Fock: exact exchange and no correlation",
                            "V. Fock, Z. Phys. 61, 126 (1930)",
                            ExchangeShare.of(1)),
                    Reference.combination(
                            "SPW92",
                            List.of("LDA", "PW92-LDA"),
                            "Local density approximation: Slater exchange, PW92 correlation",
                            List.of(SLATER, PW92_C)),
                    Reference.combination(
                            "SVWN5",
                            List.of("SVWN"),
                            "Local density approximation: Slater exchange, VWN5 correlation",
                            List.of(SLATER, VWN5)),
                    SLATER,
                    PW92_C,
                    PW92_MOD,
                    VWN5,
                    VWN_RPA,
                    PBE_X,
                    PBE_C,
                    PBESOL_X,
                    PBESOL_C,
                    REVPBE_X,
                    RPBE_X,
                    B88,
                    LYP,
                    PW91_X,
                    PW91_C,
                    P86,
                    R2SCAN_X,
                    R2SCAN_C,
                    SCAN_X,
                    SCAN_C,
                    RSCAN_X,
                    RSCAN_C,
                    TPSS_X,
                    TPSS_C,
                    REVTPSS_X,
                    REVTPSS_C,
                    MS2_X);

    private static final Map<String, Reference> BY_NAME = index();

    private References() {}

    private static Reference whole(String name, String title, Reference... parts) {
        return Reference.combination(name, List.of(), title, List.of(parts));
    }

    private static Map<String, Reference> index() {
        var byName = new LinkedHashMap<String, Reference>();
        for (Reference reference : ALL) {
            names(reference).forEach(name -> byName.put(simplified(name), reference));
        }
        return Map.copyOf(byName);
    }

    private static Stream<String> names(Reference reference) {
        return Stream.concat(Stream.of(reference.name()), reference.aliases().stream());
    }

    /** Capitals, hyphens and underscores do not matter. */
    private static String simplified(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** All built-in references, complete functionals first. */
    public static List<Reference> all() {
        return ALL;
    }

    /** The reference of exactly this name or alias. */
    public static Optional<Reference> find(String name) {
        return Optional.ofNullable(BY_NAME.get(simplified(name)));
    }

    /**
     * The sum of references; it is a well-known functional if it has the parts of one, so that
     * {@code pbe_x+pbe_c} is {@code PBE}.
     */
    public static Reference sum(List<Reference> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        var sum = Reference.sum(new ArrayList<>(parts));
        return ALL.stream()
                .filter(known -> Reference.sameParts(known, sum))
                .findFirst()
                .orElse(sum);
    }
}
