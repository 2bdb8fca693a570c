package xcflow.functional.reference;

import java.util.Optional;
import xcflow.spi.ReferenceFunctionals;

/** Describes the functionals that are built in. */
public final class BuiltInReferences implements ReferenceFunctionals {
    @Override
    public Optional<Description> find(String name) {
        return References.find(name).map(BuiltInReferences::describe);
    }

    private static Description describe(Reference reference) {
        return new Description(
                reference.name(), String.join("; ", reference.citations()), reference.version());
    }
}
