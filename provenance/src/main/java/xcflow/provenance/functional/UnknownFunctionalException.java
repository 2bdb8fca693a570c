package xcflow.provenance.functional;

import java.util.List;

/** There is no such functional version; the message says which names there are. */
public final class UnknownFunctionalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownFunctionalException(String text, List<String> names) {
        super(
                names.isEmpty()
                        ? "there is no functional %s: none has been recorded yet".formatted(text)
                        : "there is no functional %s; there are: %s"
                                .formatted(text, String.join(", ", names)));
    }
}
