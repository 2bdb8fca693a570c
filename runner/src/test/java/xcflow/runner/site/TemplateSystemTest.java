package xcflow.runner.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.provenance.block.BlockRecord;
import xcflow.workflows.text.InvalidInputException;

/** Batch systems by scripts that answer as their commands do. */
class TemplateSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path directory;

    private static JobScript script() {
        return new JobScript(
                "xcflow-cluster-cpu",
                "/shared/my project",
                new BlockRecord.Size(8, 4L << 30, 1, Duration.ofMinutes(90)),
                180,
                List.of("--account=x"),
                Map.of("XCFLOW_CONFIG", "none"),
                List.of("module load orca"),
                List.of("/opt/xcflow", "worker", "--home", "/shared/my project/.xcflow"));
    }

    /** A command that notes its arguments and input and prints something. */
    private void command(String name, String does) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(
                file,
                "#!/bin/sh\necho \"" + name + " $*\" >>'" + directory + "/calls'\n" + does + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private BatchSystem system(BatchTemplate template) {
        BatchTemplate here =
                new BatchTemplate(
                        template.script(),
                        path(template.submit()),
                        template.number(),
                        template.member(),
                        path(template.states()),
                        template.line(),
                        template.words(),
                        path(template.cancel()));
        return new TemplateSystem(here, new LoginShell(Optional.empty(), PATIENCE));
    }

    private String path(String command) {
        return "PATH='" + directory + "':$PATH; " + command;
    }

    private String calls() throws IOException {
        return Files.readString(directory.resolve("calls"));
    }

    private String submitted() throws IOException {
        return Files.readString(directory.resolve("script"));
    }

    private String keep(String answer) {
        return "cat >'" + directory + "/script'; echo '" + answer + "'";
    }

    @Test
    void slurmTakesAnArrayInOneSubmission() throws Exception {
        command("sbatch", keep("4711;cluster"));
        command(
                "squeue",
                "printf '%s\\n' '4711_1|RUNNING|None|n12|3:04:05|xcflow-a' '4711_2|PENDING|Priority||1-00:00:00|xcflow-a'"
                        + " '12|OUT_OF_MEMORY|OutOfMemory|n1|0:00|b' '13|NEW_WORD|None||INVALID|b'");
        command("scancel", "");
        BatchSystem slurm = system(BatchTemplate.known("slurm"));
        assertThat(slurm.submit(script(), 3)).containsExactly("4711_1", "4711_2", "4711_3");
        assertThat(submitted())
                .startsWith("#!/bin/bash -l\n") // 'module' is a function of login shells.
                .contains("--ntasks=1 --cpus-per-task=8\n")
                .contains("#SBATCH --mem=4096M\n#SBATCH --gres=gpu:1\n#SBATCH --time=90\n")
                .contains("#SBATCH --signal=B:TERM@180\n")
                .contains("#SBATCH --account=x\nset -e\nexport XCFLOW_CONFIG=none\n")
                .contains("\nmodule load orca\n")
                .contains("unset \"$variable\"")
                .endsWith("exec /opt/xcflow worker --home '/shared/my project/.xcflow'\n")
                .contains("#SBATCH --chdir=\"/shared/my project\"\n")
                .doesNotContain("[#");
        Map<String, JobState> states = slurm.states();
        assertThat(states.get("4711_1"))
                .isEqualTo(
                        new JobState(
                                Optional.of(JobState.Phase.RUNNING),
                                "RUNNING",
                                Optional.of("xcflow-a"),
                                Optional.empty(),
                                Optional.of("n12"),
                                Optional.of(Duration.ofSeconds(3 * 3600 + 4 * 60 + 5))));
        assertThat(states.get("4711_2").reason()).contains("Priority");
        assertThat(states.get("4711_2").left()).contains(Duration.ofDays(1));
        assertThat(states.get("12").phase()).contains(JobState.Phase.ENDED);
        assertThat(states.get("13").phase()).as("a word that nobody knows").isEmpty();
        slurm.cancel(List.of("4711_1", "4711_2"));
        assertThat(calls())
                .startsWith("sbatch --parsable --array=1-3\nsqueue ")
                .endsWith("scancel 4711_1 4711_2\n");
    }

    @Test
    void pbsNamesTheMembersOfAnArray() throws Exception {
        command("qsub", keep("123[].head"));
        command(
                "qstat",
                "printf '%s\\n' 'head:' '123[1].head  anna  workq  xcflow-a  1 1 8 4gb 01:30 R 00:01'"
                        + " '123[2].head  anna  workq  xcflow-a  1 1 8 4gb 01:30 Q --'");
        command("qdel", "");
        BatchSystem pbs = system(BatchTemplate.known("pbs"));
        assertThat(pbs.submit(script(), 2)).containsExactly("123[1].head", "123[2].head");
        assertThat(submitted())
                .contains("#PBS -l select=1:ncpus=8:mem=4096mb:ngpus=1\n")
                .contains("#PBS -l walltime=1:30:00\n")
                .contains("#PBS --account=x\n");
        assertThat(pbs.states())
                .hasEntrySatisfying(
                        "123[1].head", s -> assertThat(s.phase()).contains(JobState.Phase.RUNNING))
                .hasEntrySatisfying(
                        "123[2].head", s -> assertThat(s.phase()).contains(JobState.Phase.WAITING));
        pbs.cancel(List.of("123[2].head"));
        assertThat(calls()).contains("qsub -J 1-2").endsWith("qdel 123[2].head\n");
        command("qsub", keep("77.head"));
        assertThat(pbs.submit(script(), 1)).containsExactly("77.head");
    }

    @Test
    void lsfNamesJobsByNumberAndIndex() throws Exception {
        command("bsub", keep("Job <815> is submitted to default queue <normal>."));
        command(
                "bjobs",
                "printf '%s\\n' '815|1|RUN|8*n3|xcflow-a[1]' '815|2|PEND|-|xcflow-a[2]' '9|0|DONE|n1|other'");
        command("bkill", "");
        BatchSystem lsf = system(BatchTemplate.known("lsf"));
        assertThat(lsf.submit(script(), 2)).containsExactly("815[1]", "815[2]");
        assertThat(submitted())
                .contains("#BSUB -J xcflow-cluster-cpu[1-2]\n")
                .contains("#BSUB -W 90\n#BSUB -wt 3\n");
        assertThat(lsf.states()).containsOnlyKeys("815[1]", "815[2]", "9");
        assertThat(lsf.states().get("815[1]").node()).contains("8*n3");
        lsf.cancel(List.of("815[2]"));
        assertThat(calls()).endsWith("bkill 815[2]\n");
    }

    @Test
    void gridEngineNamesJobsByNumberAndTask() throws Exception {
        command("qsub", keep("33.1-2:1"));
        command(
                "qstat",
                "printf '%s\\n' 'job-ID  prior name user state submit/start at queue slots ja-task-ID' '----'"
                        + " '  33 0.55500 xcflow-cl anna r 11/28/2026 12:00:00 all.q@n1 8 1'"
                        + " '  33 0.00000 xcflow-cl anna qw 11/28/2026 12:00:00 8 2'"
                        + " '  34 0.00000 other anna Eqw 11/28/2026 12:00:00 8'");
        command("qdel", "");
        BatchSystem sge = system(BatchTemplate.known("sge"));
        assertThat(sge.submit(script(), 2)).containsExactly("33.1", "33.2");
        assertThat(submitted()).contains("#$ -l h_vmem=512M\n").contains("s_rt=5220\n");
        assertThat(sge.states()).containsOnlyKeys("33.1", "33.2", "34");
        assertThat(sge.states().get("33.1").phase()).contains(JobState.Phase.RUNNING);
        assertThat(sge.states().get("34").phase()).contains(JobState.Phase.ENDED);
    }

    @Test
    void withoutABatchSystemJobsAreProcesses() throws Exception {
        BatchSystem local =
                new TemplateSystem(
                        BatchTemplate.known("local"), new LoginShell(Optional.empty(), PATIENCE));
        JobScript sleeper =
                new JobScript(
                        "xcflow-test",
                        directory.toString(),
                        new BlockRecord.Size(1, 0, 0, Duration.ZERO),
                        0,
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of("sh", "-c", "while :; do sleep 1; done # xcflow"));
        List<String> jobs = local.submit(sleeper, 2);
        try {
            assertThat(jobs).hasSize(2).doesNotHaveDuplicates();
            assertThat(local.states().keySet()).containsAll(jobs);
        } finally {
            local.cancel(jobs);
        }
        for (String job : jobs) {
            ProcessHandle.of(Long.parseLong(job)).ifPresent(it -> it.onExit().join());
        }
        local.cancel(jobs);
    }

    @Test
    void aCommandThatFailsOrHangsIsAFailureInItsOwnWords() throws Exception {
        command("sbatch", "echo 'sbatch: error: invalid account' >&2; exit 1");
        command("squeue", "sleep 60");
        BatchSystem slurm =
                new TemplateSystem(
                        new BatchTemplate(
                                "x",
                                path("sbatch"),
                                java.util.regex.Pattern.compile("(?<id>\\d+)"),
                                "",
                                path("squeue"),
                                java.util.regex.Pattern.compile("(?<id>)(?<state>)"),
                                Map.of(),
                                "true"),
                        new LoginShell(Optional.empty(), Duration.ofMillis(300)));
        assertThatThrownBy(() -> slurm.submit(script(), 1))
                .isInstanceOf(BatchFailure.class)
                .hasMessageContaining("sbatch: error: invalid account");
        assertThatThrownBy(slurm::states)
                .isInstanceOf(BatchFailure.class)
                .hasMessageContaining("did not answer within");
        command("sbatch", keep("hello"));
        assertThatThrownBy(() -> slurm.submit(script(), 1))
                .hasMessageContaining("holds no number of a job: hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a'b", "$(touch x)", "a b", "`x`", "a\"b", "ü;&|<>", "-"})
    void wordsOfACommandReachItAsTheyAre(String word) throws Exception {
        assertThat(
                        new LoginShell(Optional.empty(), PATIENCE)
                                .run("printf %s " + LoginShell.quoted(word), ""))
                .isEqualTo(word);
    }

    @Test
    void aTemplateOfOnesOwnIsRefusedWithItsPlaces() throws Exception {
        Path file = directory.resolve("own.yaml");
        Files.writeString(
                file,
                """
                script: x
                submit: run
                number: '\\d+'
                state: q
                line: '(?<id>'
                words: {a: begun}
                cancel: k
                """);
        assertThatThrownBy(() -> BatchTemplate.of(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(file + ":3:9: number must have the group (?<id>…)")
                .hasMessageContaining(
                        file + ":4:1: unknown key 'state' in a template (did you mean 'states'?)")
                .hasMessageContaining(":5:7: line is no regular expression")
                .hasMessageContaining(":6:12: 'a' must mean waiting, running or ended")
                .hasMessageContaining(":1:1: a template needs 'states'");
    }
}
