package xcflow.workflows.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.Oven;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problem;

class FormerSpellingsTest {
    private static final TaskCatalog CATALOG = TaskCatalog.of(new Oven.Bake());

    private static Workflow read(String with) throws InvalidInputException {
        String text = "steps:\n  a:\n    uses: bake\n    with: " + with + "\n";
        Path file = Path.of("bread.yaml").toAbsolutePath();
        return WorkflowReader.read(text, Path.of("bread.yaml"), file.getParent(), CATALOG);
    }

    private static Map<String, Object> known(Workflow workflow) {
        Map<String, Object> known = new java.util.LinkedHashMap<>();
        workflow.steps().get("a").with().forEach((k, v) -> known.put(k, v.known()));
        return known;
    }

    @Test
    void areReadAsTheyAreWrittenTodayAndTold() throws Exception {
        Workflow former = read("{loaves: [rye], flame: 5, height: 30}");
        Workflow today = read("{loaves: [rye], gas: {flame: 5, shelf: {height: 30}}}");
        assertThat(known(former)).isEqualTo(known(today));
        assertThat(today.notes()).isEmpty();
        assertThat(former.notes())
                .extracting(Problem::toString)
                .containsExactly(
                        "bread.yaml:4:27: 'flame' is now written gas: {flame: …}; the next"
                                + " release will no longer read it",
                        "bread.yaml:4:37: 'height' is now written gas: {shelf: {height: …}}; the"
                                + " next release will no longer read it");
    }

    @Test
    void valuesKeepTheirPlace() throws Exception {
        ValueTemplate gas = read("{loaves: [rye], flame: 5}").steps().get("a").with().get("gas");
        assertThat(gas.position().toString()).isEqualTo("bread.yaml:4:34");
        assertThatThrownBy(() -> read("{loaves: [rye], flame: 50}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bread.yaml:4:34")
                .hasMessageContaining("50 is out of range");
    }

    @Test
    void aMapIsMergedWithWhatIsThere() throws Exception {
        Workflow both = read("{loaves: [rye], flame: 5, gas-settings: {tin: oval}}");
        assertThat(known(both).get("gas")).isEqualTo(Map.of("flame", 5L, "tin", "oval"));
        Workflow expression = read("{loaves: [rye], gas-settings: \"${{ {'tin': 'oval'} }}\"}");
        assertThat(expression.steps().get("a").with()).containsKey("gas");
    }

    @Test
    void whatIsWrittenInBothWaysIsRefused() {
        assertThatThrownBy(() -> read("{loaves: [rye], flame: 5, gas: {flame: 4}}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'flame' is written in both the former and the current way");
        assertThatThrownBy(() -> read("{loaves: [], flame: 5, gas-settings: \"${{ {} }}\"}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(
                        "'gas-settings' is written in both the former and the current way");
    }
}
