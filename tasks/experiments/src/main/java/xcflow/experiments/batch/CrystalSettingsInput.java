package xcflow.experiments.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import xcflow.experiments.input.CrystalInput;
import xcflow.experiments.input.SmearingInput;
import xcflow.experiments.input.SymmetryInput;
import xcflow.functional.Functional;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.spi.Describe;
import xcflow.spi.Warning;
import xcflow.structure.library.LibraryCrystal;

/** How crystals are calculated where not as it is recommended for them. */
public record CrystalSettingsInput(
        @Describe(
                        value = "Plane-wave cutoff; default is the one recommended for each.",
                        unit = "Ha",
                        min = 1,
                        max = 1000)
                Optional<Double> cutoff,
        @Describe(
                        value = "Divisions of the k-point mesh; default are the recommended ones.",
                        example = "[4, 4, 4]",
                        min = 3,
                        max = 3)
                Optional<List<Integer>> kpoints,
        @Describe(
                        value = "Shift of the mesh in units of its step.",
                        defaultValue = "[0, 0, 0]",
                        min = 3,
                        max = 3)
                List<Double> shift,
        @Describe("Smearing; default is the recommended one, none for insulators.")
                Optional<SmearingInput> smearing,
        @Describe(
                        value = "Pseudopotentials by element where not the recommended ones.",
                        defaultValue = "{}",
                        example = "{Mg: Mg-q10}")
                Map<String, String> pseudopotentials,
        @Describe(
                        value = "Estimated error of the energy at which the iteration stops.",
                        unit = "Ha",
                        defaultValue = "1e-8",
                        min = 1e-12,
                        max = 1e-3)
                double tolerance,
        @Describe(value = SymmetryInput.SYNTAX, defaultValue = "true", example = "false")
                Object symmetry) {

    static final CrystalSettingsInput RECOMMENDED =
            new CrystalSettingsInput(
                    Optional.empty(),
                    Optional.empty(),
                    List.of(0.0, 0.0, 0.0),
                    Optional.empty(),
                    Map.of(),
                    1e-8,
                    true);

    /**
     * Where the settings are less than what is recommended for the crystal: by the library, or for
     * a file by its pseudopotentials and the density of k-points. A cutoff that is far too low even
     * for less exact work is a matter of the engine, which warns of it.
     */
    public List<Warning> doubts(CrystalInput input) {
        List<Warning> doubts = new ArrayList<>();
        double needed = input.softCutoff(pseudopotentials);
        if (cutoff.isPresent() && cutoff.get() >= 0.6 * needed) {
            double wanted = input.entry().map(LibraryCrystal::cutoff).orElse(needed);
            if (cutoff.get() < wanted) {
                doubts.add(
                        new Warning(
                                "cutoff-below-recommended",
                                String.format(
                                        Locale.ROOT,
                                        "a cutoff of %.4g Ha is below the %.4g Ha recommended for %s",
                                        cutoff.get(),
                                        wanted,
                                        input.name())));
            }
        }
        if (kpoints.isPresent()) {
            List<Integer> wanted = input.recommendedMesh();
            boolean fewer =
                    IntStream.range(0, 3).anyMatch(i -> kpoints.get().get(i) < wanted.get(i));
            if (fewer) {
                doubts.add(
                        new Warning(
                                "kpoints-below-recommended",
                                String.format(
                                        Locale.ROOT,
                                        "a k-point mesh of %s is coarser than the %s recommended for %s",
                                        kpoints.get(),
                                        wanted,
                                        input.name())));
            }
        }
        return doubts;
    }

    /** A crystal, not spin-polarised, with these settings. */
    Calculation calculation(CrystalInput input) {
        return new PlaneWaveCalculation(
                input.name(), functional -> model(input, functional), settings(input), 0);
    }

    /**
     * @throws IllegalArgumentException if a setting cannot be used; the message is for the user
     */
    public Model model(CrystalInput input, Functional functional) {
        return Model.of(
                input.crystal(),
                input.pseudopotentials(pseudopotentials),
                functional,
                new Spin.Unpolarised(),
                input.smearing(smearing));
    }

    /** For one thread, with a sharp cutoff. */
    public Settings settings(CrystalInput input) {
        return Settings.of(input.cutoff(cutoff), input.kMesh(kpoints, shift))
                .withTolerance(tolerance)
                .withSymmetryTolerance(SymmetryInput.tolerance(symmetry));
    }
}
