package xcflow.runner.command;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalRegistry;

/** Tags a functional version. */
@Command(
        name = "tag",
        description =
                "Tag a version; garbage collection keeps everything that a tagged version needs.")
final class FunctionalTagCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FUNCTIONAL", description = FunctionalRecords.HOW_TO_NAME)
    private String functional;

    @Parameters(index = "1", paramLabel = "TAG", description = "Letters, digits, '.', '_', '-'.")
    private String tag;

    @Option(names = "--remove", description = "Remove the tag.")
    private boolean remove;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return FunctionalRecords.with(
                spec,
                project -> {
                    FunctionalRegistry functionals = project.provenance().functionals();
                    String label = functionals.get(functional).label();
                    try {
                        boolean changed =
                                remove
                                        ? functionals.marks().untag(label, tag)
                                        : functionals.marks().tag(label, tag);
                        var out = spec.commandLine().getOut();
                        if (json) {
                            Print.json(
                                    out,
                                    Map.of(
                                            "functional", label,
                                            "tag", tag,
                                            "tagged", !remove,
                                            "changed", changed));
                        } else {
                            out.println(
                                    String.format(
                                            Locale.ROOT,
                                            "%s %s the tag %s%s",
                                            label,
                                            remove ? "does not have" : "has",
                                            tag,
                                            changed ? "" : " already"));
                        }
                        out.flush();
                        return 0;
                    } catch (IllegalArgumentException e) {
                        throw new RefusedException("xcflow: " + e.getMessage());
                    }
                });
    }

    /** Adds a note to a functional version. */
    @Command(name = "note", description = "Add a note to a version.")
    static final class Note implements Callable<Integer> {
        @Parameters(
                index = "0",
                paramLabel = "FUNCTIONAL",
                description = FunctionalRecords.HOW_TO_NAME)
        private String functional;

        @Parameters(index = "1", paramLabel = "TEXT", description = "Text of the note.")
        private String text;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            return FunctionalRecords.with(
                    spec,
                    project -> {
                        String label = project.provenance().functionals().get(functional).label();
                        project.provenance()
                                .functionals()
                                .marks()
                                .note(label, text, System.getProperty("user.name"));
                        if (json) {
                            Print.json(
                                    spec.commandLine().getOut(),
                                    Map.of("functional", label, "note", text));
                        } else {
                            spec.commandLine().getOut().println("noted of " + label);
                        }
                        return 0;
                    });
        }
    }
}
