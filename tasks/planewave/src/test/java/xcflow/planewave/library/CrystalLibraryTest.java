package xcflow.planewave.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import xcflow.numerics.Constants;
import xcflow.planewave.pseudopotential.GthLibrary;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.library.LibraryCrystal;

class CrystalLibraryTest {
    private final CrystalLibrary library = CrystalLibrary.bundled();

    @Test
    void eachFamilyHasAtLeastTwoCrystals() {
        for (String family : new String[] {"metallic", "covalent", "ionic", "oxide", "layered"}) {
            assertThat(library.crystals().stream().filter(c -> c.family().equals(family)))
                    .as(family)
                    .hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void everyEntryGivesACrystalWithAPseudopotentialForEachElement() {
        for (LibraryCrystal entry : library.crystals()) {
            assertThat(entry.crystal().sites()).as(entry.name()).isNotEmpty();
            assertThat(entry.pseudopotentials()).hasSameSizeAs(entry.elements());
        }
    }

    @Test
    void theCellHoldsTheVolumeOfTheAllElectronCurve() {
        for (LibraryCrystal entry : library.crystals()) {
            entry.allElectron()
                    .ifPresent(
                            curve -> {
                                double perAtom =
                                        entry.crystal().volume()
                                                / entry.crystal().sites().size()
                                                * Math.pow(Constants.BOHR_IN_ANGSTROM, 3);
                                assertThat(perAtom)
                                        .as(entry.name())
                                        .isCloseTo(curve.volume(), within(2e-4 * perAtom));
                            });
        }
    }

    @Test
    void theLatticeConstantOfTheLibrarysVolumeIsTheLibrarysLatticeConstant() {
        for (LibraryCrystal entry : library.crystals()) {
            double a = entry.latticeConstant(entry.crystal().volume());
            assertThat(a * Constants.BOHR_IN_ANGSTROM).isCloseTo(entry.a(), within(1e-10));
        }
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertThat(library.find("mgo").orElseThrow().name()).isEqualTo("MgO");
    }

    @Test
    void atomsOfMolybdenumDisulphideAreABondLengthApart() {
        var crystal = library.find("MoS2-monolayer").orElseThrow().crystal();
        var lattice = crystal.lattice();
        double[] mo = lattice.cartesian(crystal.sites().get(0).fractional());
        double[] s = lattice.cartesian(crystal.sites().get(1).fractional());
        double distance = Math.hypot(Math.hypot(mo[0] - s[0], mo[1] - s[1]), mo[2] - s[2]);
        assertThat(distance * Constants.BOHR_IN_ANGSTROM).isCloseTo(2.41, within(0.01));
    }

    @Test
    void recommendedCutoffsSufficeForThePseudopotentials() {
        for (LibraryCrystal entry : library.crystals()) {
            for (String name : entry.pseudopotentials()) {
                double needed = GthLibrary.pbe().named(name).recommendedCutoff();
                assertThat(entry.cutoff())
                        .as(entry.name() + " with " + name)
                        .isGreaterThanOrEqualTo(0.6 * needed);
            }
        }
    }

    @Test
    void metalsAreSmearedAndInsulatorsAreNot() {
        for (LibraryCrystal entry : library.crystals()) {
            switch (entry.family()) {
                case "metallic" -> assertThat(entry.smearing()).as(entry.name()).isPresent();
                case "ionic", "oxide" -> assertThat(entry.smearing()).as(entry.name()).isEmpty();
                default -> assertThat(entry.kpoints()).as(entry.name()).hasSize(3);
            }
        }
    }

    @Test
    void everyLatticeConstantHasASource() {
        for (LibraryCrystal entry : library.crystals()) {
            assertThat(entry.source()).as(entry.name()).contains("PBE");
        }
    }
}
