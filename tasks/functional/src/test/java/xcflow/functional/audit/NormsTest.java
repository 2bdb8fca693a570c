package xcflow.functional.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.ModelSystems;

class NormsTest {
    private static Separable functional(String name) {
        return (Separable) Functionals.named(name);
    }

    /**
     * Hydrogen: SCAN's a₁ and TPSS's constants are chosen such that its exchange is right (Phys.
     * Rev. Lett. 115, 036402 (2015) and 91, 146401 (2003)). PBE's −0.3059 and −0.0060 Ha are those
     * of S. Kurth, J. P. Perdew and P. Blaha, Int. J. Quantum Chem. 75, 889 (1999), table I.
     */
    @ParameterizedTest
    @CsvSource({
        "SCAN, -0.3125, 1e-5, 0",
        "r2SCAN, -0.3125, 1e-5, 0",
        "TPSS, -0.3125, 1e-5, 0",
        "revTPSS, -0.3125, 1e-5, 0",
        "M06-L, -0.3161, 1e-4, 0",
        "PBE, -0.3059, 1e-4, -0.0060",
        "SPW92, -0.2680, 1e-4, -0.0222"
    })
    void theHydrogenAtomHasTheEnergyThatIsPublished(
            String name, double exchange, double within, double correlation) {
        var norms = Norms.analytic(functional(name));
        assertThat(norms.get(0).energy()).isCloseTo(exchange, within(within));
        assertThat(norms.get(1).energy()).isCloseTo(correlation, within(1e-4));
    }

    /** Exchange of 1s² is twice that of one electron, as spin scaling demands. */
    @Test
    void twoElectronsHaveTwiceTheExchangeOfOne() {
        for (String name : List.of("SCAN", "PBE", "M06-L")) {
            var norms = Norms.analytic(functional(name));
            assertThat(norms.get(2).energy()).isCloseTo(2 * norms.get(0).energy(), within(1e-12));
        }
    }

    /** SCAN's b₁ is chosen for −0.0467 Ha; the local density approximation diverges. */
    @Test
    void heliumLikeIonsCorrelateAsScanWasMadeTo() {
        assertThat(Norms.analytic(functional("SCAN")).get(3).deviation())
                .isCloseTo(0, within(5e-5));
        assertThat(Norms.analytic(functional("SPW92")).get(3).energy()).isLessThan(-0.5);
    }

    @Test
    void atomsOfADataSetAreComparedByTheirNames() {
        var densities = ModelSystems.sample(List.of("He", "H2O", "Ne"));
        var values = Norms.of(functional("PBE"), densities);
        assertThat(values)
                .extracting(v -> v.norm().system())
                .containsExactly("He", "He", "Ne", "Ne");
        // Slater's shells are no Hartree-Fock orbitals: a few percent.
        assertThat(values.get(2).relative()).isBetween(-4.0, 4.0);
        assertThatThrownBy(() -> Norms.of(functional("SCAN"), densities))
                .hasMessageContaining("no kinetic energy density");
    }

    @Test
    void valenceDensitiesAreRefused() {
        var helium = ModelSystems.sample(List.of("He"));
        var valence =
                new DataSet(helium.points(), helium.weights(), helium.system(), List.of("Ar"));
        assertThatThrownBy(() -> Norms.of(functional("PBE"), valence))
                .hasMessageContaining("Ar has 2.00 electrons, and its energy is known with all 18");
    }
}
