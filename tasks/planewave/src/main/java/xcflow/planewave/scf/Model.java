package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xcflow.functional.Functional;
import xcflow.functional.Variable;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.pseudopotential.Pseudopotentials;
import xcflow.spi.Warning;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.Demands;
import xcflow.structure.symmetry.SymmetricCrystal;

/**
 * The physics: what is to be solved, before any choice of how.
 *
 * @param crystal the atoms
 * @param atoms pseudopotential of each site
 * @param functional exchange-correlation functional
 * @param spin treatment of spin
 * @param smearing occupation of the orbitals; metals and open shells with partly filled degenerate
 *     levels need one
 * @param charge total charge of the cell, balanced by a uniform background
 */
public record Model(
        Crystal crystal,
        List<Gth> atoms,
        Functional functional,
        Spin spin,
        Smearing smearing,
        int charge) {

    /**
     * Share of the recommended cutoff below which exchange and correlation on the Fourier grid are
     * so far from exact that it matters whether operations lead from point to point.
     */
    private static final double COARSE = 0.8;

    private static final String NO_TAU =
            " sees no kinetic energy density of the cores, which shifts lattice constants by some"
                    + " tenths of a per cent; compare with calculations that use the same"
                    + " pseudopotentials";

    /** Of point charges on a simple cubic lattice in a uniform background. */
    private static final double MADELUNG = 2.837297;

    public Model {
        atoms = List.copyOf(atoms);
        if (atoms.size() != crystal.sites().size()) {
            throw new IllegalArgumentException("each site needs a pseudopotential");
        }
        ElectronCheck.check(atoms, charge, spin, smearing);
    }

    /**
     * A neutral model with the bundled pseudopotentials.
     *
     * @param pseudopotentials names by element's symbol, such as Mg → Mg-q10, where the default is
     *     not wanted
     */
    public static Model of(
            Crystal crystal,
            Map<String, String> pseudopotentials,
            Functional functional,
            Spin spin,
            Smearing smearing) {
        return of(crystal, pseudopotentials, functional, spin, smearing, 0);
    }

    /** The same with a charge, which a uniform background balances. */
    public static Model of(
            Crystal crystal,
            Map<String, String> pseudopotentials,
            Functional functional,
            Spin spin,
            Smearing smearing,
            int charge) {
        return of(
                crystal,
                Pseudopotentials.named(pseudopotentials),
                functional,
                spin,
                smearing,
                charge);
    }

    /** The same with any pseudopotentials. */
    public static Model of(
            Crystal crystal,
            Pseudopotentials pseudopotentials,
            Functional functional,
            Spin spin,
            Smearing smearing,
            int charge) {
        List<Gth> atoms = pseudopotentials.of(crystal.sites().stream().map(Site::element).toList());
        return new Model(crystal, atoms, functional, spin, smearing, charge);
    }

    /** The same physics with the atoms elsewhere: sites in the same order. */
    public Model withCrystal(Crystal other) {
        return new Model(other, atoms, functional, spin, smearing, charge);
    }

    /**
     * One number for each site; sites of equal numbers are equal: they have the same
     * pseudopotential, and with spin the same starting moment.
     */
    public List<Integer> kinds() {
        record Kind(Gth atom, double moment) {}
        List<Kind> each = new ArrayList<>();
        for (int i = 0; i < atoms.size(); i++) {
            double moment = spin.polarised() ? crystal.sites().get(i).moment() : 0;
            each.add(new Kind(atoms.get(i), moment));
        }
        return each.stream().map(each::indexOf).toList();
    }

    /**
     * The symmetric crystal in place of this model's, with the operations that can be used, as the
     * settings want it.
     *
     * @param inPlane whether the first two lattice vectors will be strained without the third
     */
    public SymmetricCrystal symmetric(Settings settings, boolean inPlane) {
        if (settings.symmetryTolerance() == 0) {
            return SymmetricCrystal.trivial(crystal);
        }
        boolean coarse = settings.cutoff() < COARSE * recommendedCutoff();
        Demands.Grid grid = new Demands.Grid(Basis.grid(this, settings), coarse);
        return SymmetricCrystal.of(
                crystal,
                kinds(),
                new Demands(settings.kMesh(), Optional.of(grid), inPlane),
                settings.symmetryTolerance());
    }

    /** Cutoff, Hartree, at which the hardest pseudopotential is well converged. */
    public double recommendedCutoff() {
        return atoms.stream().mapToDouble(Gth::recommendedCutoff).max().orElseThrow();
    }

    /**
     * The doubt about a charged cell: its images and the background that balances it change the
     * energy by about −α q²/2L, with Madelung's constant α of a cubic array and L the cube root of
     * the volume. G. Makov and M. C. Payne, Phys. Rev. B 51, 4014 (1995), eq. 15.
     */
    Optional<Warning> chargedCell() {
        if (charge == 0) {
            return Optional.empty();
        }
        double side = Math.cbrt(crystal.lattice().volume());
        return Optional.of(
                new Warning(
                        "charged-cell",
                        String.format(
                                Locale.ROOT,
                                "the cell has a charge of %d, which a uniform background balances:"
                                        + " this and the images change the energy by about %.3f Ha,"
                                        + " which is not corrected; compare only calculations with"
                                        + " the same cell and charge",
                                charge,
                                -MADELUNG * charge * charge / (2 * side))));
    }

    /** Whether the functional needs the kinetic energy density of the orbitals. */
    boolean needsKinetic() {
        return functional.needs().contains(Variable.TAU);
    }

    /**
     * The doubt that pseudopotentials which were made with one functional stand for the cores of
     * another: of one that depends on the kinetic energy density, to which the cores contribute (Y.
     * Yao and Y. Kanai, J. Chem. Phys. 146, 224105, 2017), or of any other than the one for which
     * the chosen set was made. Of the usual set, made for PBE, only the first is said.
     */
    Optional<Warning> otherPseudopotentials() {
        List<String> made =
                atoms.stream().flatMap(a -> a.functional().stream()).distinct().toList();
        boolean pbe = made.equals(List.of("PBE")) && atoms.stream().allMatch(Model::isOfPbe);
        if (pbe && needsKinetic()) {
            return Optional.of(
                    new Warning(
                            "pseudopotentials-of-pbe",
                            "the pseudopotentials were made for PBE: "
                                    + functional.name()
                                    + NO_TAU));
        }
        if (needsKinetic()) {
            String which =
                    atoms.stream().map(Gth::name).distinct().collect(Collectors.joining(", "));
            return Optional.of(
                    new Warning(
                            "pseudopotentials-of-another-functional",
                            "of the pseudopotentials "
                                    + which
                                    + " none has a kinetic energy density of its core: "
                                    + functional.name()
                                    + NO_TAU));
        }
        return made.stream()
                .filter(each -> !each.equals("PBE") && !suits(each))
                .findFirst()
                .map(
                        each ->
                                new Warning(
                                        "pseudopotentials-of-another-functional",
                                        "the pseudopotentials were made for "
                                                + each
                                                + " and stand for the cores of "
                                                + functional.name()
                                                + "; compare with calculations that use the same"
                                                + " pseudopotentials"));
    }

    private boolean suits(String made) {
        return made.equals("LDA")
                ? Set.of(Variable.RHO).containsAll(functional.needs())
                : made.equals(functional.name());
    }

    private static boolean isOfPbe(Gth atom) {
        return atom.functional().equals(Optional.of("PBE"));
    }

    /** Number of valence electrons in the cell. */
    public int electrons() {
        return atoms.stream().mapToInt(Gth::valence).sum() - charge;
    }
}
