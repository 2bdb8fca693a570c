package xcflow.gaussian.correlated;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A method of the Hartree–Fock and coupled-cluster family, in order of accuracy. */
public enum CorrelatedMethod {
    HARTREE_FOCK("hf"),
    MOELLER_PLESSET("mp2"),
    SINGLES_DOUBLES("ccsd"),
    TRIPLES("ccsd(t)");

    private final String title;

    CorrelatedMethod(String title) {
        this.title = title;
    }

    /** Name as users write it, for example {@code ccsd(t)}. */
    public String title() {
        return title;
    }

    /**
     * Method of a name in any case.
     *
     * @throws CorrelationException if there is none
     */
    public static CorrelatedMethod of(String name) {
        return Arrays.stream(values())
                .filter(method -> method.title.equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CorrelationException(
                                        String.format(
                                                Locale.ROOT,
                                                "there is no method '%s'; choose from %s",
                                                name,
                                                Arrays.stream(values())
                                                        .map(CorrelatedMethod::title)
                                                        .collect(Collectors.joining(", ")))));
    }
}
