package xcflow.functional.dispersion;

import java.util.Locale;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.functional.libxc.LibxcFunctional;
import xcflow.functional.reference.SemilocalFunctional;

/**
 * What a calculation says of dispersion.
 *
 * @param model d3bj, d4 or none; empty if nothing was said
 * @param parameters functional whose damping parameters are taken, if not those of the functional
 *     that is calculated with
 */
public record DeclaredDispersion(Optional<String> model, Optional<String> parameters) {
    /** Nothing was said. */
    public static final DeclaredDispersion NOTHING =
            new DeclaredDispersion(Optional.empty(), Optional.empty());

    private static final String NONE = "none";

    /**
     * @throws DispersionException if there is no such model, or parameters are named of none
     */
    public DeclaredDispersion {
        Optional<DispersionModel> wanted =
                model.filter(name -> !name.equals(NONE)).map(DispersionModel::of);
        if (parameters.isPresent()) {
            if (wanted.isEmpty()) {
                throw new DispersionException(
                        "dispersion-parameters have no meaning without dispersion: take"
                                + " 'dispersion: d3bj' or 'dispersion: d4'");
            }
            published(wanted.get(), parameters.get());
        }
    }

    /** The model that is to be calculated, if any. */
    public Optional<DispersionModel> wanted() {
        return model.filter(name -> !name.equals(NONE)).map(DispersionModel::of);
    }

    /**
     * Damping for a functional; empty if its energy is to be calculated without dispersion.
     *
     * @throws DispersionException if there are no parameters for it, or it must not be calculated
     *     without dispersion unless that is said; the message says what to write
     */
    public Optional<Damping> damping(Functional functional) {
        if (model.isEmpty()) {
            refuseIncomplete(functional.name());
            return Optional.empty();
        }
        return wanted().map(chosen -> damping(chosen, functional));
    }

    private Damping damping(DispersionModel chosen, Functional functional) {
        if (parameters.isPresent()) {
            return published(chosen, parameters.get());
        }
        if (functional instanceof SemilocalFunctional || functional instanceof LibxcFunctional) {
            return published(chosen, functional.name());
        }
        throw new DispersionException(
                String.format(
                        Locale.ROOT,
                        "there are no published %s parameters of %s: name the functional whose"
                                + " parameters are to be taken, such as its parent, in"
                                + " 'dispersion-parameters: PBE'",
                        chosen.title(),
                        functional.name()));
    }

    private static Damping published(DispersionModel chosen, String name) {
        return DampingTable.find(chosen, name)
                .orElseThrow(() -> new DispersionException(unpublished(chosen, name)));
    }

    private static String unpublished(DispersionModel chosen, String name) {
        boolean other =
                chosen == DispersionModel.D3BJ
                        && DampingTable.find(DispersionModel.D4, name).isPresent();
        String known = String.join(", ", DampingTable.functionals(chosen));
        return String.format(
                Locale.ROOT,
                "there are no published %s parameters of %s%s; there are those of %s. Another"
                        + " functional's are taken with 'dispersion-parameters'",
                chosen.title(),
                name,
                other
                        ? ", whose D3 parameters are those of zero damping: take 'dispersion: d4'"
                        : "",
                known);
    }

    private static void refuseIncomplete(String name) {
        OwnDispersion.of(name)
                .ifPresent(
                        made -> {
                            boolean known =
                                    DampingTable.find(DispersionModel.D3BJ, name).isPresent();
                            throw new DispersionException(
                                    incomplete(name, made)
                                            + (known
                                                    ? "say 'dispersion: d3bj' or 'dispersion: d4',"
                                                    : "it is not available: take another"
                                                            + " functional,")
                                            + " or say 'dispersion: none' to calculate without it");
                        });
    }

    private static String incomplete(String name, String made) {
        return name + " was made for a dispersion energy (" + made + "), which is no part of it: ";
    }

    /**
     * Refuses a functional that was made for a dispersion energy, where there is none.
     *
     * @param engine that calculates none
     * @throws DispersionException if it is one
     */
    public static void refuseIncomplete(Functional functional, String engine) {
        OwnDispersion.of(functional.name())
                .ifPresent(
                        made -> {
                            throw new DispersionException(
                                    incomplete(functional.name(), made)
                                            + "the engine "
                                            + engine
                                            + " calculates none. Take another functional, or, for"
                                            + " a molecule, 'engine: gaussian'");
                        });
    }
}
