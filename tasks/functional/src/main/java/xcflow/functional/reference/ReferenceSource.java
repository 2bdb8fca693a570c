package xcflow.functional.reference;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import xcflow.functional.Functional;
import xcflow.functional.FunctionalSource;

/** The functionals that are built in. */
public final class ReferenceSource implements FunctionalSource {
    @Override
    public Optional<Functional> find(String name) {
        return References.named(name).map(Reference::functional);
    }

    @Override
    public List<String> names() {
        return References.all().stream()
                .flatMap(r -> Stream.concat(Stream.of(r.name()), r.aliases().stream()))
                .toList();
    }

    @Override
    public List<String> complete() {
        return References.all().stream()
                .filter(Reference::isComplete)
                .map(Reference::name)
                .toList();
    }
}
