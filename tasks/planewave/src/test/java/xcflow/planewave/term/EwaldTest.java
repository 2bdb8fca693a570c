package xcflow.planewave.term;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import xcflow.numerics.Element;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

class EwaldTest {
    private static Gth ion(int charge) {
        return new Gth("X", Element.ofNumber(1), charge, List.of(), 0.5, List.of(), List.of());
    }

    @Property(tries = 20)
    void theEnergyDoesNotDependOnTheSplit(
            @ForAll @DoubleRange(min = 0.05, max = 1) double eta,
            @ForAll @DoubleRange(min = 0.2, max = 0.8) double x) {
        Crystal crystal =
                new Crystal(
                        Lattice.hexagonal(5, 7),
                        List.of(Site.of("H", 0, 0, 0), Site.of("O", x, .3, .5)));
        List<Gth> ions = List.of(ion(1), ion(6));
        assertThat(Ewald.energy(crystal, ions, eta))
                .isCloseTo(Ewald.energy(crystal, ions), within(1e-10));
    }

    /** A lattice of charges in a background: −Z² α/(2 r_s), α = 1.79185851 for fcc. */
    @Test
    void aFaceCentredLatticeHasTheKnownMadelungConstant() {
        Crystal crystal = new Crystal(Lattice.faceCentredCubic(6), List.of(Site.of("Al", 0, 0, 0)));
        double radius = Math.cbrt(3 * crystal.volume() / (4 * Math.PI));
        assertThat(Ewald.energy(crystal, List.of(ion(3))))
                .isCloseTo(-9 * 1.791747230 / (2 * radius), within(1e-7));
    }
}
