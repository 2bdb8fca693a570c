package xcflow.planewave.engine;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.InputFiles;
import xcflow.numerics.Element;
import xcflow.numerics.text.TextFile;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.planewave.pseudopotential.GthLibrary;
import xcflow.planewave.pseudopotential.GthText;
import xcflow.planewave.pseudopotential.Pseudopotentials;
import xcflow.spi.Artefact;
import xcflow.spi.Source;

/**
 * The pseudopotentials that settings choose, files among them read.
 *
 * @param crystals those for crystals
 * @param molecules those for molecules in a box
 */
record ChosenPseudopotentials(Pseudopotentials crystals, Pseudopotentials molecules) {
    static final String SET =
            "Bundled set of pseudopotentials, by the functional that it was made for; default is"
                    + " `gth-pbe`, whatever the functional.";

    static final String SYNTAX =
            "Pseudopotentials by element where not the recommended ones: names of the set, or files"
                    + " in CP2K's text format (`{file: …}`) with one of the element.";

    /**
     * @throws IllegalArgumentException if there is no such set, element or name, or a file is not
     *     what it should be
     */
    static ChosenPseudopotentials of(PlaneWaveSettings settings, InputFiles files) {
        BoxSettings box = settings.boxOrDefault();
        return new ChosenPseudopotentials(
                read(settings.pseudopotentialSet(), settings.pseudopotentials(), files),
                read(box.pseudopotentialSet(), box.pseudopotentials(), files));
    }

    /** Whether a choice can be known only when its files can be read. */
    static boolean needFiles(Map<String, Source> chosen) {
        return chosen.values().stream().anyMatch(Artefact.class::isInstance);
    }

    private static Pseudopotentials read(
            Optional<String> set, Map<String, Source> chosen, InputFiles files) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, Gth> given = new LinkedHashMap<>();
        chosen.forEach(
                (symbol, source) -> {
                    if (source instanceof Artefact file) {
                        given.put(symbol, read(Pseudopotentials.element(symbol), file, files));
                    } else {
                        names.put(symbol, source.toString());
                    }
                });
        return new Pseudopotentials(GthLibrary.bundled(set.orElse(GthLibrary.USUAL)), names, given);
    }

    private static Gth read(Element element, Artefact file, InputFiles files) {
        try {
            return GthText.of(element, TextFile.read(files.file(file), file.name()));
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
