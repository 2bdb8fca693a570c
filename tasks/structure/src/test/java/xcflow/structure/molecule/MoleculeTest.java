package xcflow.structure.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.numerics.Element;

class MoleculeTest {

    @ParameterizedTest
    @CsvSource({
        "H2O, H2O, 0",
        "h2o, H2O, 0",
        "water, H2O, 0",
        "C3H8, C3H8, 0",
        "CH3OH, CH4O, 0",
        "O2, O2, 2",
        "CO, CO, 0",
        "co, CO, 0",
        "Co, Co, 3",
        "ch2-trip, CH2, 2",
        "Ne, Ne, 0",
        "N, N, 3",
        "Cr, Cr, 6",
        "LiH, HLi, 0",
        "HF, FH, 0",
        "benzene, C6H6, 0"
    })
    void isFoundByName(String name, String formula, int unpaired) {
        Molecule molecule = Molecules.named(name);
        assertThat(molecule.formula()).isEqualTo(formula);
        assertThat(molecule.unpaired()).isEqualTo(unpaired);
    }

    @Test
    void suggestsWhatAMisspeltNameMayMean() {
        assertThatThrownBy(() -> Molecules.named("metanol"))
                .isInstanceOf(MoleculeException.class)
                .hasMessageContaining("did you mean methanol");
    }

    @Test
    void refusesAFormulaOfSeveralMolecules() {
        assertThatThrownBy(() -> Molecules.named("CH2")).hasMessageContaining("ch2-trip, ch2-sing");
    }

    @Test
    void readsChargeAndSpinFromTheCommentOfAnXyzFile() {
        Molecule oxide =
                Molecules.xyz("2\nsuperoxide, charge=-1 unpaired=1\nO 0 0 0\nO 0 0 1.35\n");
        assertThat(oxide.electrons()).isEqualTo(17);
        assertThat(oxide.alpha()).isEqualTo(9);
        assertThat(oxide.beta()).isEqualTo(8);
    }

    @Test
    void readsAtomsInline() {
        Molecule water = Molecules.parse("O 0 0 0.117; H 0 0.757 -0.469; H 0 -0.757 -0.469");
        assertThat(water.formula()).isEqualTo("H2O");
        assertThat(water.atoms().get(1).y()).isCloseTo(0.757 / 0.529177210903, within(1e-12));
    }

    @Test
    void namesTheLineOfABadXyzFile() {
        assertThatThrownBy(() -> Molecules.xyz("1\n\nXx 0 0 0\n"))
                .hasMessageContaining("XYZ:3:1: there is no element 'Xx'");
        assertThatThrownBy(() -> Molecules.xyz("3\n\nH 0 0 0\n")).hasMessageContaining("3 atoms");
        assertThatThrownBy(() -> Molecules.xyz("1\n\nH 0 zero 0\n")).hasMessageContaining("zero");
    }

    @Test
    void refusesTwoAtomsOnOneSpot() {
        assertThatThrownBy(() -> Molecules.inline("H 0 0 0; He 0 0 0.01"))
                .isInstanceOf(MoleculeException.class)
                .hasMessageContaining("at the same position");
    }

    @Test
    void refusesASpinThatTheElectronsCannotHave() {
        assertThatThrownBy(() -> Molecules.named("H2O").with(1, 0))
                .hasMessageContaining("9 electrons")
                .hasMessageContaining("1, 3, 5, …");
        assertThatThrownBy(() -> Molecules.named("H").with(0, 3)).hasMessageEndingWith("are 1");
        assertThatThrownBy(() -> Molecules.named("H").with(1, 0))
                .hasMessageContaining("no electrons");
    }

    @Test
    void anotherChargeAloneLeavesAsFewElectronsUnpairedAsPossible() {
        Molecule oxygen = Molecules.named("O2");
        Optional<Integer> own = Optional.empty();
        assertThat(oxygen.with(Optional.of(1), own).unpaired()).isEqualTo(1);
        assertThat(oxygen.with(Optional.of(-2), own).unpaired()).isZero();
        assertThat(oxygen.with(Optional.of(0), own).unpaired()).isEqualTo(2);
        assertThat(oxygen.with(own, Optional.of(0)).unpaired()).isZero();
        assertThat(oxygen.with(Optional.of(1), Optional.of(3)).unpaired()).isEqualTo(3);
        assertThatThrownBy(() -> oxygen.with(Optional.of(1), Optional.of(2)))
                .hasMessageContaining("cannot leave 2 unpaired; possible are 1, 3, 5");
    }

    @Test
    void knowsTheRepulsionAndDipoleOfItsNuclei() {
        Element hydrogen = Element.ofNumber(1);
        Element lithium = Element.ofNumber(3);
        Molecule molecule =
                new Molecule(
                        List.of(new Atom(lithium, 0, 0, 0), new Atom(hydrogen, 0, 0, 1.5)), 0, 0);
        assertThat(molecule.nuclearRepulsion()).isCloseTo(2.0, within(1e-14));
        assertThat(molecule.nuclearDipole()).containsExactly(0, 0, 1.5);
    }

    @Test
    void everyW411EnergyBelongsToANamedMolecule() {
        assertThat(AtomizationEnergies.w411()).hasSize(140);
        assertThat(Molecules.all())
                .containsKeys(AtomizationEnergies.w411().keySet().toArray(String[]::new));
    }
}
