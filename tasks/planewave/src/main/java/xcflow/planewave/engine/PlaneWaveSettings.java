package xcflow.planewave.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import xcflow.functional.Functional;
import xcflow.planewave.pseudopotential.Pseudopotentials;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.spi.Warning;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.library.LibraryCrystal;

/** Settings of the plane-wave engine: for crystals, and under {@code box} for molecules. */
public record PlaneWaveSettings(
        @Describe(
                        value = "Plane-wave cutoff; default is the one recommended for each.",
                        unit = "Ha",
                        min = 1,
                        max = 1000)
                Optional<Double> cutoff,
        @Describe(
                        value =
                                "Range below the cutoff in which plane waves fade out, so that"
                                        + " energies change smoothly with the volume; zero: a"
                                        + " sharp cutoff. Default: a tenth of the cutoff for an"
                                        + " equation of state, else zero.",
                        unit = "Ha",
                        min = 0,
                        max = 100)
                Optional<Double> cutoffSmoothing,
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
                Optional<SmearingSettings> smearing,
        @Describe(
                        value = ChosenPseudopotentials.SET,
                        allowed = {"gth-pbe", "gth-lda", "gth-blyp"},
                        example = "gth-lda")
                Optional<String> pseudopotentialSet,
        @Describe(
                        value = ChosenPseudopotentials.SYNTAX,
                        defaultValue = "{}",
                        example = "{Mg: Mg-q10, Fe: {file: fe.gth}}")
                Map<String, Source> pseudopotentials,
        @Describe("Treat spin, with so many more up than down electrons in the cell.")
                Optional<Double> moment,
        @Describe(value = "Treat spin, and let smearing decide the moment.", defaultValue = "false")
                boolean freeMoment,
        @Describe(value = StartingMoments.SYNTAX, example = "{Ni: [2, -2], O: [0]}")
                Optional<Map<String, List<Double>>> siteMoments,
        @Describe(
                        value = "Estimated error of the energy at which the iteration stops.",
                        unit = "Ha",
                        defaultValue = "1e-8",
                        min = 1e-12,
                        max = 1e-3)
                double tolerance,
        @Describe(value = SymmetrySetting.SYNTAX, defaultValue = "true", example = "false")
                Object symmetry,
        @Describe(
                        "How molecules are put into a box; the settings for crystals do not"
                                + " apply to them.")
                Optional<BoxSettings> box) {

    /** Usual smoothing of the cutoff along an equation of state, as a share of it. */
    private static final double SMOOTHING = 0.1;

    /**
     * Where the settings are less than what is recommended for the crystal: by the library, or for
     * a file by its pseudopotentials and the density of k-points. A cutoff that is far too low even
     * for less exact work is a matter of the engine, which warns of it.
     */
    List<Warning> doubts(Structure.OfCrystal input, Pseudopotentials chosen) {
        List<Warning> doubts = new ArrayList<>();
        Recommended recommended = new Recommended(input);
        double needed = recommended.softCutoff(chosen);
        if (cutoff.isPresent() && cutoff.get() >= 0.6 * needed) {
            double wanted =
                    chosen.usual()
                            ? input.entry().map(LibraryCrystal::cutoff).orElse(needed)
                            : needed;
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
        doubts.addAll(meshDoubts(input));
        return doubts;
    }

    /** The doubts about the k-points alone. */
    List<Warning> meshDoubts(Structure.OfCrystal input) {
        List<Warning> doubts = new ArrayList<>();
        if (kpoints.isPresent()) {
            List<Integer> wanted = new Recommended(input).mesh();
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

    /**
     * @throws IllegalArgumentException if a setting cannot be used; the message is for the user
     */
    Model model(Structure.OfCrystal input, Pseudopotentials chosen, Functional functional) {
        Recommended recommended = new Recommended(input);
        Crystal crystal =
                siteMoments
                        .map(given -> StartingMoments.on(input.crystal(), given))
                        .orElse(input.crystal());
        boolean free = freeMoment || siteMoments.isPresent() && moment.isEmpty();
        return Model.of(
                crystal,
                recommended.pseudopotentials(chosen),
                functional,
                Moment.spin(moment, free, new Spin.Unpolarised()),
                recommended.smearing(smearing),
                0);
    }

    /** For one thread, with a cutoff that is sharp unless something else is said. */
    Settings settings(Structure.OfCrystal input, Pseudopotentials chosen) {
        Recommended recommended = new Recommended(input);
        return Settings.of(recommended.cutoff(cutoff, chosen), recommended.kMesh(kpoints, shift))
                .withCutoffSmoothing(cutoffSmoothing.orElse(0.0))
                .withTolerance(tolerance)
                .withSymmetryTolerance(SymmetrySetting.tolerance(symmetry));
    }

    /** The same along a scan of volumes, where the usual cutoff is a smooth one. */
    Settings smoothed(Structure.OfCrystal input, Pseudopotentials chosen) {
        Settings sharp = settings(input, chosen);
        return sharp.withCutoffSmoothing(cutoffSmoothing.orElse(SMOOTHING * sharp.cutoff()));
    }

    BoxSettings boxOrDefault() {
        return box.orElse(BoxSettings.DEFAULT);
    }
}
