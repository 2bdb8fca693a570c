package xcflow.runner.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.provenance.record.ArtefactRef;
import xcflow.spi.Artefact;

/** Artefacts inside plain values. */
public final class Artefacts {
    private Artefacts() {}

    /** All artefacts in a value, each once, in the order in which they occur. */
    public static List<Artefact> in(Object value) {
        LinkedHashMap<String, Artefact> found = new LinkedHashMap<>();
        collect(value, found);
        return new ArrayList<>(found.values());
    }

    private static void collect(Object value, Map<String, Artefact> found) {
        if (value instanceof Artefact artefact) {
            found.putIfAbsent(artefact.digest(), artefact);
        } else if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, found));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(inner -> collect(inner, found));
        }
    }

    /** The artefact as the provenance records it. */
    public static ArtefactRef ref(Artefact artefact) {
        return new ArtefactRef(
                artefact.digest(), artefact.name(), artefact.mediaType(), artefact.size());
    }

    /** The artefacts as the provenance records them. */
    public static List<ArtefactRef> refs(List<Artefact> artefacts) {
        return artefacts.stream().map(Artefacts::ref).toList();
    }
}
