package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/**
 * Exchange and Coulomb energy fitted by def2-universal-jkfit against PySCF 2.14.0, {@code
 * density_fit(auxbasis='def2-universal-jkfit')}, grid level 3, def2-SVP.
 */
class FittedExchangeTest {
    private static final String WATER = "O 0 0 0; H 0 0.757 0.587; H 0 -0.757 0.587";
    private static final String AMINO = "N 0 0 0; H 0 0.803 0.634; H 0 -0.803 0.634";
    private static final ScfOptions FITTED =
            ScfOptions.defaults().withDensityFitting(true).withExchangeFitting(true);

    private static double energy(
            String atoms, int unpaired, String functional, ScfOptions options, int threads) {
        try (Workers workers = new Workers(threads);
                KohnSham system =
                        KohnSham.of(
                                Molecules.parse(atoms).with(0, unpaired),
                                "def2-svp",
                                options,
                                workers)) {
            return system.solve(Functionals.named(functional)).energy();
        }
    }

    @Test
    void theEnergyOfAClosedShellIsThatOfPyscf() {
        assertThat(energy(WATER, 0, "PBE0", FITTED, 1)).isCloseTo(-76.2762759218, within(1e-7));
    }

    @Test
    void theEnergyOfAnOpenShellIsThatOfPyscf() {
        assertThat(energy(AMINO, 1, "PBE0", FITTED, 1)).isCloseTo(-55.7639395455, within(1e-7));
    }

    @Test
    void exchangeAloneMayBeFitted() {
        ScfOptions exact = ScfOptions.defaults();
        double difference =
                energy(WATER, 0, "PBE0", exact.withExchangeFitting(true), 1)
                        - energy(WATER, 0, "PBE0", exact, 1);
        assertThat(Math.abs(difference)).isBetween(1e-7, 1e-4);
    }

    @Test
    void threadsDoNotChangeBits() {
        assertThat(energy(WATER, 0, "PBE0", FITTED, 3))
                .isEqualTo(energy(WATER, 0, "PBE0", FITTED, 1));
    }

    @Test
    void exchangeOfShortRangeIsRefused() {
        assertThatThrownBy(() -> energy(WATER, 0, "HSE06", FITTED, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "HSE06 has exchange of short range, which is not fitted: take"
                                + " 'exchange: exact'");
    }

    @Test
    void forcesAreRefused() {
        Functional hybrid = Functionals.named("PBE0");
        try (Workers workers = new Workers(1);
                KohnSham system = KohnSham.of(Molecules.parse("H2"), "def2-svp", FITTED, workers)) {
            ScfResult result = system.solve(hybrid);
            assertThatThrownBy(() -> system.forces(hybrid, result))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there are no forces with fitted exchange: take 'exchange: exact'");
        }
    }
}
