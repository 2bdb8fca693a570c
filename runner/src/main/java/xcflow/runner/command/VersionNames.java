package xcflow.runner.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import xcflow.provenance.functional.FunctionalVersion;
import xcflow.provenance.functional.Functionals;

/** Names of the parents and tags of some versions, read with two queries however many there are. */
record VersionNames(Map<Long, String> labels, Map<Long, List<String>> tags) {

    static VersionNames of(Functionals functionals, List<FunctionalVersion> versions) {
        Set<Long> parents =
                versions.stream()
                        .flatMap(version -> version.parents().stream())
                        .flatMap(parent -> parent.version().stream())
                        .collect(Collectors.toSet());
        Map<Long, String> labels = new HashMap<>();
        functionals.byIds(parents).forEach(parent -> labels.put(parent.id(), parent.label()));
        return new VersionNames(labels, functionals.tags());
    }

    /** The parent's label; what it was given as if no version is known. */
    String of(FunctionalVersion.Parent parent) {
        return parent.version().map(labels::get).orElse(parent.functional());
    }

    List<String> tags(FunctionalVersion version) {
        return tags.getOrDefault(version.id(), List.of());
    }
}
