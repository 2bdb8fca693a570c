package xcflow.functional.neural;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import xcflow.functional.FunctionalReader;

/** Makes the files of neural functionals known wherever a functional's file may be given. */
public final class NeuralFunctionalReader implements FunctionalReader {
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    @Override
    public boolean recognises(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    @Override
    public NeuralFunctional read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return FunctionalFile.read(in);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
