package xcflow.functional.libxc;

import java.util.List;
import xcflow.functional.Functional;
import xcflow.functional.Separable;

/** A sum of functionals of libxc each of which is exchange or correlation. */
final class SeparableLibxc extends LibxcFunctional implements Separable {
    private final String version;
    private final List<LibxcPart> parts;

    SeparableLibxc(String version, List<LibxcPart> parts) {
        super(version, parts);
        this.version = version;
        this.parts = List.copyOf(parts);
    }

    @Override
    public Functional exchange() {
        return new SeparableLibxc(version, parts.stream().filter(LibxcPart::isExchange).toList());
    }

    @Override
    public Functional correlation() {
        return new SeparableLibxc(
                version, parts.stream().filter(LibxcPart::isCorrelation).toList());
    }
}
