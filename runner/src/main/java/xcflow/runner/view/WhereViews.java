package xcflow.runner.view;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.Provenance;
import xcflow.provenance.block.BlockRecord;
import xcflow.provenance.block.BlockState;
import xcflow.provenance.block.Presence;
import xcflow.provenance.block.SiteRecord;
import xcflow.provenance.record.Instance;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.ticket.TicketTable;

/** Where instances are executed, or what they wait for, in a few words. */
public final class WhereViews {
    /** A worker that has not been heard of for so long is not there. */
    private static final Duration PRESENT = Duration.ofSeconds(60);

    private final Instant now;
    private final Map<Long, Presence> workers = new HashMap<>();
    private final Map<Integer, TicketTable.Waiting> waiting = new HashMap<>();
    private final Provenance provenance;

    /** As it is at this moment, for the instances of a run. */
    public WhereViews(Provenance provenance, long run) {
        this.provenance = provenance;
        this.now = provenance.blocks().now();
        present(provenance).forEach(worker -> workers.put(worker.worker(), worker));
        provenance
                .tickets()
                .overview(run)
                .forEach(each -> waiting.put(each.ticket().instance(), each));
    }

    /** The workers that are there. */
    public static List<Presence> present(Provenance provenance) {
        return provenance.blocks().present(PRESENT);
    }

    /** Such as {@code on n12, slurm 4711_3, 3 h left}; empty if there is nothing to say. */
    public Optional<String> of(Instance instance) {
        if (instance.state() == InstanceState.RUNNING) {
            return instance.worker().map(workers::get).map(this::running);
        }
        return Optional.ofNullable(waiting.get(instance.number())).map(this::waiting);
    }

    private String running(Presence worker) {
        return "on "
                + worker.node()
                + (worker.site().isEmpty() ? "" : ", " + worker.site() + " " + worker.job())
                + worker.ends()
                        .map(ends -> ", " + text(Duration.between(now, ends)) + " left")
                        .orElse("");
    }

    private String waiting(TicketTable.Waiting ticket) {
        String place = ticket.ticket().needs().place();
        String refused = ticket.refused().map(why -> "; refused: " + why).orElse("");
        if (place.isEmpty()) {
            return "waiting: " + Count.of(workers.size(), "worker") + " there" + refused;
        }
        return "waiting: " + blocks(provenance, place) + refused;
    }

    /** The jobs of a place in a few words, such as {@code 4 blocks pending (Priority)}. */
    public static String blocks(Provenance provenance, String place) {
        String site = place.contains("/") ? place.substring(0, place.indexOf('/')) : place;
        SiteRecord record = provenance.blocks().site(site);
        if (record.paused().isPresent()) {
            return "site " + site + " is paused: " + record.paused().get();
        }
        List<BlockRecord> open =
                provenance.blocks().open(site).stream()
                        .filter(block -> place.equals(site) || block.place().equals(place))
                        .toList();
        if (open.isEmpty()) {
            return record.unknown()
                    .map(why -> "the jobs of " + site + " are unknown: " + why)
                    .orElse("no block of " + place + " yet");
        }
        List<BlockRecord> pending =
                open.stream().filter(block -> block.state() != BlockState.RUNNING).toList();
        if (pending.isEmpty()) {
            return Count.of(open.size(), "block") + " running, none has room";
        }
        String reasons =
                String.join(
                        ", ",
                        pending.stream()
                                .flatMap(block -> block.reason().stream())
                                .distinct()
                                .sorted()
                                .toList());
        return Count.of(pending.size(), "block")
                + " pending"
                + (reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    /** A length of time in a few words. */
    public static String text(Duration time) {
        long minutes = Math.max(0, time.toMinutes());
        if (minutes >= 120) {
            return String.format(Locale.ROOT, "%d h", minutes / 60);
        }
        return minutes >= 2 ? minutes + " min" : Math.max(0, time.toSeconds()) + " s";
    }
}
