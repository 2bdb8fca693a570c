package xcflow.planewave.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.library.LibraryCrystal;
import xcflow.structure.symmetry.KMesh;

/** A network with random weights, which nobody has trained, in every crystal of the library. */
class NeuralFunctionalOnEveryCrystalTest {
    private static final Architecture.Shape SHAPE = new Architecture.Shape(20, 2, Activation.TANH);
    private static final Functional RANDOM =
            NeuralFunctional.untrained(
                    Architecture.CONSTRAINED.specify(
                            "random", "", Constraints.ALL, SHAPE, SHAPE, 7));

    static List<String> crystals() {
        return CrystalLibrary.bundled().crystals().stream().map(LibraryCrystal::name).toList();
    }

    /** Coarse settings: what is asked is whether the iteration converges, not where to. */
    private static ScfResult solve(LibraryCrystal crystal, Functional functional) {
        Smearing smearing =
                crystal.smearing()
                        .map(s -> Smearing.named(s.kind(), s.width()))
                        .orElse(Smearing.none());
        Model model =
                Model.of(
                        crystal.crystal(),
                        crystal.pseudopotentialByElement(),
                        functional,
                        new Spin.Unpolarised(),
                        smearing);
        int across = crystal.layered() ? 1 : 2;
        return PlaneWaves.solve(
                model,
                Settings.of(Math.max(6, crystal.cutoff() / 6), KMesh.gammaCentred(2, 2, across))
                        .withTolerance(1e-5));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("crystals")
    void convergesWithoutSpecialTreatment(String name) {
        LibraryCrystal crystal = CrystalLibrary.bundled().find(name).orElseThrow();
        ScfResult random = solve(crystal, RANDOM);
        assertThat(random.converged()).isTrue();
        ScfResult pbe = solve(crystal, Functionals.named("PBE"));
        assertThat(random.energies().xc() / pbe.energies().xc()).isCloseTo(1, within(0.2));
        assertThat(random.iterations()).isLessThanOrEqualTo(pbe.iterations() + 4);
    }
}
