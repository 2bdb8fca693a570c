package xcflow.runner.site;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.block.BlockRecord;
import xcflow.provenance.block.BlockState;

/**
 * Decides how many jobs of which kind to submit, from what waits and what there is. Without any
 * state of its own: the same question has the same answer.
 *
 * <ul>
 *   <li>What waits is packed into the jobs that will be free (those that have not begun, and those
 *       whose worker has nothing to do); as many are ordered as are needed for the rest.
 *   <li>Never more than {@code most} jobs of a kind are there, and never more than {@code waiting}
 *       of them have not begun.
 *   <li>What fits into no job is refused, and nothing is ordered for it.
 *   <li>A job whose time is too short for anything that waits is not counted on: another takes its
 *       place.
 *   <li>Nothing here ends a job: those without work leave by themselves.
 * </ul>
 */
public final class Scaler {
    private Scaler() {}

    /**
     * What to do.
     *
     * @param orders number of jobs to submit by kind; only kinds of which there are to be more
     * @param refusals why some demand can never be met
     */
    public record Decision(Map<String, Integer> orders, Map<Demand, String> refusals) {}

    /**
     * @param waiting what waits for a worker of this site
     * @param blocks its jobs that are not over
     * @param busy ids of the jobs whose workers have something to do
     */
    public static Decision decide(
            List<ComputeSite.Kind> kinds,
            List<Demand> waiting,
            List<BlockRecord> blocks,
            Set<Long> busy,
            Instant now) {
        Map<Demand, String> refusals = new LinkedHashMap<>();
        Map<String, List<Demand>> byKind = new LinkedHashMap<>();
        for (Demand demand : waiting) {
            Optional<ComputeSite.Kind> kind = kind(kinds, demand);
            if (kind.isPresent()) {
                byKind.computeIfAbsent(kind.get().name(), k -> new ArrayList<>()).add(demand);
            } else {
                refusals.put(demand, refusal(kinds, demand));
            }
        }
        Map<String, Integer> orders = new LinkedHashMap<>();
        for (ComputeSite.Kind kind : kinds) {
            List<Demand> demands = byKind.getOrDefault(kind.name(), List.of());
            List<BlockRecord> open =
                    blocks.stream().filter(block -> block.kind().equals(kind.name())).toList();
            int order = order(kind, demands, open, busy, now);
            if (order > 0) {
                orders.put(kind.name(), order);
            }
        }
        return new Decision(orders, refusals);
    }

    private static Optional<ComputeSite.Kind> kind(List<ComputeSite.Kind> kinds, Demand demand) {
        return kinds.stream()
                .filter(kind -> demand.kind().isEmpty() || demand.kind().equals(kind.name()))
                .filter(kind -> demand.excess(kind).isEmpty())
                .findFirst();
    }

    private static String refusal(List<ComputeSite.Kind> kinds, Demand demand) {
        List<String> reasons = new ArrayList<>();
        for (ComputeSite.Kind kind : kinds) {
            if (demand.kind().isEmpty() || demand.kind().equals(kind.name())) {
                reasons.add(
                        String.format(
                                Locale.ROOT,
                                "more than blocks '%s' have: %s",
                                kind.name(),
                                demand.excess(kind)));
            }
        }
        return reasons.isEmpty()
                ? "there are no blocks '" + demand.kind() + "'"
                : "it asks for " + String.join("; ", reasons);
    }

    private static int order(
            ComputeSite.Kind kind,
            List<Demand> demands,
            List<BlockRecord> open,
            Set<Long> busy,
            Instant now) {
        if (demands.isEmpty()) {
            return 0;
        }
        int notBegun = (int) open.stream().filter(Scaler::notBegun).count();
        int possible = Math.min(kind.most() - open.size(), kind.waiting() - notBegun);
        if (possible <= 0) {
            return 0;
        }
        Duration shortest =
                demands.stream().map(Demand::longest).min(Comparator.naturalOrder()).get();
        int free =
                (int)
                        open.stream()
                                .filter(block -> !busy.contains(block.id()))
                                .filter(block -> lasts(block, kind, shortest, now))
                                .count();
        return Math.max(0, Math.min(possible, needed(kind, demands, free + possible) - free));
    }

    private static boolean notBegun(BlockRecord block) {
        return block.state() == BlockState.ORDERED || block.state() == BlockState.WAITING;
    }

    /** Whether a job can still take something. */
    private static boolean lasts(
            BlockRecord block, ComputeSite.Kind kind, Duration shortest, Instant now) {
        return block.ends()
                .map(ends -> now.plus(shortest).plus(kind.warning()).isBefore(ends))
                .orElse(true);
    }

    /** Room in one job. */
    private static final class Bin {
        private int threads;
        private long memory;
        private int gpus;

        Bin(BlockRecord.Size size) {
            threads = size.threads();
            memory = size.memory() == 0 ? Long.MAX_VALUE : size.memory();
            gpus = size.gpus();
        }

        /** Puts in as many of some equal instances as fit; returns how many. */
        int add(Demand demand, int count) {
            long fit = Math.min(count, threads / Math.max(1, demand.threads()));
            fit = demand.memory() == 0 ? fit : Math.min(fit, memory / demand.memory());
            fit = demand.gpus() == 0 ? fit : Math.min(fit, gpus / demand.gpus());
            threads -= (int) fit * Math.max(1, demand.threads());
            memory -= fit * demand.memory();
            gpus -= (int) fit * demand.gpus();
            return (int) fit;
        }
    }

    /** How many empty jobs all would fill, the largest first; counted no further than a limit. */
    private static int needed(ComputeSite.Kind kind, List<Demand> demands, int limit) {
        if (kind.perInstance()) {
            return (int) Math.min(limit, demands.stream().mapToLong(Demand::count).sum());
        }
        List<Demand> largest = new ArrayList<>(demands);
        largest.sort(
                Comparator.comparingInt(Demand::gpus)
                        .thenComparingInt(Demand::threads)
                        .thenComparingLong(Demand::memory)
                        .reversed());
        List<Bin> bins = new ArrayList<>();
        for (Demand demand : largest) {
            int left = demand.count();
            for (Bin bin : bins) {
                left -= bin.add(demand, left);
            }
            while (left > 0 && bins.size() < limit) {
                Bin bin = new Bin(kind.size());
                left -= bin.add(demand, left);
                bins.add(bin);
            }
        }
        return bins.size();
    }
}
