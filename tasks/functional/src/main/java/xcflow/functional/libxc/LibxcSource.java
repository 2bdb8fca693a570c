package xcflow.functional.libxc;

import java.util.List;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.functional.FunctionalSource;

/** The functionals of the installed libxc, whose names begin with {@link Libxc#PREFIX}. */
public final class LibxcSource implements FunctionalSource {
    @Override
    public Optional<Functional> find(String name) {
        return name.regionMatches(true, 0, Libxc.PREFIX, 0, Libxc.PREFIX.length())
                ? Optional.of(Libxc.functional(name))
                : Optional.empty();
    }

    @Override
    public List<String> names() {
        return List.of();
    }

    @Override
    public List<String> complete() {
        return List.of();
    }
}
