package xcflow.experiments.input;

import java.io.IOException;
import xcflow.gaussian.basis.BasisException;
import xcflow.gaussian.basis.BasisSet;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

/** Basis sets as inputs of tasks: a bundled one by name, or a file in the Gaussian-94 format. */
public final class BasisInput {
    private BasisInput() {}

    /**
     * @throws TaskFailure if there is no such basis set or the file is damaged
     */
    public static BasisSet load(Source source, InputFiles files) throws TaskFailure, IOException {
        try {
            return source instanceof Artefact artefact
                    ? BasisSet.file(files.file(artefact), artefact.name(), artefact.name())
                    : BasisSet.of(source.toString());
        } catch (BasisException e) {
            throw new TaskFailure(e.getMessage());
        }
    }
}
