package xcflow.functional.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of an export by their paths. The same functional always gives the same bytes, and a
 * list of digests tells whether somebody altered them.
 */
public final class ExportFiles {
    private static final String DATA = "/data/";

    private final Exported exported;
    private final Map<String, String> marks;
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    private ExportFiles(Exported exported) {
        this.exported = exported;
        marks = Template.marks(exported);
    }

    /**
     * A directory with the functional as C source.
     *
     * @throws IllegalArgumentException if the functional cannot be exported; the message says why
     */
    public static SortedMap<String, byte[]> c(Exported exported) throws IOException {
        var export = new ExportFiles(exported);
        String id = exported.identifier();
        export.checkedSource();
        export.fill("c/module.f90", id + ".f90");
        export.fill("c/CMakeLists.txt", "CMakeLists.txt");
        export.fill("c/pkgconfig.in", id + ".pc.in");
        export.fill("c/README.md", "README.md");
        export.digests("SHA256SUMS", "");
        return export.files;
    }

    /**
     * A directory with C source of a library that answers in place of libxc.
     *
     * @throws IllegalArgumentException if the functional cannot be exported; the message says why
     */
    public static SortedMap<String, byte[]> libxc(Exported exported) throws IOException {
        var export = new ExportFiles(exported);
        export.checkedSource();
        for (String file :
                new String[] {"bridge.c", "tally.c", "tally.h", "Makefile", "README.md"}) {
            export.fill("libxc/" + file, file);
        }
        export.digests("SHA256SUMS", "");
        return export.files;
    }

    /**
     * A Python package that can be installed.
     *
     * @throws IllegalArgumentException if the functional cannot be exported; the message says why
     */
    public static SortedMap<String, byte[]> python(Exported exported) throws IOException {
        var export = new ExportFiles(exported);
        String inside = "src/" + exported.identifier();
        export.content(inside + DATA);
        export.fill("python/init.py", inside + "/__init__.py");
        export.fill("python/main.py", inside + "/__main__.py");
        for (String module :
                new String[] {
                    "adapter_ase",
                    "adapter_gpaw",
                    "adapter_pyscf",
                    "bases",
                    "check",
                    "evaluation",
                    "factors",
                    "files",
                    "formula",
                    "jet",
                    "library"
                }) {
            export.fill("python/" + module + ".py", inside + "/" + module + ".py");
        }
        export.digests(inside + "/MANIFEST", inside + "/");
        for (String file : new String[] {"backend.py", "pyproject.toml", "README.md"}) {
            export.fill("python/" + file, file);
        }
        export.digests("SHA256SUMS", "");
        return export.files;
    }

    /**
     * A directory with Python programs that build a module of TorchScript, and check it.
     *
     * @throws IllegalArgumentException if the functional cannot be exported; the message says why
     */
    public static SortedMap<String, byte[]> torchscript(Exported exported) throws IOException {
        BaseCode.of(exported.functional().spec());
        var export = new ExportFiles(exported);
        export.values("");
        for (String file : new String[] {"build.py", "check.py", "functional.py", "README.md"}) {
            export.fill("torchscript/" + file, file);
        }
        export.digests("SHA256SUMS", "");
        return export.files;
    }

    /** The C source with its header, and a program that checks it. */
    private void checkedSource() throws IOException {
        content("");
        fill("c/header.h", exported.identifier() + ".h");
        fill("c/check.c", "check.c");
        fill("sha256.h", "sha256.h");
    }

    /** The functional, its C source and its conformance vectors. */
    private void content(String directory) throws IOException {
        put(directory + exported.identifier() + ".c", new CSource(exported).text());
        values(directory);
    }

    /** What all have: the functional and its conformance vectors. */
    private void values(String directory) {
        files.put(directory + "functional.xcf", exported.file());
        put(directory + "unpolarised.txt", Conformance.table(exported.functional(), false));
        put(directory + "polarised.txt", Conformance.table(exported.functional(), true));
    }

    private void fill(String resource, String path) throws IOException {
        put(path, Template.fill(resource, marks));
    }

    private void put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lists the digests of what is there below a directory, in the format of sha256sum. */
    private void digests(String path, String directory) {
        var text = new StringBuilder();
        files.forEach(
                (name, content) -> {
                    if (name.startsWith(directory)) {
                        text.append(Digests.sha256(content))
                                .append("  ")
                                .append(name.substring(directory.length()))
                                .append('\n');
                    }
                });
        put(path, text.toString());
    }
}
