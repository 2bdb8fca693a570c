package xcflow.functional.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;

/**
 * A functional that is exported, with its identity.
 *
 * @param functional what is evaluated
 * @param file bytes of its file
 * @param digest SHA-256 of the file: the identity of the functional
 */
public record Exported(NeuralFunctional functional, byte[] file, String digest) {

    /**
     * Reads a functional's file.
     *
     * @throws IOException if it is damaged or foreign; the message says which
     */
    public static Exported of(byte[] file) throws IOException {
        return new Exported(
                FunctionalFile.read(new ByteArrayInputStream(file)), file, Digests.sha256(file));
    }

    /**
     * Whether other programs can have it: as C source, as a Python package and in place of libxc.
     */
    public boolean runsElsewhere() {
        return BaseCode.exists(functional.spec());
    }

    /** Name as users know it. */
    public String name() {
        return functional.name();
    }

    /**
     * Name that C and Python accept as one of theirs, such as {@code xcf_pbe_tuned}: letters and
     * digits of the name in lower case, underscores for the rest. A name without any gives the
     * digest.
     */
    public String identifier() {
        String plain =
                name().toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("^_|_$", "");
        return "xcf_" + (plain.isEmpty() ? shortDigest() : plain);
    }

    /** First digits of the digest, enough to tell functionals apart on paper. */
    public String shortDigest() {
        return digest.substring(0, 12);
    }
}
