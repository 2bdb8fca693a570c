package xcflow.structure.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GhostAtomsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@O",
                "Gh-O",
                "gh_o",
                "Gh(O)",
                "ghost-O",
                "Ghost(O)",
                "X-O",
                "Bq-O",
                "Bq(O)",
                "O-Bq",
                "O:",
                "@O2"
            })
    void ghostsAreReadAsOtherProgramsWriteThem(String label) {
        Molecule molecule = Molecules.inline("H 0 0 0; H 0 0 0.74; " + label + " 0 0 3");
        Atom ghost = molecule.atoms().get(2);
        assertThat(ghost.ghost()).isTrue();
        assertThat(ghost.element().symbol()).isEqualTo("O");
        assertThat(ghost.charge()).isZero();
    }

    @Test
    void aGhostHasNeitherElectronsNorANucleus() {
        Molecule alone = Molecules.inline("H 0 0 0; H 0 0 0.74");
        Molecule molecule = Molecules.xyz("3\n\nH 0 0 0\nH 0 0 0.74\n@O 0 0 3\n");
        assertThat(molecule.electrons()).isEqualTo(2);
        assertThat(molecule.nuclearRepulsion()).isEqualTo(alone.nuclearRepulsion());
        assertThat(molecule.formula()).isEqualTo("H2 and ghosts of O");
        assertThat(molecule.nuclei()).isEqualTo(alone.atoms());
    }

    @Test
    void ghostsOnlyAreNoMolecule() {
        assertThatThrownBy(() -> Molecules.inline("@H 0 0 0; @H 0 0 0.74"))
                .hasMessage("ghosts of H2 with charge 0 has no electrons");
    }

    @Test
    void aGhostOfNoElementIsRefusedWhereItStands() {
        assertThatThrownBy(() -> Molecules.xyz("2\n\nH 0 0 0\n@Xy 0 0 3\n"))
                .hasMessage("XYZ:4:2: there is no element 'Xy'");
        assertThatThrownBy(() -> Molecules.inline("H 0 0 0; Bq 0 0 0.74"))
                .hasMessageContaining("there is no element 'Bq'");
    }
}
