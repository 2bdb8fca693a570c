package xcflow.gaussian.basis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Sets for core potentials among the test resources. */
public final class CorePotentialFiles {
    private CorePotentialFiles() {}

    /** LANL2DZ of Cl, Rb, I, Au and Pb. */
    public static BasisSet lanl2dz() {
        return Gaussian94.parse("lanl2dz", text("lanl2dz.gbs"));
    }

    static String text(String file) {
        try (InputStream in = CorePotentialFiles.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
