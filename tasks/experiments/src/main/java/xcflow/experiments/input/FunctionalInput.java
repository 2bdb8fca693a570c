package xcflow.experiments.input;

import java.io.IOException;
import xcflow.engine.InputFiles;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.UnknownFunctionalException;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

/** Functionals as inputs of tasks: a reference by name, or a functional's file. */
public final class FunctionalInput {
    private FunctionalInput() {}

    /**
     * @throws TaskFailure if there is no such functional or the file is damaged
     */
    public static Functional load(Source source, InputFiles files) throws TaskFailure, IOException {
        try {
            if (source instanceof Artefact artefact) {
                return Functionals.read(files.file(artefact));
            }
            return Functionals.named(source.toString());
        } catch (UnknownFunctionalException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    /** Label of a functional in tables and plots: the reference's name, or that of the file. */
    public static String label(Source source, Functional functional) {
        return source instanceof Artefact ? functional.name() : source.toString();
    }
}
