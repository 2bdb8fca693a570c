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
    private static final List<Reference> ALL =
            List.of(
                    whole(
                            "PBE",
                            "Perdew, Burke and Ernzerhof",
                            GradientReferences.PBE_X,
                            GradientReferences.PBE_C),
                    whole(
                            "PBEsol",
                            "PBE for solids and surfaces",
                            GradientReferences.PBESOL_X,
                            GradientReferences.PBESOL_C),
                    whole(
                            "revPBE",
                            "PBE with the exchange bound of Zhang and Yang",
                            GradientReferences.REVPBE_X,
                            GradientReferences.PBE_C),
                    whole(
                            "RPBE",
                            "PBE with the exchange of Hammer, Hansen and Nørskov",
                            GradientReferences.RPBE_X,
                            GradientReferences.PBE_C),
                    whole(
                            "BLYP",
                            "Becke exchange, Lee-Yang-Parr correlation",
                            GradientReferences.B88,
                            GradientReferences.LYP),
                    whole(
                            "PW91",
                            "Perdew and Wang's gradient approximation of 1991",
                            GradientReferences.PW91_X,
                            GradientReferences.PW91_C),
                    whole(
                            "BP86",
                            "Becke exchange, Perdew correlation",
                            GradientReferences.B88,
                            GradientReferences.P86),
                    whole(
                            "r2SCAN",
                            "Regularised and restored SCAN",
                            KineticReferences.R2SCAN_X,
                            KineticReferences.R2SCAN_C),
                    whole(
                            "SCAN",
                            "Strongly constrained and appropriately normed",
                            KineticReferences.SCAN_X,
                            KineticReferences.SCAN_C),
                    whole(
                            "rSCAN",
                            "Regularised SCAN",
                            KineticReferences.RSCAN_X,
                            KineticReferences.RSCAN_C),
                    whole(
                            "TPSS",
                            "Tao, Perdew, Staroverov and Scuseria",
                            KineticReferences.TPSS_X,
                            KineticReferences.TPSS_C),
                    whole(
                            "revTPSS",
                            "Revised TPSS",
                            KineticReferences.REVTPSS_X,
                            KineticReferences.REVTPSS_C),
                    whole(
                            "M06-L",
                            "Minnesota 2006, local",
                            KineticReferences.M06L_X,
                            KineticReferences.M06L_C),
                    HybridReferences.PBE0,
                    HybridReferences.B3LYP,
                    HybridReferences.TPSSH,
                    HybridReferences.R2SCAN0,
                    HybridReferences.HSE06,
                    HybridReferences.HARTREE_FOCK,
                    Reference.combination(
                            "SPW92",
                            List.of("LDA", "PW92-LDA"),
                            "Local density approximation: Slater exchange, PW92 correlation",
                            List.of(GradientReferences.SLATER, GradientReferences.PW92_C)),
                    Reference.combination(
                            "SVWN5",
                            List.of("SVWN"),
                            "Local density approximation: Slater exchange, VWN5 correlation",
                            List.of(GradientReferences.SLATER, GradientReferences.VWN5)),
                    GradientReferences.SLATER,
                    GradientReferences.PW92_C,
                    GradientReferences.PW92_MOD,
                    GradientReferences.VWN5,
                    GradientReferences.VWN_RPA,
                    GradientReferences.PBE_X,
                    GradientReferences.PBE_C,
                    GradientReferences.PBESOL_X,
                    GradientReferences.PBESOL_C,
                    GradientReferences.REVPBE_X,
                    GradientReferences.RPBE_X,
                    GradientReferences.B88,
                    GradientReferences.LYP,
                    GradientReferences.PW91_X,
                    GradientReferences.PW91_C,
                    GradientReferences.P86,
                    KineticReferences.R2SCAN_X,
                    KineticReferences.R2SCAN_C,
                    KineticReferences.SCAN_X,
                    KineticReferences.SCAN_C,
                    KineticReferences.RSCAN_X,
                    KineticReferences.RSCAN_C,
                    KineticReferences.TPSS_X,
                    KineticReferences.TPSS_C,
                    KineticReferences.REVTPSS_X,
                    KineticReferences.REVTPSS_C,
                    KineticReferences.M06L_X,
                    KineticReferences.M06L_C,
                    KineticReferences.MS2_X);

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
     * What is known about a functional of a name, or about a sum of names; empty if unknown.
     *
     * @throws xcflow.functional.UnknownFunctionalException if it is a sum that counts exchange or
     *     correlation twice
     */
    public static Optional<Reference> named(String name) {
        var parts = new ArrayList<Reference>();
        for (String part : name.split("[+,]", -1)) {
            var found = find(part);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            parts.add(found.get());
        }
        return Optional.of(sum(parts));
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
