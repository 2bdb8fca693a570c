package xcflow.runner.site;

import xcflow.provenance.ticket.Awaited;
import xcflow.runner.home.Project;
import xcflow.runner.view.WhereViews;

/** What people are told of work that waits. */
final class NoWorker {
    private NoWorker() {}

    /** That nobody has taken some work for a while, and what to do. */
    static String sentence(Project project, Awaited waiting) {
        String place = waiting.needs().place();
        String reason = waiting.refused().map(why -> "; a worker refused it: " + why).orElse("");
        if (place.isEmpty()) {
            return "no worker has been there for 30 s"
                    + reason
                    + ": start some with 'xcflow worker --home "
                    + project.home().directory()
                    + "', or run with --on SITE";
        }
        return "no worker of "
                + place
                + " has been there for 30 s ("
                + WhereViews.blocks(project.provenance(), place)
                + ")"
                + reason
                + ": 'xcflow blocks' shows its jobs, 'xcflow site check "
                + (place.contains("/") ? place.substring(0, place.indexOf('/')) : place)
                + "' tries one";
    }
}
