package xcflow.structure.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import xcflow.numerics.Constants;
import xcflow.numerics.text.TextException;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.MoleculeException;
import xcflow.structure.molecule.Molecules;

class BundledSetsTest {
    private static final MoleculeSet BH76 = BundledSets.read(List.of("BH76")).get(0);

    private static String digest(String text) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Lines as {@code test/benchmarks/bh76.py} writes them from a folder of GMTKN55. */
    private static String line(String name, Molecule molecule) {
        StringBuilder line = new StringBuilder();
        line.append(name).append(' ').append(molecule.charge());
        line.append(' ').append(molecule.unpaired());
        for (var atom : molecule.atoms()) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            " %s %.6f %.6f %.6f",
                            atom.element().symbol(),
                            atom.x() * Constants.BOHR_IN_ANGSTROM + 0.0,
                            atom.y() * Constants.BOHR_IN_ANGSTROM + 0.0,
                            atom.z() * Constants.BOHR_IN_ANGSTROM + 0.0));
        }
        return line.toString().replace("-0.000000", "0.000000") + "\n";
    }

    @Test
    void barriersAreThoseOfTheCollection() throws Exception {
        assertThat(BH76.reactions()).hasSize(76);
        assertThat(BH76.systems()).hasSize(79);
        StringBuilder lines = new StringBuilder();
        for (SetReaction reaction : BH76.reactions()) {
            lines.append(
                    String.format(Locale.ROOT, "%s %.1f\n", reaction.name(), reaction.energy()));
        }
        assertThat(digest(lines.toString())).isEqualTo(REACTIONS);
        double sum = BH76.reactions().stream().mapToDouble(SetReaction::energy).sum();
        assertThat(String.format(Locale.ROOT, "%.1f", sum)).isEqualTo("1382.3");
    }

    @Test
    void systemsAreThoseOfTheCollection() throws Exception {
        Map<String, String> lines = new TreeMap<>();
        for (String name : NAMES.split(" ")) {
            lines.put(name, line(name, Molecules.named("BH76." + name)));
        }
        assertThat(lines).hasSize(86);
        assertThat(digest(String.join("", lines.values()))).isEqualTo(SYSTEMS);
    }

    @Test
    void aSystemIsFoundInAnyCaseAndNotByItsFormula() {
        assertThat(Molecules.named("bh76.rkt01")).isEqualTo(Molecules.named("BH76.RKT01"));
        assertThat(Molecules.named("BH76.oh-").charge()).isEqualTo(-1);
        assertThat(Molecules.named("BH76.RKT14").unpaired()).isEqualTo(2);
        // The geometry of W4-11 is another one.
        assertThat(Molecules.named("H2")).isNotEqualTo(Molecules.named("BH76.H2"));
        assertThatThrownBy(() -> Molecules.named("BH76.hclt"))
                .isInstanceOf(MoleculeException.class)
                .hasMessageContaining("did you mean bh76.hcl,");
    }

    @Test
    void reactionsAreChosenByNameOrByWhereTheyLead() {
        assertThat(BH76.only(List.of("hfhts")).reactions())
                .extracting(SetReaction::name)
                .containsExactly("h + hf -> hfhts", "hf + h -> hfhts");
        assertThat(BH76.only(List.of("h + hf -> hfhts")).reactions()).hasSize(1);
        assertThatThrownBy(() -> BH76.only(List.of("hf")))
                .isInstanceOf(TextException.class)
                .hasMessageContaining("none that leads to a system of that name");
    }

    private static final String NAMES =
            "c2h4 c2h5_1 C2H5_2 c2h5ts C2H6 c3h7 c3h7ts C5H8 CH2OH ch3 ch3cl ch3f ch3fclts ch3oh"
                    + " CH4 cl cl- clch3clcomp clch3clts clf co f f- f2 fch3clcomp1 fch3clcomp2"
                    + " fch3clts fch3fcomp fch3fts h H2 H2O H2S hch3clts hcl hclhts hcn hcnts hco"
                    + " hcots hf hf2ts hfch3ts hfhts hn2 hn2ts hnc hoch3fcomp1 hoch3fcomp2"
                    + " hoch3fts HS n2 N2H N2H2 n2o n2ohts NH NH2 NH3 O oh oh- PH2 PH3 RKT01 RKT02"
                    + " RKT03 RKT04 RKT05 RKT06 RKT07 RKT08 RKT09 RKT10 RKT11 RKT12 RKT13 RKT14"
                    + " RKT15 RKT16 RKT17 RKT18 RKT19 RKT20 RKT21 RKT22";

    private static final String REACTIONS =
            "31829a5919952cbddd75948e7c529bdd2749bc2f0253c8d04ee73f375493f76c";

    private static final String SYSTEMS =
            "3beef6646fe69f0b29ea1b263f7223ed103f8d7a43822a20c37427a7e1d595fa";
}
