package xcflow.provenance.state;

import java.util.Locale;
import java.util.stream.Collectors;

/** The page about states: a drawing and a table for each kind of thing that has one. */
final class StatesPage {
    private final StringBuilder page = new StringBuilder();

    private StatesPage() {}

    static String text() {
        StatesPage states = new StatesPage();
        states.page.append(
                """
                # States

                Every change of a state that xcflow can make. The statements that write to the database are made
                from the same table as this page, and the tests fail when a change happens that is not here, or
                when a change that is here never happens.

                Who: a *conductor* is the process that leads a run, a *worker* one that computes instances, an
                *importer* brings in records of another home, a *user* asks from any process.
                """);
        states.part("Runs", RunTransition.values());
        states.part("Instances", InstanceTransition.values());
        states.part("Executions", ExecutionTransition.values());
        return states.page.toString();
    }

    private void part(String title, Transition<?>... ways) {
        page.append("\n## ").append(title).append("\n\n```mermaid\nstateDiagram-v2\n");
        for (Transition<?> way : ways) {
            for (Enum<?> after : way.to()) {
                if (way.from().isEmpty()) {
                    edge("[*]", after, way);
                }
                way.from().forEach(before -> edge(before.name(), after, way));
            }
        }
        page.append("```\n\n| change | from | to | if | who | when |\n");
        page.append("| --- | --- | --- | --- | --- | --- |\n");
        for (Transition<?> way : ways) {
            page.append("| ")
                    .append(label(way))
                    .append(" | ")
                    .append(way.from().isEmpty() ? "nothing" : names(way.from()))
                    .append(" | ")
                    .append(names(way.to()))
                    .append(" | ")
                    .append(way.guard().meaning())
                    .append(" | ")
                    .append(
                            way.actors().stream()
                                    .map(actor -> actor.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", ")))
                    .append(" | ")
                    .append(way.meaning())
                    .append(" |\n");
        }
    }

    private void edge(String before, Enum<?> after, Transition<?> way) {
        page.append("    ")
                .append(before)
                .append(" --> ")
                .append(after)
                .append(": ")
                .append(label(way))
                .append('\n');
    }

    private static String label(Transition<?> way) {
        return way.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String names(java.util.Set<? extends Enum<?>> states) {
        return states.stream().map(state -> "`" + state + "`").collect(Collectors.joining(", "));
    }
}
