package xcflow.experiments.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.experiments.batch.SinglePointTask;
import xcflow.experiments.input.NamedMolecule;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.structure.molecule.Molecules;
import xcflow.testkit.TrialContext;

class MoleculeSetTaskTest {
    @TempDir Path directory;

    private static Artefact folder(TrialContext context, Map<String, String> files)
            throws Exception {
        return context.store(
                "sets.zip",
                "application/zip",
                (OutputStream out) -> {
                    ZipOutputStream archive = new ZipOutputStream(out);
                    for (var file : files.entrySet()) {
                        archive.putNextEntry(new ZipEntry(file.getKey()));
                        archive.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                        archive.closeEntry();
                    }
                    archive.finish();
                });
    }

    private static Map<String, String> affinity() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("EA/.res", "$tmer li{,-}/$f x 1 -1 $w 14.3\n$tmer h2/$f h/$f x -1 2 $w 109.5\n");
        files.put("EA/li/struc.xyz", "1\n\nLi 0 0 0\n");
        files.put("EA/li/.UHF", "1\n");
        files.put("EA/li-/struc.xyz", "1\n\nLi 0 0 0\n");
        files.put("EA/li-/.CHRG", "-1\n");
        files.put("EA/h/struc.xyz", "1\n\nH 0 0 0\n");
        files.put("EA/h2/struc.xyz", "2\n\nH 0 0 0\nH 0 0 0.74\n");
        return files;
    }

    @Test
    void theSetIsAnInputOfSinglePoints() throws Exception {
        TrialContext context = new TrialContext(directory);
        var set =
                new MoleculeSetTask()
                        .run(
                                new MoleculeSetTask.Inputs(
                                        Optional.of(folder(context, affinity())),
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty()),
                                context);
        assertThat(set.sets()).containsExactly(Map.entry("EA", 2));
        List<Object> reactions = new ArrayList<>();
        for (var row : set.reactions()) {
            reactions.add(
                    Map.of(
                            "name", row.name(),
                            "set", row.set(),
                            "coefficients", row.coefficients(),
                            "energy", row.energy()));
        }
        var outputs =
                new SinglePointTask()
                        .run(
                                new SinglePointTask.Inputs(
                                        List.<Source>copyOf(set.molecules()),
                                        List.of(),
                                        new Source.Name("PBE"),
                                        TestEngines.gaussian("def2-svp", 2),
                                        false,
                                        false,
                                        reactions),
                                context);
        assertThat(outputs.energies()).containsOnlyKeys("li", "li-", "h2", "h");
        var errors = outputs.reactionErrors().get(0);
        assertThat(errors.set()).isEqualTo("EA");
        assertThat(errors.count()).isEqualTo(2);
        double affinity =
                (outputs.energies().get("li") - outputs.energies().get("li-")) * 627.5094740631;
        assertThat(outputs.reactions().get(0).energy().orElseThrow())
                .isCloseTo(affinity, within(1e-6));
    }

    @Test
    void reactionsWithLargeSystemsCanBeLeftOut() throws Exception {
        TrialContext context = new TrialContext(directory);
        var set =
                new MoleculeSetTask()
                        .run(
                                new MoleculeSetTask.Inputs(
                                        Optional.of(folder(context, affinity())),
                                        List.of("EA"),
                                        Optional.of(1),
                                        Optional.empty()),
                                context);
        assertThat(set.reactions())
                .extracting(MoleculeSetTask.Row::name)
                .containsExactly("li- -> li");
        assertThat(set.systems())
                .extracting(MoleculeSetTask.SystemRow::charge)
                .containsExactly(0, -1);
    }

    @Test
    void systemsOfSeveralSetsAreCalledAfterTheirSets() throws Exception {
        TrialContext context = new TrialContext(directory);
        Map<String, String> files = affinity();
        files.put("B/.res", "$tmer h x 1 $w 0\n");
        files.put("B/h/struc.xyz", "1\n\nH 0 0 0\n");
        var set =
                new MoleculeSetTask()
                        .run(
                                new MoleculeSetTask.Inputs(
                                        Optional.of(folder(context, files)),
                                        List.of(),
                                        Optional.empty(),
                                        Optional.empty()),
                                context);
        assertThat(set.systems())
                .extracting(MoleculeSetTask.SystemRow::name)
                .contains("B.h", "EA.h");
        assertThat(set.reactions().get(0).coefficients()).containsOnlyKeys("B.h");
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithItsPlace() throws Exception {
        TrialContext context = new TrialContext(directory);
        Map<String, String> files = affinity();
        files.put("EA/.res", "$tmer li x 1 1 $w 0\n");
        Artefact folder = folder(context, files);
        assertThatThrownBy(
                        () ->
                                new MoleculeSetTask()
                                        .run(
                                                new MoleculeSetTask.Inputs(
                                                        Optional.of(folder),
                                                        List.of(),
                                                        Optional.empty(),
                                                        Optional.empty()),
                                                context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(".res:1: the reaction has 1 systems (li) and 2 coefficients");
    }

    private static MoleculeSetTask.Inputs bundled(String set, String... reactions) {
        return new MoleculeSetTask.Inputs(
                Optional.empty(),
                List.of(set),
                Optional.empty(),
                reactions.length == 0 ? Optional.empty() : Optional.of(List.of(reactions)));
    }

    @Test
    void theBundledSetHasTheNamesThatMoleculesHaveEverywhere() throws Exception {
        TrialContext context = new TrialContext(directory);
        var set = new MoleculeSetTask().run(bundled("BH76"), context);
        assertThat(set.sets()).containsExactly(Map.entry("BH76", 76));
        assertThat(set.systems()).hasSize(79).extracting(row -> row.name()).contains("BH76.cl-");
        var first = set.reactions().get(0);
        assertThat(first.name()).isEqualTo("h + n2o -> n2ohts");
        assertThat(first.energy()).isEqualTo(17.7);
        assertThat(first.coefficients())
                .containsExactly(
                        Map.entry("BH76.h", -1.0),
                        Map.entry("BH76.n2o", -1.0),
                        Map.entry("BH76.n2ohts", 1.0));
        for (int i = 0; i < set.systems().size(); i++) {
            String name = set.systems().get(i).name();
            var read = NamedMolecule.load(set.molecules().get(i), context::file);
            assertThat(read.name()).isEqualTo(name);
            assertThat(read.molecule().charge()).isEqualTo(set.systems().get(i).charge());
            assertThat(read.molecule().unpaired()).isEqualTo(set.systems().get(i).unpaired());
            assertThat(read.molecule().nuclearRepulsion())
                    .isCloseTo(Molecules.named(name).nuclearRepulsion(), within(1e-6));
        }
    }

    @Test
    void aTransitionStateStandsForItsReactionsAndANameForOne() throws Exception {
        var set =
                new MoleculeSetTask()
                        .run(
                                bundled("BH76", "RKT01", "h + n2 -> hn2ts"),
                                new TrialContext(directory));
        assertThat(set.reactions())
                .extracting(MoleculeSetTask.Row::name)
                .containsExactly("h + n2 -> hn2ts", "h + hcl -> RKT01", "H2 + cl -> RKT01");
        assertThat(set.systems())
                .extracting(MoleculeSetTask.SystemRow::name)
                .containsExactlyInAnyOrder(
                        "BH76.h",
                        "BH76.n2",
                        "BH76.hn2ts",
                        "BH76.hcl",
                        "BH76.RKT01",
                        "BH76.H2",
                        "BH76.cl");
    }

    @Test
    void setsAndReactionsThatAreNotBundledAreRefused() throws Exception {
        TrialContext context = new TrialContext(directory);
        assertThatThrownBy(() -> new MoleculeSetTask().run(bundled("S66"), context))
                .hasMessage("no set 'S66' is bundled, only BH76; give the folder that has it");
        assertThatThrownBy(() -> new MoleculeSetTask().run(bundled("BH76", "hclht"), context))
                .hasMessageContaining("near is hclhts");
    }
}
