package xcflow.runner.view;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import xcflow.provenance.Provenance;
import xcflow.provenance.browse.EarlierUse;

/** What steps will probably take, judged by earlier executions. */
public final class Estimates {
    /** Of so many executions of a task at most. */
    private static final int LATEST = 200;

    private final List<EarlierUse> earlier;

    private Estimates(List<EarlierUse> earlier) {
        this.earlier = earlier;
    }

    /** Judged by what was executed here; of imported executions nobody knows on what machine. */
    public static Estimates of(Provenance provenance, Collection<String> tasks) {
        return new Estimates(EarlierUse.latest(provenance.database(), List.copyOf(tasks), LATEST));
    }

    /** Nothing has been executed yet. */
    public static Estimates none() {
        return new Estimates(List.of());
    }

    /** Median and range of some numbers. */
    public record Range(double median, double least, double greatest) {

        static Optional<Range> of(Stream<Double> values) {
            List<Double> sorted = values.sorted().toList();
            if (sorted.isEmpty()) {
                return Optional.empty();
            }
            int half = sorted.size() / 2;
            double median =
                    sorted.size() % 2 == 1
                            ? sorted.get(half)
                            : (sorted.get(half - 1) + sorted.get(half)) / 2;
            return Optional.of(new Range(median, sorted.get(0), sorted.get(sorted.size() - 1)));
        }

        /** By their names. */
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("median", median);
            facts.put("least", least);
            facts.put("greatest", greatest);
            return facts;
        }
    }

    /**
     * What an instance of a step will probably take.
     *
     * @param sameStep whether they were executions of this step of this workflow; otherwise they
     *     were of the same task elsewhere
     * @param executions number of those that it is judged by
     * @param seconds from beginning to end
     * @param cpuSeconds processor time; empty if it was not known of any
     * @param memory in bytes; empty if it was not known of any
     */
    public record Estimate(
            boolean sameStep,
            int executions,
            Range seconds,
            Optional<Range> cpuSeconds,
            Optional<Range> memory) {

        /** By their names, in kebab case. */
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("judged-by", sameStep ? "step" : "task");
            facts.put("executions", (long) executions);
            facts.put("seconds", seconds.facts());
            facts.put("cpu-seconds", cpuSeconds.map(Range::facts).orElse(null));
            facts.put("peak-memory", memory.map(Range::facts).orElse(null));
            return facts;
        }
    }

    /** For an instance of a step; empty if its task has never succeeded here. */
    public Optional<Estimate> of(String workflow, String step, String task) {
        List<EarlierUse> same =
                earlier.stream()
                        .filter(use -> use.task().equals(task))
                        .filter(use -> use.workflow().equals(workflow) && use.step().equals(step))
                        .toList();
        List<EarlierUse> chosen =
                same.isEmpty()
                        ? earlier.stream().filter(use -> use.task().equals(task)).toList()
                        : same;
        return Range.of(chosen.stream().map(EarlierUse::seconds))
                .map(
                        seconds ->
                                new Estimate(
                                        !same.isEmpty(),
                                        chosen.size(),
                                        seconds,
                                        Range.of(
                                                chosen.stream()
                                                        .map(use -> use.usage().cpuSeconds())
                                                        .filter(OptionalDouble::isPresent)
                                                        .map(OptionalDouble::getAsDouble)),
                                        Range.of(
                                                chosen.stream()
                                                        .flatMap(
                                                                use ->
                                                                        use
                                                                                .usage()
                                                                                .peakMemory()
                                                                                .stream()
                                                                                .boxed())
                                                        .map(Long::doubleValue))));
    }
}
