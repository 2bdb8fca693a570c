package xcflow.structure.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.numerics.Constants;
import xcflow.numerics.text.TextFile;
import xcflow.structure.crystal.Crystal;

/** POSCAR files as VASP 4, 5 and 6, pymatgen, ASE and people write them. */
class PoscarDialectTest {
    private static final String LATTICE = "0 2.715 2.715\n2.715 0 2.715\n2.715 2.715 0\n";
    private static final String ATOMS = "0 0 0\n0.25 0.25 0.25\n";

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n1.0\nLATTICESi\n2\nDirect\nATOMS",
                "x\n1.0D0\n0 2.715d0 2.715D+00\n2.715 0 2.715\n2.715 2.715 0\nSi\n2\nDirect\nATOMS",
                "x\n1.0 ! scale\n0 2.715 2.715 # a\n2.715 0 2.715\n2.715 2.715 0\nSi ! el\n2 ! n\nDirect ! m\n0 0 0 ! one\n.25 .25 .25",
                "x\n1.0\nLATTICESi\n2\nfractional\nATOMS",
                "x\n1.0\nLATTICESi_sv_GW\n2\nDirect\nATOMS",
                "x\n1.0\nLATTICESi/8ae4d2bf\n2\nDirect\nATOMS",
                "x\n1.0\nLATTICESi_pv/8ae4d2bf\n2\nDirect\nATOMS",
                "x\n1.0\nLATTICESi Si\n1 1\nDirect\nATOMS",
                "x\n1.0\nLATTICESi\nSi\n1\n1\nDirect\nATOMS",
                "x\n1.0\nLATTICESi\n2\nDirect\n0 0 0 Si\n.25 .25 .25 Si",
                "x\n1.0\nLATTICESi\n2\nSelective dynamics\nDirect\n0 0 0 T T F Si\n.25 .25 .25 .TRUE. F F Si",
                "x\n1.0\nLATTICESi\n2\nCartesian\n0 0 0\n1.3575 1.3575 1.3575",
                "x\n2.715\n0 1 1\n1 0 1\n1 1 0\nSi\n2\nKartesian\n0 0 0\n.5 .5 .5",
                "x\n-40.02575175\nLATTICESi\n2\nDirect\nATOMS",
                "Si\n1.0\nLATTICE2\nDirect\nATOMS",
                "Si Si\n1.0\nLATTICE1 1\nDirect\nATOMS",
                "VASP 4: Si\n1.0\nLATTICE2\nDirect\nATOMS",
                "no elements\n1.0\nLATTICE2\nDirect\n0 0 0 Si\n.25 .25 .25 Si",
                "\n1.0\nLATTICESi\n2\nDirect\nATOMS\n",
                "x\n1.0\nLATTICESi\n2\nDirect\nATOMS\n0.1 0 0\n0 0 -0.1D0\n\n",
                "x\n1.0\nLATTICESi\n2\nDirect\nATOMSCartesian\n0.1 0 0\n0 0 -0.1\n",
                "x\n1.0\nLATTICESi\n2\nDirect\nATOMSLattice velocities and vectors\n1\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n\n0 0 0\n0 0 0\n",
                "x\n1.0\nLATTICESi\n2\nDirect\nATOMS\n0 0 0\n0 0 0\n\n1\n0.5\n0 0 0 0\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n0 0 0\n"
            })
    void dialectsAreTheSameSilicon(String text) {
        Crystal crystal = read(text);
        assertThat(crystal.formula()).isEqualTo("Si2");
        assertThat(crystal.volume() * Math.pow(Constants.BOHR_IN_ANGSTROM, 3))
                .isCloseTo(40.02575175, within(1e-9));
        assertThat(crystal.sites().get(1).fractional())
                .containsExactly(new double[] {0.25, 0.25, 0.25}, within(1e-12));
    }

    @Test
    void threeScalesMultiplyXyz() {
        Crystal crystal =
                read("x\n1.0 0.5 2.0\n4 0 0\n1 6 0\n0 2 3\nSi\n2\nCartesian\n0 0 0\n2.5 4 1.5\n");
        double[][] rows = crystal.lattice().rows();
        double unit = Constants.BOHR_IN_ANGSTROM;
        assertThat(rows[1][0] * unit).isCloseTo(1, within(1e-14));
        assertThat(rows[1][1] * unit).isCloseTo(3, within(1e-14));
        assertThat(rows[2][1] * unit).isCloseTo(1, within(1e-14));
        assertThat(rows[2][2] * unit).isCloseTo(6, within(1e-14));
        assertThat(crystal.sites().get(1).fractional())
                .containsExactly(new double[] {0.5, 0.5, 0.5}, within(1e-14));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0;LATTICESi;1 1;Direct;ATOMS | :7:3: there are 1 elements but 2 numbers",
                "1.0;LATTICESi C;2;Direct;ATOMS | there are 2 elements but 1 numbers",
                "1.0 1.0;LATTICESi;2;Direct;ATOMS | :2: the scale is one number, or three",
                "1.0 1.0 -1.1;LATTICESi;2;Direct;ATOMS | :2:9: three scales must be positive",
                "0;LATTICESi;2;Direct;ATOMS | :2:1: the scale must not be zero",
                "1,0;LATTICESi;2;Direct;ATOMS | decimal commas",
                "1.0;LATTICESi;2.0;Direct;ATOMS | is not a number of atoms",
                "1.0;LATTICESi;999999;Direct;ATOMS | more than the 1000 that are read",
                "1.0;LATTICESi;100;Direct;ATOMS | 100 atoms are announced",
                "1.0;LATTICESi;-2;Direct;ATOMS | cannot be negative",
                "1.0;LATTICESI;2;Direct;ATOMS | 'SI' is not an element",
                "1.0;LATTICEH.5;2;Direct;ATOMS | 'H.5' is not an element",
                "1.0;LATTICE2;Direct;ATOMS | the elements are missing",
                "1.0;LATTICESi;2;Whatever;ATOMS | :8: expected Direct or Cartesian",
                "1.0;LATTICESi;2;Direct configuration= 1;ATOMS | 'configuration=' is not expected",
                "1.0;LATTICESi;2;Direct;0 0 0 C;.25 .25 .25 | 'C' follows an atom of Si",
                "1.0;LATTICESi;2;Direct;0 0 0 0;.25 .25 .25 | '0' is not expected here",
                "1.0;LATTICESi;2;Direct;0 0 NaN;.25 .25 .25 | 'NaN' is not a coordinate",
                "1.0;LATTICESi;2;Direct;0 0 0;0 0 1 | atoms 1 (Si) and 2 (Si)",
                "1.0;LATTICESi;2;Direct;ATOMS40 40 40 | the file ends where velocities",
                "1.0;LATTICESi;2;Direct;ATOMS0 0 0;0 0 0;0 0 0 | is not expected here",
                "1.0;0 0 0;2.7 0 2.7;2.7 2.7 0;Si;2;Direct;ATOMS | do not span a cell"
            })
    void whatIsNotUnderstoodIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(
                        () ->
                                CrystalReader.read(
                                        Files.writeString(
                                                directory.resolve("POSCAR"),
                                                "title\n" + expanded(text.replace(';', '\n'))),
                                        "POSCAR"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("POSCAR:")
                .hasMessageContaining(message);
    }

    @Test
    void latin1IsReadAndWhatIsNoFileIsRefused() throws IOException {
        Path file = directory.resolve("POSCAR");
        String text = expanded("Müller, Å\n1.0\nLATTICESi\n2\nDirect\nATOMS");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(PoscarReader.read(file).formula()).isEqualTo("Si2");
        Files.write(file, text.getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> PoscarReader.read(file)).hasMessageContaining("not a text file");
        assertThatThrownBy(() -> PoscarReader.read(directory)).hasMessageContaining("a directory");
    }

    @Test
    void extendedXyzIsReadIfItIsPeriodic() throws IOException {
        String atoms = "Si 0 0 0\nSi 1.3575 1.3575 1.3575\n";
        String lattice = "2\nLattice=\"0 2.715 2.715 2.715 0 2.715 2.715 2.715 0\" ";
        Crystal crystal = xyz(lattice + "Properties=species:S:1:pos:R:3 pbc=\"T T T\"\n" + atoms);
        assertThat(crystal.sites().get(1).fractional())
                .containsExactly(new double[] {0.25, 0.25, 0.25}, within(1e-12));
        assertThat(xyz(lattice + "energy=-1 charge=0\n" + atoms).formula()).isEqualTo("Si2");
        assertThatThrownBy(() -> xyz(lattice + "pbc=\"T T F\"\n" + atoms))
                .hasMessageContaining("fewer than three directions");
        assertThatThrownBy(() -> xyz(lattice + "charge=1\n" + atoms))
                .hasMessageContaining("cells are neutral");
        assertThatThrownBy(() -> xyz("2\n\n" + atoms)).hasMessageContaining("--molecule");
    }

    private Crystal xyz(String text) throws IOException {
        return CrystalReader.read(
                Files.writeString(directory.resolve("si.xyz"), text), "some/si.xyz");
    }

    private static Crystal read(String text) {
        return PoscarReader.read(TextFile.of("POSCAR", expanded(text)));
    }

    private static String expanded(String text) {
        return text.replace("LATTICE\n", LATTICE)
                .replace("LATTICE", LATTICE)
                .replace("ATOMS\n", ATOMS)
                .replace("ATOMS", ATOMS);
    }
}
