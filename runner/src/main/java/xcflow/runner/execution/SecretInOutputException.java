package xcflow.runner.execution;

import java.io.IOException;
import java.util.Locale;

/** A file that a task wanted to keep contains a secret. */
final class SecretInOutputException extends IOException {
    private static final long serialVersionUID = 1L;

    SecretInOutputException(String name) {
        super(
                String.format(
                        Locale.ROOT,
                        "the output '%s' contains a secret of the workflow and is not kept; write"
                                + " it without the secret",
                        name));
    }
}
