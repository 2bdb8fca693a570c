package xcflow.runner.site;

import java.time.Duration;
import xcflow.provenance.ticket.Awaited;
import xcflow.provenance.ticket.Needs;

/**
 * Equal instances that wait for a worker of a site.
 *
 * @param kind of job that they ask for; empty: whichever they fit
 * @param memory bytes; 0: not known
 * @param longest time that one may take; zero: not known
 * @param count of them
 */
public record Demand(String kind, int threads, long memory, int gpus, Duration longest, int count) {

    /** What waits for a site. */
    static Demand of(Awaited waiting, String site) {
        Needs needs = waiting.needs();
        String place = needs.place();
        return new Demand(
                place.length() > site.length() ? place.substring(site.length() + 1) : "",
                needs.threads(),
                needs.memory(),
                needs.gpus(),
                Duration.ofMillis(needs.longest()),
                waiting.count());
    }

    /** Why one does not fit into a job of a kind, even alone; empty if it does. */
    String excess(ComputeSite.Kind job) {
        StringBuilder excess = new StringBuilder();
        if (threads > job.size().threads()) {
            add(excess, threads + " threads (a block has " + job.size().threads() + ")");
        }
        if (job.size().memory() > 0 && memory > job.size().memory()) {
            add(
                    excess,
                    (memory >> 20)
                            + " MiB of memory (a block has "
                            + (job.size().memory() >> 20)
                            + ")");
        }
        if (gpus > job.size().gpus()) {
            add(excess, gpus + " GPUs (a block has " + job.size().gpus() + ")");
        }
        if (!job.size().time().isZero() && longest.compareTo(usable(job)) > 0) {
            add(
                    excess,
                    text(longest)
                            + " of time (a block has "
                            + text(job.size().time())
                            + ", the last "
                            + text(job.warning())
                            + " of which are for its end)");
        }
        return excess.toString();
    }

    private static void add(StringBuilder all, String one) {
        all.append(all.length() == 0 ? "" : ", ").append(one);
    }

    private static String text(Duration time) {
        return time.toMinutes() < 10 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }

    private static Duration usable(ComputeSite.Kind job) {
        return job.size().time().minus(job.warning());
    }
}
