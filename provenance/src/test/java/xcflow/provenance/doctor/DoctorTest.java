package xcflow.provenance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.run.Example;
import xcflow.provenance.run.ExampleHome;
import xcflow.provenance.state.InstanceState;
import xcflow.storage.home.Home;

class DoctorTest {
    @TempDir Path directory;
    private ExampleHome home;
    private Doctor doctor;

    @BeforeEach
    void open() throws Exception {
        home = ExampleHome.filled(directory);
        doctor = new Doctor(new Home(directory), home.provenance);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void hasNothingToSayOfAHealthyHome() throws Exception {
        assertThat(doctor.examine(true)).isEmpty();
    }

    @Test
    void deletesAbandonedFiles() throws Exception {
        Path file = directory.resolve("objects/tmp/half");
        Files.writeString(file, "half");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        List<HomeProblem> problems = doctor.examine(false);
        assertThat(problems).extracting(HomeProblem::subject).containsExactly(file.toString());
        assertThat(doctor.repair(problems)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void anExecutionWhoseArtefactIsMissingAnswersNoMoreLookups() throws Exception {
        home.provenance.objects().delete(home.clone.digest());
        List<HomeProblem> problems = doctor.examine(false);
        assertThat(problems)
                .singleElement()
                .extracting(HomeProblem::subject, HomeProblem::what)
                .containsExactly(
                        "execution 2 (example/step in run 1)",
                        "artefact " + home.clone.digest() + " (clone.xcf) is missing");
        doctor.repair(problems);
        assertThat(home.provenance.runs().lookup(List.of(Example.key(1)))).isEmpty();
        assertThat(doctor.examine(false)).isEmpty();
    }

    @Test
    void aDamagedArtefactIsPutAsideSoThatItIsStoredAgain() throws Exception {
        Path file = home.provenance.objects().file(home.clone.digest());
        file.toFile().setWritable(true);
        Files.writeString(file, "damage");
        assertThat(doctor.examine(false)).isEmpty();
        doctor.repair(doctor.examine(true));
        assertThat(home.provenance.objects().contains(home.clone.digest())).isFalse();
        home.store("clone.xcf", "weights of the clone");
        assertThat(home.provenance.objects().rehash(home.clone.digest()))
                .contains(home.clone.digest());
    }

    @Test
    void instancesOfADeadProcessWaitAgain() throws Exception {
        long run = home.example.run(1);
        home.example.claim(run, 0);
        home.sql("update instances set lease_until = timestamp '2000-01-01 00:00:00'");
        List<HomeProblem> problems = doctor.examine(false);
        assertThat(problems).hasSize(2);
        assertThat(doctor.repair(problems))
                .singleElement()
                .extracting(HomeProblem::remedy)
                .isEqualTo("continue it with: xcflow resume " + run);
        assertThat(home.provenance.runs().instance(run, 0).orElseThrow().state())
                .isEqualTo(InstanceState.WAITING);
    }

    @Test
    void leavesTheScratchDirectoryOfALongTaskAlone() throws Exception {
        long run = home.example.run(1);
        long execution = home.example.claim(run, 0).execution();
        Path scratch = Files.createDirectories(directory.resolve("scratch/x" + execution + "-1"));
        Files.setLastModifiedTime(scratch, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        assertThat(doctor.examine(false))
                .extracting(HomeProblem::subject)
                .doesNotContain(scratch.toString());
        home.sql("update instances set lease_until = timestamp '2000-01-01 00:00:00'");
        assertThat(doctor.examine(false))
                .extracting(HomeProblem::subject)
                .contains(scratch.toString());
    }
}
