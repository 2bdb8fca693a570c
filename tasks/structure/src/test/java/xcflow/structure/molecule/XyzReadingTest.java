package xcflow.structure.molecule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.numerics.Constants;

/** XYZ files as people and programs write them: read as meant, or refused with the place. */
class XyzReadingTest {
    private static final String OXYGEN = "O 0 0 0\nO 0 0 1.2075\n";
    private static final String HYDROXYL = "O 0 0 0\nH 0 0 0.97\n";

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 3 | 0 | 2",
                "-1, 2 | -1 | 1",
                "+1 4 | 1 | 3",
                "charge=0 multiplicity=3 | 0 | 2",
                "Charge = 0, Multiplicity = 3 | 0 | 2",
                "charge: 1 mult: 2 | 1 | 1",
                "charge -1 spin_multiplicity 2 | -1 | 1",
                "total_charge=-1.0 | -1 | 1",
                "q=-1 uhf=1 | -1 | 1",
                "charge=-1 unpaired=1; from somewhere | -1 | 1",
                "2S+1=3 | 0 | 2",
                "S=1 | 0 | 2",
                "charge=1 spin=1/2 | 1 | 1",
                "charge=1 spin=1 | 1 | 1",
                "charge=1 spin=2 | 1 | 1",
                "spin=0 | 0 | 0",
                "spin=2 multiplicity=3 | 0 | 2",
                "triplet oxygen | 0 | 2",
                "name=\"triplet or singlet\" charge=0 unpaired=2 energy=-150.1 | 0 | 2",
                "superoxide anion, charge=-1 | -1 | 1",
                "Properties=species:S:1:pos:R:3 charge=\"-1\" pbc=\"F F F\" | -1 | 1",
                "gdb 17 | 0 | 0",
                "-150.06573 | 0 | 0",
                "'' | 0 | 0"
            })
    void theCommentSaysChargeAndSpin(String comment, int charge, int unpaired) {
        Molecule molecule = Molecules.xyz("2\n" + comment + "\n" + OXYGEN);
        assertThat(molecule.charge()).isEqualTo(charge);
        assertThat(molecule.unpaired()).isEqualTo(unpaired);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spin=1 | XYZ:2:6: spin=1 may mean 0 or 2 unpaired electrons",
                "spin=2 | may mean 2 or 4 unpaired electrons",
                "charge=0.5 | XYZ:2:8: '0.5' is not a whole number of charges",
                "charge=one | 'one' is not a charge",
                "charge= | 'charge=' has no value",
                "charge=1 total_charge=-1 | contradicts",
                "charge=1 charge=-1 | given a second time",
                "multiplicity=3 unpaired=0 | contradicts the spin given before",
                "multiplicity=0 | '0' is not possible as multiplicity",
                "multiplicity=2 | cannot leave 1 unpaired",
                "0 3 triplet? | two numbers alone are charge and multiplicity, but more follows",
                "-1 | a number alone says neither charge nor spin",
                "superoxide anion | 'anion' without a charge",
                "the charge is -1 | 'charge' is not followed by its value",
                "spin_state=3 | 'spinstate' is not understood",
                "magmom=2.0 | 'magmom' is not understood",
                "units=bohr | in ångström",
                "positions in bohr | in ångström",
                "coordinates in a.u. | in ångström, but the comment speaks of a.u.",
                "Atomic units | in ångström",
                "coordinates (nm) | in ångström",
                "units=pm | in ångström",
                "O 0 0 0 | an atom stands where the comment should be"
            })
    void whatTheCommentMayMeanIsRefusedWithItsPlace(String comment, String message) {
        assertThatThrownBy(() -> Molecules.xyz("2\n" + comment + "\n" + OXYGEN))
                .isInstanceOf(MoleculeException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "species:S:1:pos:R:3 | O 0 0 0 | H 0 0 0.97",
                "species:S:1:Z:I:1:pos:R:3 | O 8 0 0 0 | H 1 0 0 0.97",
                "id:I:1:species:S:1:pos:R:3 | 1 O 0 0 0 | 2 H 0 0 0.97",
                "pos:R:3:species:S:1 | 0 0 0 O | 0 0 .97 H",
                "Z:I:1:pos:R:3:forces:R:3 | 8 0 0 0 9 9 9 | 1 0 0 0.97 9 9 9",
                "tag:L:1:pos:R:3:species:S:1:initial_charges:R:1 | T 0 0 0 O 0 | F 0 0 .97 H 0.0"
            })
    void columnsMeanWhatPropertiesSay(String properties, String first, String second) {
        Molecule molecule =
                Molecules.xyz(
                        "2\nProperties=" + properties + " charge=-1\n" + first + "\n" + second);
        assertThat(molecule.formula()).isEqualTo("HO");
        assertThat(molecule.atoms().get(0).distance(molecule.atoms().get(1)))
                .isCloseTo(0.97 / Constants.BOHR_IN_ANGSTROM, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O 0.0D0 0.0D0 0.0D0\nH 0.0D+00 0.0d+00 0.97D+00",
                "8 0 0 0\n1 0 0 0.97",
                "O 0 0 0\nD 0 0 0.97",
                "17O 0 0 0\n2H 0 0 97e-2",
                "O1 0 0 0\nH_2 0 0 0.97",
                "o 0 0 0 # oxygen\n! a line of comment\nH 0 0 0.97! hydrogen",
                "O\t0 0 0\r\nH 0 0 0.97\r\n\r\n",
                "O 0 0 0\rH 0 0 0.97\r"
            })
    void dialectsAreTheSameMolecule(String atoms) {
        Molecule molecule = Molecules.xyz("2\n\n" + atoms);
        assertThat(molecule.formula()).isEqualTo("HO");
        assertThat(molecule.atoms().get(1).z() * Constants.BOHR_IN_ANGSTROM)
                .isCloseTo(0.97, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O 0,000 0,000 0,000 | XYZ:3:3: '0,000' is not a coordinate in ångström: decimal commas",
                "O 8 0 0 0 | XYZ:3:9: '0' comes after 'symbol x y z'",
                "O 0 0 | XYZ:3: the line ends",
                "Xx 0 0 0 | XYZ:3:1: there is no element 'Xx'",
                "X 0 0 0 | there is no element",
                "119 0 0 0 | no element with the number 119",
                "CA1 0 0 0 | may be a numbered atom of C or of Ca",
                "O NaN 0 0 | 'NaN' is not a coordinate",
                "O 0 Infinity 0 | 'Infinity' is not a coordinate",
                "O 0 0 1e999 | too large",
                "O 0x1p3 0 0 | is not a coordinate",
                "O 1f 0 0 | is not a coordinate"
            })
    void aLineThatIsNoAtomIsRefusedWithItsPlace(String line, String message) {
        assertThatThrownBy(() -> Molecules.xyz("1\n\n" + line + "\n"))
                .isInstanceOf(MoleculeException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Lattice=\"5 0 0 0 5 0 0 0 5\" | --crystal",
                "Lattice=\"5 0 0 0 5 0 0 0 5\" pbc=\"T T F\" | --crystal",
                "pbc=\"T T T\" | --crystal",
                "Properties=species:S:1:pos:R:2 | pos:R:3",
                "Properties=species:S:1:pos | name:type:count",
                "Properties=species:S:1:pos:R:3:Z:I:1 | the line ends where an atomic number"
            })
    void whatIsNoMoleculeIsRefused(String comment, String message) {
        assertThatThrownBy(() -> Molecules.xyz("2\n" + comment + "\n" + HYDROXYL))
                .hasMessageContaining(message);
    }

    @Test
    void anAtomOfTwoElementsIsRefused() {
        String text = "1\nProperties=species:S:1:Z:I:1:pos:R:3\nO 7 0 0 0\n";
        assertThatThrownBy(() -> Molecules.xyz(text)).hasMessageContaining("'7' contradicts O");
    }

    @Test
    void chargesAndMomentsOfAtomsAddUpToThoseOfTheMolecule() {
        String head = "2\nProperties=species:S:1:pos:R:3:initial_magmoms:R:1:initial_charges:R:1\n";
        Molecule oxygen = Molecules.xyz(head + "O 0 0 0 1.5 0.5\nO 0 0 1.2 1.5 0.5\n");
        assertThat(oxygen.charge()).isEqualTo(1);
        assertThat(oxygen.unpaired()).isEqualTo(3);
        assertThatThrownBy(() -> Molecules.xyz(head + "O 0 0 0 1 0\nO 0 0 1.2 -1 0\n"))
                .hasMessageContaining("point up and down");
        assertThatThrownBy(() -> Molecules.xyz(head + "O 0 0 0 0 .3\nO 0 0 1.2 0 .3\n"))
                .hasMessageContaining("not a whole number");
        String said = head.replace("1\n", "1 charge=0\n");
        assertThatThrownBy(() -> Molecules.xyz(said + "O 0 0 0 0 .5\nO 0 0 1.2 0 .5\n"))
                .hasMessageContaining("contradicts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"E = -150.1 a.u.", "laser 800 nm", "Pm", "nmr", "PM6", "rpm=1 pmf"})
    void unitsOfOtherThingsAreProse(String comment) {
        assertThat(Molecules.xyz("2\n" + comment + "\n" + OXYGEN).charge()).isZero();
    }

    @Test
    void formalChargesAddUpToThatOfTheMolecule() {
        String head = "2\nProperties=species:S:1:pos:R:3:formal_charge:I:1\n";
        assertThat(Molecules.xyz(head + "O 0 0 0 -1\nH 0 0 .97 0\n").charge()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"magmoms", "magnetic_moment", "spin_density"})
    void momentsOfUnknownMeaningAreRefusedUnlessTheyVanish(String column) {
        String head = "2\nProperties=species:S:1:pos:R:3:" + column + ":R:1\n";
        assertThatThrownBy(() -> Molecules.xyz(head + "O 0 0 0 1\nO 0 0 1.2 1\n"))
                .hasMessageContaining("XYZ:3:9: the column")
                .hasMessageContaining("name it initial_magmoms");
        String small = head + "O 0 0 0 1e-4\nO 0 0 1.2 -1e-4\n";
        assertThat(Molecules.xyz(small).unpaired()).isZero();
        String both = head.replace(":R:1", ":R:1:initial_magmoms:R:1");
        String said = both + "O 0 0 0 1.1 1\nO 0 0 1.2 1.1 1\n";
        assertThat(Molecules.xyz(said).unpaired()).isEqualTo(2);
    }

    @Test
    void nothingMayFollowAndNothingMayBeMissing() {
        assertThatThrownBy(() -> Molecules.xyz("2\n\n" + HYDROXYL + "2\n\n" + HYDROXYL))
                .hasMessageContaining("XYZ:5: there is more after the 2 atoms");
        assertThatThrownBy(() -> Molecules.xyz("3\n\n" + HYDROXYL))
                .hasMessageContaining("3 atoms are announced, 2 are there");
        assertThatThrownBy(() -> Molecules.xyz("1000000000\n\n" + HYDROXYL))
                .hasMessageContaining("'1000000000' is too large for the number of atoms");
        assertThatThrownBy(() -> Molecules.xyz("99999999\n\n" + HYDROXYL))
                .hasMessageContaining("more than the 10000 that are read");
        assertThatThrownBy(() -> Molecules.xyz("2 atoms\n\n" + HYDROXYL))
                .hasMessageContaining("'atoms' is not expected here");
        assertThatThrownBy(() -> Molecules.xyz(HYDROXYL)).hasMessageContaining("number of atoms");
        assertThatThrownBy(() -> Molecules.xyz("")).hasMessageContaining("the file ends");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252"})
    void anyUsualEncodingIsRead(String charset) throws IOException {
        String text = "2\nin Ångström, by Müller, charge=-1\n" + HYDROXYL;
        assertThat(file(text.getBytes(Charset.forName(charset))).charge()).isEqualTo(-1);
        String marked = "\uFEFF" + text;
        assertThat(file(marked.getBytes(StandardCharsets.UTF_8)).charge()).isEqualTo(-1);
    }

    @Test
    void whatIsNoTextFileIsRefusedInASentence() throws IOException {
        byte[] wide = ("2\n\n" + HYDROXYL).getBytes(StandardCharsets.UTF_16);
        assertThatThrownBy(() -> file(wide)).hasMessageContaining("UTF-16");
        assertThatThrownBy(() -> file(new byte[20])).hasMessageContaining("not a text file");
        assertThatThrownBy(() -> file(new byte[(16 << 20) + 1]))
                .hasMessageContaining("larger than");
        assertThatThrownBy(() -> Molecules.file(directory)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> Molecules.file(directory.resolve("none.xyz")))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> Molecules.file(Path.of("/dev/zero")))
                .hasMessageContaining("pipe or device");
        Path other = Files.writeString(directory.resolve("geometry.txt"), "2\n\n" + HYDROXYL);
        assertThatThrownBy(() -> Molecules.parse(other.toString()))
                .hasMessageContaining("names end in .xyz");
    }

    private Molecule file(byte[] content) throws IOException {
        return Molecules.file(Files.write(directory.resolve("any.xyz"), content));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "H 0 0 0.97; O 0 0 0 charge=-1 | HO | -1 | 0",
                "charge=-1; H 0 0 0.97; O 0 0 0 | HO | -1 | 0",
                "0 3; O 0 0 0; O 0 0 1.2075 | O2 | 0 | 2",
                "O 0 0 0; O 0 0 1.2075; triplet | O2 | 0 | 2",
                "O 0 0 0; O 0 0 1.2075; charge -1; mult 2 | O2 | -1 | 1",
                "O 0,0,0; H 0, 0, 0.97; unpaired=1 | HO | 0 | 1",
                "O,0,0,0; H,0,0,0.97 | HO | 0 | 1",
                "8 0 0 0; 1 0 0 0.97 | HO | 0 | 1",
                "Ne 0 0 0 | Ne | 0 | 0"
            })
    void inlineMoleculesKeepEveryAtomAndSetting(
            String text, String formula, int charge, int unpaired) {
        Molecule molecule = Molecules.parse(text);
        assertThat(molecule.formula()).isEqualTo(formula);
        assertThat(molecule.charge()).isEqualTo(charge);
        assertThat(molecule.unpaired()).isEqualTo(unpaired);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "H 0 0 0.97; O 0 0 0 -1 | inline molecule:1:21: '-1' is not expected",
                "H 0 0 0.97; O 0 0 | inline molecule:1:13: 'O 0 0' is not 'symbol x y z'",
                "O 0 0,5 0; H 0 0 1 | decimal commas",
                "O 0 0 0; colour=red | 'colour' is not a setting",
                "O 0 0 0; charge=.5 | not a whole number",
                "charge=1; | at least one atom"
            })
    void anInlineWordThatIsNotUnderstoodIsRefused(String text, String message) {
        assertThatThrownBy(() -> Molecules.parse(text))
                .isInstanceOf(MoleculeException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "H99999999999", "..", "a/b"})
    void whatIsNoNameIsRefusedInASentence(String text) {
        assertThatThrownBy(() -> Molecules.parse(text))
                .isInstanceOf(MoleculeException.class)
                .hasMessageContaining("there is no molecule named");
    }
}
