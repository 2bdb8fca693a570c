package xcflow.campaign;

import java.io.IOException;
import java.nio.file.Files;
import xcflow.gaussian.molecule.Molecule;
import xcflow.gaussian.molecule.MoleculeException;
import xcflow.gaussian.molecule.Molecules;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/**
 * Molecules as inputs of tasks: by name, inline, or an XYZ file.
 *
 * @param name for tables: the name as written, or that of the file without its extension
 */
record MoleculeInput(String name, Molecule molecule) {

    /**
     * @throws TaskFailure if there is no such molecule or the file is damaged
     */
    static MoleculeInput load(Source source, TaskContext context) throws TaskFailure, IOException {
        try {
            if (source instanceof Artefact artefact) {
                String name = artefact.name().replaceFirst("(?i)\\.xyz$", "");
                String text = Files.readString(context.file(artefact));
                return new MoleculeInput(name, Molecules.xyz(text));
            }
            String text = source.toString();
            return new MoleculeInput(
                    text.strip(),
                    text.contains(";") ? Molecules.inline(text) : Molecules.named(text));
        } catch (MoleculeException e) {
            throw new TaskFailure(source + ": " + e.getMessage());
        }
    }
}
