package xcflow.experiments.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

class GeometriesTest {
    @Test
    void theFileOfAMoleculeIsTheMolecule() {
        Molecule molecule = Molecules.inline("O 0 0 0.1; H 0 0 1.07; charge=-1; unpaired=2");
        Molecule again = Molecules.xyz(Geometries.xyz(List.of(new NamedMolecule("OH-", molecule))));
        assertThat(again.charge()).isEqualTo(-1);
        assertThat(again.unpaired()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            assertThat(again.atoms().get(i).element()).isEqualTo(molecule.atoms().get(i).element());
            assertThat(again.atoms().get(i).distance(molecule.atoms().get(i))).isLessThan(1e-9);
        }
    }

    @Test
    void moleculesStandOneAfterTheOther() {
        NamedMolecule hydrogen = new NamedMolecule("H2", Molecules.named("H2"));
        NamedMolecule oxygen = new NamedMolecule("O2", Molecules.named("O2"));
        assertThat(Geometries.xyz(List.of(hydrogen, oxygen)))
                .startsWith("2\nH2 charge=0 unpaired=0\nH ")
                .contains("\n2\nO2 charge=0 unpaired=2\nO ");
    }
}
