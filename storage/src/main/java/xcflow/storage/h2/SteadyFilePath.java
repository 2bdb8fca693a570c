package xcflow.storage.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's file system {@code steady:}, whose files stay open when a thread that uses them is
 * interrupted. H2's default closes them; its {@code async:} hands every access to another thread,
 * which costs more than the access.
 */
public class SteadyFilePath extends FilePathWrapper {
    private static final String SCHEME = "steady";

    /** Makes the file system known to H2, unless one of that name is known already. */
    public static void register() {
        if (!FilePath.get(SCHEME + ":").getScheme().equals(SCHEME)) {
            FilePath.register(new SteadyFilePath());
        }
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
