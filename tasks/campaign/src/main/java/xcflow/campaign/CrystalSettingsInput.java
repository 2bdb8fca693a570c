package xcflow.campaign;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.spi.Describe;

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

    /** A crystal, not spin-polarised, with these settings. */
    Calculation calculation(CrystalInput input) {
        return new PlaneWaveCalculation(
                input.name(), functional -> model(input, functional), settings(input), 0);
    }

    /**
     * @throws IllegalArgumentException if a setting cannot be used; the message is for the user
     */
    Model model(CrystalInput input, Functional functional) {
        return Model.of(
                input.crystal(),
                input.pseudopotentials(pseudopotentials),
                functional,
                new Spin.Unpolarised(),
                input.smearing(smearing));
    }

    /** For one thread, with a sharp cutoff. */
    Settings settings(CrystalInput input) {
        return Settings.of(input.cutoff(cutoff), input.kMesh(kpoints, shift))
                .withTolerance(tolerance)
                .withSymmetryTolerance(SymmetryInput.tolerance(symmetry));
    }
}
