package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import xcflow.spi.Machine;
import xcflow.spi.Machine.RoutineCheck;

/**
 * What computes on this machine, tested just now.
 *
 * @param facts as they are recorded with each execution
 * @param checks by routine
 */
record MachineReport(Map<String, Object> facts, List<RoutineCheck> checks) {

    /** Tests the machine; empty if no module computes. */
    static Optional<MachineReport> examine() {
        return ServiceLoader.load(Machine.class)
                .findFirst()
                .map(
                        machine -> {
                            List<RoutineCheck> checks = machine.examine();
                            return new MachineReport(machine.facts(), checks);
                        });
    }

    void tell(PrintWriter out) {
        out.println(
                String.format(
                        Locale.ROOT,
                        "linear algebra: %s, kernel %s (vectors of %s bits), on %s",
                        facts.get("library"),
                        facts.get("kernel"),
                        facts.getOrDefault("vector-bits", "unknown"),
                        facts.get("processor")));
        Object replaced = facts.get("replaced");
        if (replaced != null) {
            out.println("  " + replaced);
        }
        out.println("  configuration: " + facts.get("configuration"));
        out.println("  routine  greatest error  verdict  sizes");
        for (RoutineCheck check : checks) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "  %-7s  %14.1e  %-7s  %s",
                            check.routine(),
                            check.error(),
                            check.passed() ? "right" : "WRONG",
                            String.join(
                                    " ", check.sizes().stream().map(String::valueOf).toList())));
        }
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(facts);
        List<Object> list = new ArrayList<>();
        for (RoutineCheck check : checks) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("routine", check.routine());
            entry.put("sizes", check.sizes().stream().map(size -> (Object) (long) size).toList());
            entry.put("error", check.error());
            entry.put("passed", check.passed());
            list.add(entry);
        }
        json.put("checks", list);
        return json;
    }
}
