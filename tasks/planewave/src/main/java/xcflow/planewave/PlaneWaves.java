package xcflow.planewave;

import java.util.List;
import java.util.Locale;
import xcflow.planewave.basis.Density;
import xcflow.planewave.eigensolver.Davidson;
import xcflow.planewave.mixing.Anderson;
import xcflow.planewave.scf.Basis;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.MomentSearch;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.SelfConsistentField;
import xcflow.planewave.scf.Settings;
import xcflow.spi.Warning;
import xcflow.structure.symmetry.SpaceGroup;
import xcflow.structure.symmetry.SymmetricCrystal;

/**
 * The plane-wave engine with its usual choices.
 *
 * <pre>{@code
 * var model = Model.of(crystal, Map.of(), functional, new Spin.Unpolarised(), Smearing.none());
 * var result = PlaneWaves.solve(model, Settings.of(20, KMesh.gammaCentred(4, 4, 4)));
 * }</pre>
 */
public final class PlaneWaves {
    private PlaneWaves() {}

    /** Solves a model, starting from a superposition of atoms. */
    public static ScfResult solve(Model model, Settings settings) {
        return solve(model, settings, null, ScfListener.SILENT);
    }

    /**
     * Solves a model.
     *
     * @param start density of a similar calculation, such as that of another volume, cutoff or
     *     functional; null for a superposition of atoms
     * @throws IllegalArgumentException if the input makes no sense; the message says why
     * @throws xcflow.spi.CancelledException if the listener wants it
     */
    public static ScfResult solve(
            Model model, Settings settings, Density start, ScfListener listener) {
        SymmetricCrystal symmetric = model.symmetric(settings, false);
        List<Warning> doubts = symmetric.doubt().stream().toList();
        doubts.forEach(warning -> listener.warning(warning.text()));
        return solve(
                        model.withCrystal(symmetric.crystal()),
                        symmetric.group(),
                        settings,
                        start,
                        listener)
                .withWarnings(doubts);
    }

    /**
     * Solves a model whose symmetry is known.
     *
     * @param group operations that the crystal has; those that the mesh has too reduce it, whatever
     *     the settings say of symmetry
     * @param start as above
     * @throws IllegalArgumentException if the input makes no sense; the message says why
     * @throws IllegalStateException if the crystal does not have an operation
     * @throws xcflow.spi.CancelledException if the listener wants it
     */
    public static ScfResult solve(
            Model model, SpaceGroup group, Settings settings, Density start, ScfListener listener) {
        List<Warning> lowCutoffs = lowCutoffs(model, settings);
        lowCutoffs.forEach(warning -> listener.warning(warning.text()));
        if (start != null && !Basis.suits(model, start)) {
            listener.warning(
                    String.format(
                            Locale.ROOT,
                            "the given density, of %.4f electrons %s spin, is not one of %d electrons"
                                    + " %s spin: starting from atoms",
                            start.electrons(),
                            start.isPolarised() ? "with" : "without",
                            model.electrons(),
                            model.spin().polarised() ? "with" : "without"));
        }
        Basis basis = Basis.of(model, group, settings);
        boolean metal = model.smearing().width() > 0;
        SelfConsistentField field =
                new SelfConsistentField(
                        new Davidson(5), metal ? Anderson.metallic() : Anderson.plain());
        Density begin = MomentSearch.start(model, basis, start);
        ScfResult found = field.solve(model, basis, settings, begin, listener);
        ScfResult result =
                found.withWarnings(MomentSearch.doubt(model, begin, found).stream().toList());
        result.warnings().forEach(warning -> listener.warning(warning.text()));
        return result.withWarnings(lowCutoffs);
    }

    private static List<Warning> lowCutoffs(Model model, Settings settings) {
        return model.atoms().stream()
                .distinct()
                .filter(atom -> settings.cutoff() < 0.6 * atom.recommendedCutoff())
                .map(
                        atom ->
                                String.format(
                                        Locale.ROOT,
                                        "a cutoff of %.4g Ha is low for %s: %.0f Ha are recommended",
                                        settings.cutoff(),
                                        atom.name(),
                                        atom.recommendedCutoff()))
                .map(text -> new Warning("cutoff-below-recommended", text))
                .toList();
    }

    /** Cutoff, Hartree, at which the hardest pseudopotential of a model is well converged. */
    public static double recommendedCutoff(Model model) {
        return model.recommendedCutoff();
    }
}
