package xcflow.storage.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's file system {@code steady:}, whose files stay open when a thread that uses them is
 * interrupted. H2's default closes them; its {@code async:} hands every access to another thread,
 * which costs more than the access.
 */
public final class SteadyFilePath extends FilePathWrapper {
    private static final String SCHEME = "steady";

    /** Makes the file system known to H2; may be called again. */
    public static void register() {
        FilePath.register(new SteadyFilePath());
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SteadyFile(unwrap().toString(), mode);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }
}
