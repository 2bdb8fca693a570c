package xcflow.provenance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.provenance.record.Marks;
import xcflow.provenance.run.ExampleHome;

class MarksAuditTest {
    @TempDir Path directory;
    private ExampleHome home;

    @BeforeEach
    void mark() throws Exception {
        home = ExampleHome.filled(directory);
        home.provenance.marks().change(home.run, m -> m.named("first").labelled("who", "ann"));
        home.provenance.marks().change(home.run, m -> m.labelled("who", "bea").noted("good"));
        home.provenance.runs().found(home.run, "container a:1", "{\"image\":\"x\"}");
    }

    @AfterEach
    void close() {
        home.close();
    }

    private List<String> findings() {
        return home.provenance.audit().run().findings().stream()
                .map(AuditFinding::toString)
                .toList();
    }

    @Test
    void whatIsSaidOfARunMayChangeAndIsSealed() {
        assertThat(findings()).isEmpty();
        Marks marks = home.provenance.marks().of(home.run);
        assertThat(marks.name()).contains("first");
        assertThat(marks.labels()).isEqualTo(Map.of("who", "bea"));
        assertThat(marks.notes()).containsExactly("good");
        assertThat(home.provenance.marks().named("first")).contains(home.run);
        assertThat(home.provenance.marks().named("second")).isEmpty();
    }

    @Test
    void theFirstAnswerToAQuestionCounts() {
        assertThat(home.provenance.runs().found(home.run, "container a:1", "{\"image\":\"y\"}"))
                .isEqualTo("{\"image\":\"x\"}");
        assertThat(home.provenance.runs().finding(home.run, "container a:1"))
                .contains("{\"image\":\"x\"}");
        assertThat(home.provenance.runs().finding(home.secondRun, "container a:1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "update run_marks set name = 'best' | name, labels or notes are not those",
                "update run_marks set labels = '{}' | name, labels or notes are not those",
                "delete from run_marks | name, labels and notes are not on record",
                "update run_findings set answer = '{}' | what it found of container a:1 is not what was sealed",
            })
    void tamperingIsFound(String statement, String finding) {
        assertThat(home.sql(statement)).isPositive();
        assertThat(findings()).anyMatch(found -> found.contains(finding));
    }

    @Test
    void whatCannotBeANameOrALabelIsRefused() {
        assertThatThrownBy(() -> Marks.NONE.named("12")).hasMessageContaining("neither a number");
        assertThatThrownBy(() -> Marks.NONE.named("latest")).hasMessageContaining("latest");
        assertThatThrownBy(() -> Marks.NONE.labelled("a b", "c")).hasMessageContaining("a b");
        assertThatThrownBy(() -> Marks.NONE.labelled("a", " ")).hasMessageContaining("label 'a'");
        assertThatThrownBy(() -> Marks.NONE.unlabelled("a")).hasMessageContaining("no label 'a'");
        assertThatThrownBy(() -> Marks.NONE.noted("")).hasMessageContaining("a note");
    }
}
