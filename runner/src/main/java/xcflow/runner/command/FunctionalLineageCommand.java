package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.provenance.functional.LineageGraph;
import xcflow.provenance.functional.LineagePicture;
import xcflow.provenance.functional.LineageTree;
import xcflow.runner.graph.GraphPicture;
import xcflow.runner.graph.LineageDrawing;

/** Shows where a functional version comes from. */
@Command(
        name = "lineage",
        description = "Show everything that led to a functional version, as a tree or a picture.")
class FunctionalLineageCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FUNCTIONAL", description = FunctionalRecords.HOW_TO_NAME)
    private String functional;

    @Option(names = "--short", description = "One line for each thing, without its details.")
    private boolean brief;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--dot", description = "Print a graph for Graphviz.")
    private boolean dot;

    @Option(names = "--mermaid", description = "Print a flow chart for Mermaid.")
    private boolean mermaid;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write a picture.")
    private Path svg;

    @Spec private CommandSpec spec;

    /** The graph to show. */
    LineageGraph graph(FunctionalRegistry functionals, FunctionalRecord version) {
        return functionals.lineage(version);
    }

    @Override
    public Integer call() throws Exception {
        return FunctionalRecords.with(
                spec,
                project -> {
                    FunctionalRegistry functionals = project.provenance().functionals();
                    LineageGraph graph = graph(functionals, functionals.get(functional));
                    PrintWriter out = Print.buffered(spec.commandLine().getOut());
                    if (svg != null) {
                        Files.writeString(
                                svg,
                                GraphPicture.document(
                                        LineageDrawing.of(graph, node -> Optional.empty())));
                        out.println("wrote " + svg);
                    } else if (json) {
                        Print.json(out, FunctionalRecords.json(graph));
                    } else if (dot) {
                        out.print(LineagePicture.dot(graph));
                    } else if (mermaid) {
                        out.print(LineagePicture.mermaid(graph));
                    } else {
                        LineageTree.write(graph, !brief, out::println);
                    }
                    out.flush();
                    return 0;
                });
    }

    /** Shows what a functional version led to. */
    @Command(
            name = "descendants",
            description = "Show everything that was made from a functional version or used it.")
    static final class Descendants extends FunctionalLineageCommand {
        @Override
        LineageGraph graph(FunctionalRegistry functionals, FunctionalRecord version) {
            return functionals.descendants(version);
        }
    }
}
