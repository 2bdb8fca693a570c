package xcflow.runner.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.runner.home.Project;
import xcflow.spi.FunctionalComparison;
import xcflow.spi.FunctionalComparison.Curve;
import xcflow.spi.FunctionalComparison.Subject;

/**
 * Two recorded versions as functions.
 *
 * @param list their curves; empty if they cannot be compared
 * @param why they cannot be compared; empty if they can
 */
record VersionCurves(
        List<Curve> list,
        Optional<String> why,
        FunctionalComparison comparison,
        Subject one,
        Subject other) {

    static VersionCurves of(Project project, FunctionalRecord one, FunctionalRecord other)
            throws IOException {
        Optional<FunctionalComparison> comparison =
                ServiceLoader.load(FunctionalComparison.class).findFirst();
        for (FunctionalRecord version : List.of(one, other)) {
            if (!isReference(version) && !project.objects().contains(version.digest())) {
                return missing(
                        String.format(Locale.ROOT, "the file of %s is gone", version.label()));
            }
        }
        if (comparison.isEmpty()) {
            return missing("no module knows functionals");
        }
        // The same version twice is allowed, but a legend needs two names.
        String second = one.label().equals(other.label()) ? other.label() + " " : other.label();
        Subject left = subject(project, one, one.label());
        Subject right = subject(project, other, second);
        try {
            return new VersionCurves(
                    comparison.get().curves(left, right),
                    Optional.empty(),
                    comparison.get(),
                    left,
                    right);
        } catch (IOException e) {
            return missing(e.getMessage());
        }
    }

    private static VersionCurves missing(String why) {
        return new VersionCurves(List.of(), Optional.of(why), null, null, null);
    }

    private static boolean isReference(FunctionalRecord version) {
        return version.kind().equals("reference");
    }

    private static Subject subject(Project project, FunctionalRecord version, String label)
            throws IOException {
        Optional<Path> file =
                isReference(version)
                        ? Optional.empty()
                        : Optional.of(project.objects().file(version.digest()));
        return new Subject(label, version.name(), file);
    }

    /** Draws the curves as SVG and leaves closing to the caller. */
    void draw(OutputStream out) throws IOException {
        comparison.draw(one, other, out);
    }
}
