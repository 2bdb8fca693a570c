package xcflow.runner.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.provenance.record.Origins;

/** Names of the parents and tags of some versions, read with two queries however many there are. */
record VersionNames(
        Map<Long, String> labels, Map<Long, List<String>> tags, Map<Long, String> origins) {

    static VersionNames of(
            FunctionalRegistry functionals, Origins origins, List<FunctionalRecord> versions) {
        Set<Long> parents =
                versions.stream()
                        .flatMap(version -> version.parents().stream())
                        .flatMap(parent -> parent.version().stream())
                        .collect(Collectors.toSet());
        Map<Long, String> labels = new HashMap<>();
        functionals.byIds(parents).forEach(parent -> labels.put(parent.id(), parent.label()));
        List<Long> makers = versions.stream().flatMap(v -> v.execution().stream()).toList();
        return new VersionNames(labels, functionals.marks().tags(), origins.executions(makers));
    }

    /** The parent's label; what it was given as if no version is known. */
    String of(FunctionalRecord.Parent parent) {
        return parent.version().map(labels::get).orElse(parent.functional());
    }

    /** What is to be said of a version that was imported. */
    Optional<String> origin(FunctionalRecord version) {
        return version.execution().map(origins::get);
    }

    List<String> tags(FunctionalRecord version) {
        return tags.getOrDefault(version.id(), List.of());
    }
}
