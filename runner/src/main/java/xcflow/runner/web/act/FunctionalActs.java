package xcflow.runner.web.act;

import java.util.Optional;
import xcflow.provenance.functional.FunctionalMarks;
import xcflow.provenance.functional.UnknownVersionException;
import xcflow.runner.home.Project;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.view.FunctionalDetails;

/** What may be done with functional versions through the server. */
public final class FunctionalActs {
    private static final int LONGEST = 10_000;

    private final Project project;

    public FunctionalActs(Project project) {
        this.project = project;
    }

    private FunctionalMarks marks() {
        return project.provenance().functionals().marks();
    }

    /** What is done to a version. */
    private interface Mark {
        void apply();
    }

    private static void mark(Mark work) throws RefusalException {
        try {
            work.apply();
        } catch (UnknownVersionException e) {
            throw RefusalException.unknown(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new RefusalException(422, e.getMessage());
        }
    }

    public void tag(String functional, String tag) throws RefusalException {
        mark(() -> marks().tag(functional, tag == null ? "" : tag.strip()));
    }

    public void untag(String functional, String tag) throws RefusalException {
        mark(() -> marks().untag(functional, tag));
    }

    /** Adds a note in the name of whoever calls. */
    public void note(String functional, String text, Call call) throws RefusalException {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new RefusalException(422, "a note has 1 to " + LONGEST + " characters");
        }
        mark(() -> marks().note(functional, text.strip(), author(call)));
    }

    /** Puts a version into a stage of approval in the name of whoever calls. */
    public void approve(String functional, String stage, String remark, Call call)
            throws RefusalException {
        if (stage == null || !FunctionalDetails.STAGES.contains(stage)) {
            throw new RefusalException(
                    422, "a stage is one of " + String.join(", ", FunctionalDetails.STAGES));
        }
        note(
                functional,
                "stage: " + stage + " " + Optional.ofNullable(remark).orElse("").strip(),
                call);
    }

    /** The user of the server's link is the one who runs it; others are known by their tokens. */
    private static String author(Call call) {
        String name = call.caller().name().orElse("");
        return name.equals("link") || name.isEmpty()
                ? System.getProperty("user.name")
                : name + " (token)";
    }
}
