package xcflow.runner.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.runner.cache.Difference;

/**
 * Why an instance is computed or not.
 *
 * @param step the step's id
 * @param label step and matrix cell
 * @param verdict what happens to it
 * @param execution the earlier execution that gives the result (a hit), or that was compared with
 *     (a miss); 0 if there is none
 * @param run the run of that execution; 0 if there is none
 * @param reason in words
 * @param differences components of the cache key that differ from that execution
 */
public record Explanation(
        String step,
        String label,
        Verdict verdict,
        long execution,
        long run,
        String reason,
        List<Difference> differences) {

    /** What happens to an instance. */
    public enum Verdict {
        /** An earlier execution gives the result. */
        HIT,
        /** It has to be computed. */
        MISS,
        /** Its inputs come from instances that have to be computed first. */
        UNKNOWN,
        /** It does not run. */
        SKIPPED,
        /** Its inputs cannot be evaluated. */
        FAILED
    }

    /** What no earlier execution has to do with. */
    static Explanation of(String step, String label, Verdict verdict, String reason) {
        return new Explanation(step, label, verdict, 0, 0, reason, List.of());
    }

    /** How an instance differs from the nearest of the executions before it. */
    static Explanation miss(String step, String label, NearestExecution nearest) {
        return new Explanation(
                step,
                label,
                Verdict.MISS,
                nearest.execution().id(),
                nearest.execution().run().orElse(0L),
                nearest.inWords(),
                nearest.differences());
    }

    /** For {@code --json}. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", step);
        json.put("instance", label);
        json.put("verdict", verdict.name());
        json.put("execution", execution == 0 ? null : execution);
        json.put("run", run == 0 ? null : run);
        json.put("reason", reason);
        List<Object> list = new ArrayList<>();
        for (Difference difference : differences) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("component", difference.path());
            entry.put("before", difference.before());
            entry.put("now", difference.now());
            list.add(entry);
        }
        json.put("differences", list);
        return json;
    }
}
