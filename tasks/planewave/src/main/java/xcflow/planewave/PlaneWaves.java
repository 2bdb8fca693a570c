package xcflow.planewave;

import java.util.Locale;
import xcflow.planewave.basis.Density;
import xcflow.planewave.eigensolver.Davidson;
import xcflow.planewave.mixing.Anderson;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.scf.Basis;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.SelfConsistentField;
import xcflow.planewave.scf.Settings;

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
        warnOfLowCutoff(model, settings, listener);
        Basis basis = Basis.of(model, settings);
        boolean metal = model.smearing().width() > 0;
        SelfConsistentField field =
                new SelfConsistentField(
                        new Davidson(5), metal ? Anderson.metallic() : Anderson.plain());
        return field.solve(model, basis, settings, basis.start(model, start), listener);
    }

    private static void warnOfLowCutoff(Model model, Settings settings, ScfListener listener) {
        model.atoms().stream()
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
                .forEach(listener::warning);
    }

    /** Cutoff, Hartree, at which the hardest pseudopotential of a model is well converged. */
    public static double recommendedCutoff(Model model) {
        return model.atoms().stream().mapToDouble(Gth::recommendedCutoff).max().orElseThrow();
    }
}
