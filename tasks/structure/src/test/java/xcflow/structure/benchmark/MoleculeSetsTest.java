package xcflow.structure.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.numerics.text.TextException;

class MoleculeSetsTest {
    @TempDir Path folder;

    @BeforeEach
    void aSetOfIonisations() throws IOException {
        write(
                "IP/.res",
                """
                if [ "$TMER" == "" ]
                then
                  tmer=tmer2++
                else
                  tmer=$TMER
                fi
                f=$1
                w=$2

                # our own numbers
                $tmer oh{-,}/$f  x -1 1 $w  42.2   0 1 a remark
                tmer2++ './h2'/${f}\th/$f x -1 +2 $w 109.5 # another
                """);
        write("IP/oh-/struc.xyz", "2\n\nO 0 0 0\nH 0 0 0.97\n");
        write("IP/oh-/.CHRG", "-1\n");
        write("IP/oh/coord", "$coord\n 0 0 0 o\n 0 0 1.833 h f\n$eht charge=0 unpaired=1\n$end\n");
        write("IP/oh/.UHF", "  1 \n");
        write("IP/h2/struc.xyz", "2\n\nH 0 0 0\nH 0 0 0.74\n");
        write("IP/h/struc.xyz", "1\n\nH 0 0 0\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private MoleculeSet only() {
        List<MoleculeSet> sets = MoleculeSets.read(folder, "data", List.of());
        assertThat(sets).hasSize(1);
        return sets.get(0);
    }

    private void refused(String message) {
        assertThatThrownBy(() -> MoleculeSets.read(folder, "data", List.of()))
                .isInstanceOf(TextException.class)
                .hasMessageContaining(message);
    }

    @Test
    void systemsHaveChargesAndSpinsOfTheFilesBesideThem() {
        MoleculeSet set = only();
        assertThat(set.name()).isEqualTo("IP");
        assertThat(set.systems().keySet()).containsExactly("oh-", "oh", "h2", "h");
        assertThat(set.systems().get("oh-").charge()).isEqualTo(-1);
        assertThat(set.systems().get("oh-").unpaired()).isZero();
        assertThat(set.systems().get("oh").unpaired()).isEqualTo(1);
        assertThat(set.systems().get("oh").atoms().get(1).z()).isEqualTo(1.833);
        assertThat(set.systems().get("h").unpaired()).isEqualTo(1);
    }

    @Test
    void reactionsHaveCoefficientsAndReferenceValues() {
        List<SetReaction> reactions = only().reactions();
        assertThat(reactions.get(0).coefficients())
                .containsExactly(Map.entry("oh-", -1.0), Map.entry("oh", 1.0));
        assertThat(reactions.get(0).energy()).isCloseTo(42.2, within(1e-12));
        assertThat(reactions.get(0).place()).isEqualTo("data/IP/.res:11");
        assertThat(reactions.get(1).name()).isEqualTo("h2 -> 2 h");
    }

    @Test
    void anArchiveOfTheFolderIsReadLikeTheFolder() throws IOException {
        Path zip = folder.resolveSibling(folder.getFileName() + ".zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip));
                var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
        MoleculeSet set = MoleculeSets.read(zip, "data", List.of()).get(0);
        assertThat(set.name()).isEqualTo("IP");
        assertThat(set.systems()).isEqualTo(only().systems());
        assertThat(set.reactions()).isEqualTo(only().reactions());
        Files.delete(zip);
    }

    @Test
    void reactionsWithLargeSystemsAreLeftOutWithWhatOnlyTheyNeed() throws IOException {
        write("IP/.res", "$tmer h2 x 1 $w 0\n$tmer h x 1 $w 0\n");
        MoleculeSet small = only().upTo(1);
        assertThat(small.reactions()).hasSize(1);
        assertThat(small.systems()).containsOnlyKeys("h");
    }

    @Test
    void listsOfCoefficientsAndNamesAreRead() throws IOException {
        Files.delete(folder.resolve("IP/.res"));
        write("b/sn2.din", "# ours\n#@ fieldasrxn 1\n-1\nIP_oh-\n2\nhh\n0\n11.33  remark\n");
        write("b/xyz/IP_oh-.xyz", "2\n-1 1\nO 0 0 0\nH 0 0 0.97\n");
        write("b/xyz/hh.xyz", "2\n0 1\nH 0 0 0\nH 0 0 0.74\n");
        MoleculeSet set = only();
        assertThat(set.name()).isEqualTo("sn2");
        assertThat(set.systems().get("IP_oh-").charge()).isEqualTo(-1);
        assertThat(set.reactions().get(0).coefficients()).containsEntry("hh", 2.0);
        assertThat(set.reactions().get(0).energy()).isEqualTo(11.33);
    }

    @Test
    void aListThatEndsWithinAReactionIsRefused() throws IOException {
        write("b/sn2.din", "-1\nhh\n0\n");
        refused("data/b/sn2.din:3: the file ends within a reaction");
    }

    @Test
    void aReactionNeedsAsManyCoefficientsAsSystems() throws IOException {
        write("IP/.res", "\n$tmer oh{-,}/$f h/$f x -1 1 $w 42.2\n");
        refused("data/IP/.res:2: the reaction has 3 systems (oh-, oh, h) and 2 coefficients");
    }

    @Test
    void aReactionNeedsAReferenceValue() throws IOException {
        write("IP/.res", "$tmer h2 h x -1 2\n");
        refused("data/IP/.res:1: the reaction has no reference value behind $w");
        write("IP/.res", "$tmer h2 h x -1 2 $w 1O9.5\n");
        refused("data/IP/.res:1:22: '1O9.5' is not a reference value");
    }

    @Test
    void linesThatAreNotUnderstoodAreRefused() throws IOException {
        write("IP/.res", "$tmer h2 h x -1 2 $w 1\nfor i in *; do\n");
        refused(
                "data/IP/.res:2: 'for' begins no reaction such as '$tmer a/$f b/$f x -1 1 $w 12.3'");
        write("IP/.res", "$tmer h{2 h x -1 2 $w 1\n");
        refused("data/IP/.res:1:7: a brace is not closed in 'h{2'");
        write("IP/.res", "$tmer ../h2 h x -1 2 $w 1\n");
        refused("is not the name of a system");
    }

    @Test
    void aSystemThatIsNotThereIsNamedWithTheReactionThatNeedsIt() throws IOException {
        write("IP/.res", "$tmer he x 1 $w 0\n");
        refused(
                "there is neither a folder data/IP/he nor a file he.xyz in it (the system is needed"
                        + " at data/IP/.res:1)");
    }

    @Test
    void filesThatContradictEachOtherAreRefused() throws IOException {
        write("IP/oh/coord", "$coord\n 0 0 0 o\n 0 0 1.8 h\n$eht charge=1 unpaired=2\n$end\n");
        write("IP/oh/.CHRG", "-1\n");
        refused("data/IP/oh/coord has the charge 1, but .CHRG beside it says -1");
    }

    @Test
    void chargesAreWholeNumbers() throws IOException {
        write("IP/oh-/.CHRG", "-1.0\n");
        refused("data/IP/oh-/.CHRG:1:1: '-1.0' is not a charge, a whole number");
    }

    @Test
    void anImpossibleSpinIsRefusedWithItsFile() throws IOException {
        write("IP/oh/.UHF", "2\n");
        refused(
                "data/IP/oh/coord: HO with charge 0 has 9 electrons, which cannot leave 2 unpaired");
    }

    @Test
    void severalSetsAreToldApartByTheirFolders() throws IOException {
        write("H/.res", "$tmer h2 x 1 $w 0\n");
        write("H/h2/struc.xyz", "2\n\nH 0 0 0\nH 0 0 0.74\n");
        assertThat(MoleculeSets.read(folder, "data", List.of()))
                .extracting(MoleculeSet::name)
                .containsExactly("H", "IP");
        assertThat(MoleculeSets.read(folder, "data", List.of("IP")))
                .extracting(MoleculeSet::name)
                .containsExactly("IP");
        assertThatThrownBy(() -> MoleculeSets.read(folder, "data", List.of("EA")))
                .hasMessage("data has no set 'EA'; it has H, IP");
    }
}
