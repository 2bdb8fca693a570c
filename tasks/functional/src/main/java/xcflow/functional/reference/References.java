package xcflow.functional.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
                    new LocalCorrelation(new Vwn5()));
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
                    P86);

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
