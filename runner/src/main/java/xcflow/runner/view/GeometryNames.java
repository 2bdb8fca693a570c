package xcflow.runner.view;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import xcflow.provenance.record.ArtefactRef;
import xcflow.runner.home.Project;
import xcflow.spi.StructureFiles;

/**
 * What the molecules and crystals in stored files are called: files of different molecules have the
 * same name.
 */
public final class GeometryNames {
    private static final int LARGEST_READ = 100_000;
    private static final int MOST_NAMES = 8;
    private static final int MOST_FILES = 5000;

    private final Project project;

    /** Content never changes, so what was read of a file stays true. */
    private final Map<String, String> names = new ConcurrentHashMap<>();

    public GeometryNames(Project project) {
        this.project = project;
    }

    /** The first names in a file; nothing if it is gone, large or no geometry. */
    public String of(ArtefactRef file) {
        if (file.size() > LARGEST_READ || !project.objects().contains(file.digest())) {
            return "";
        }
        if (names.size() > MOST_FILES) {
            names.clear();
        }
        return names.computeIfAbsent(file.digest(), digest -> read(file));
    }

    private String read(ArtefactRef file) {
        try {
            StructureFiles reader =
                    ServiceLoader.load(StructureFiles.class).findFirst().orElse(null);
            if (reader == null) {
                return "";
            }
            List<String> titles =
                    reader.read(project.objects().file(file.digest()), file.name()).stream()
                            .map(geometry -> geometry.title().split(" ", 2)[0])
                            .toList();
            return String.join(", ", titles.subList(0, Math.min(MOST_NAMES, titles.size())))
                    + (titles.size() > MOST_NAMES ? " …" : "");
        } catch (IOException e) {
            return "";
        }
    }
}
