package xcflow.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import xcflow.engine.EngineProgram.KnownResult;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.dataset.DataSet;
import xcflow.spi.CancelledException;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.molecule.Molecules;

/**
 * Tries out whether an engine keeps its promises on this machine: for authors of adapters, and for
 * whoever installed a program. Small calculations, some seconds each.
 */
public final class EngineTrial {
    /** A solution from its own density may be so far from the first, Ha. */
    private static final double START_ERROR = 1e-5;

    private static final double SUM_ERROR = 1e-6;

    /** So many iterations are few, even if as many were needed without a start. */
    private static final int FEW_ITERATIONS = 6;

    private final Engine engine;
    private final int threads;
    private final Consumer<Finding> told;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * One promise.
     *
     * @param promise in a few words
     * @param kept whether it is kept
     * @param detail numbers, or what is wrong
     */
    public record Finding(String promise, boolean kept, String detail) {}

    /** Something that is tried; gives the detail, or throws what is wrong. */
    private interface Attempt {
        String run() throws Exception;
    }

    /**
     * @param told of each finding as it is made
     */
    public EngineTrial(Engine engine, int threads, Consumer<Finding> told) {
        this.engine = engine;
        this.threads = threads;
        this.told = told;
    }

    /** Everything that can be tried with this engine. */
    public List<Finding> run() {
        if (!attempt("can be used here", this::usable)) {
            return findings;
        }
        List<KnownResult> known =
                engine.program().map(EngineProgram::knownResults).orElse(List.of());
        for (KnownResult each : known) {
            attempt(each.system() + " with " + each.functional(), () -> agrees(each));
        }
        if (!known.isEmpty()) {
            promises(known.get(0));
        } else if (engine.capabilities().molecules()) {
            promises(new KnownResult("H2", false, "PBE", Map.of(), 0, Double.MAX_VALUE, ""));
        }
        return findings;
    }

    private String usable() throws TaskFailure {
        Optional<String> why = engine.unusable();
        if (why.isPresent()) {
            throw new TaskFailure(why.get());
        }
        Map<String, Object> facts = engine.program().map(EngineProgram::facts).orElse(Map.of());
        return facts.isEmpty()
                ? "built in"
                : facts.get("program") + " " + facts.get("version") + " " + facts.get("libraries");
    }

    private void promises(KnownResult small) {
        attempt("the same calculation gives the same bits", () -> repeats(small));
        if (engine.capabilities().descriptors()) {
            attempt("densities integrate to the electrons", () -> samples(small));
        }
        attempt("its own density is a start", () -> starts(small));
        attempt("a cancelled calculation ends", () -> cancels(small));
        if (engine.capabilities().molecules() && engine.capabilities().spin()) {
            attempt("unpaired electrons stay unpaired", () -> spins(small));
        }
        attempt("what it cannot calculate it refuses", this::refuses);
    }

    private boolean attempt(String promise, Attempt attempt) {
        Finding finding;
        try {
            finding = new Finding(promise, true, attempt.run());
        } catch (Exception e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            finding = new Finding(promise, false, message);
        }
        findings.add(finding);
        told.accept(finding);
        return finding.kept();
    }

    private Structure structure(KnownResult known) throws TaskFailure {
        if (known.crystal()) {
            var entry = CrystalLibrary.bundled().find(known.system());
            if (entry.isEmpty()) {
                throw new TaskFailure("there is no crystal " + known.system());
            }
            return new Structure.OfCrystal(known.system(), entry.get().crystal(), entry);
        }
        return new Structure.OfMolecule(known.system(), Molecules.parse(known.system()));
    }

    private Prepared prepared(KnownResult known, Structure structure) throws TaskFailure {
        return engine.prepare(
                structure,
                PlainSettings.of(engine, known.settings()),
                new Resources(threads, InputFiles.NONE));
    }

    private Prepared prepared(KnownResult known) throws TaskFailure {
        return prepared(known, structure(known));
    }

    private static Functional functional(KnownResult known) {
        return Functionals.named(known.functional());
    }

    private static Solution solve(Prepared prepared, KnownResult known) throws TaskFailure {
        return prepared.solve(functional(known), Optional.empty(), Watch.SILENT);
    }

    private String agrees(KnownResult known) throws TaskFailure {
        try (Prepared prepared = prepared(known)) {
            Solution solution = solve(prepared, known);
            double difference = solution.energy() - known.energy();
            String text =
                    String.format(
                            Locale.ROOT,
                            "%.8f Ha, %.1e from %s",
                            solution.energy(),
                            difference,
                            known.source().isEmpty() ? "the known one" : known.source());
            if (!(Math.abs(difference) <= known.tolerance())) {
                throw new TaskFailure(
                        text + ", more than " + known.tolerance() + ": another version?");
            }
            double sum =
                    solution.energies().values().stream().mapToDouble(Double::doubleValue).sum();
            if (!(Math.abs(sum - solution.energy()) <= SUM_ERROR)) {
                throw new TaskFailure("its energies sum to " + sum + " Ha: " + text);
            }
            return text + ", " + solution.iterations() + " iterations";
        }
    }

    private String repeats(KnownResult known) throws TaskFailure {
        double first;
        try (Prepared prepared = prepared(known)) {
            first = solve(prepared, known).energy();
        }
        try (Prepared prepared = prepared(known)) {
            double second = solve(prepared, known).energy();
            if (first != second) {
                throw new TaskFailure(
                        String.format(
                                Locale.ROOT, "the energies differ by %.1e Ha", second - first));
            }
        }
        return first + " Ha twice";
    }

    private String samples(KnownResult known) throws TaskFailure {
        try (Prepared prepared = prepared(known)) {
            DataSet sample = solve(prepared, known).sample();
            return String.format(
                    Locale.ROOT, "%d points, %.6f electrons", sample.size(), sample.electrons()[0]);
        }
    }

    private String starts(KnownResult known) throws TaskFailure, IOException {
        try (Prepared prepared = prepared(known)) {
            Solution first = solve(prepared, known);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            first.density().write(bytes);
            StartDensity read = prepared.read(new ByteArrayInputStream(bytes.toByteArray()));
            Solution again = prepared.solve(functional(known), Optional.of(read), Watch.SILENT);
            return start(first.iterations(), again.iterations(), again.energy() - first.energy());
        }
    }

    /**
     * What the start from an engine's own density tells of it.
     *
     * @param iterations without the start
     * @param again iterations with it
     * @param difference of the energies, Ha
     * @throws TaskFailure if it was no start
     */
    static String start(int iterations, int again, double difference) throws TaskFailure {
        if (again == iterations && difference == 0) {
            return "it has none, and begins anew";
        }
        String text =
                String.format(
                        Locale.ROOT,
                        "%d iterations instead of %d, %.1e Ha apart",
                        again,
                        iterations,
                        difference);
        boolean few = again <= FEW_ITERATIONS;
        if (!few && again >= iterations || !(Math.abs(difference) <= START_ERROR)) {
            throw new TaskFailure(text);
        }
        // Programs that keep no wave functions have to find them again.
        return few ? text : text + "; its wave functions begin anew";
    }

    private String cancels(KnownResult known) throws TaskFailure {
        long[] since = new long[1];
        Watch impatient =
                new Watch() {
                    @Override
                    public void iteration(Step step) {
                        if (since[0] == 0) {
                            since[0] = System.nanoTime();
                        }
                    }

                    @Override
                    public boolean cancelled() {
                        return since[0] != 0;
                    }
                };
        try (Prepared prepared = prepared(known)) {
            prepared.solve(functional(known), Optional.empty(), impatient);
            throw new TaskFailure(
                    since[0] == 0
                            ? "it tells of no iteration, and cannot be cancelled"
                            : "it went on to the end");
        } catch (CancelledException e) {
            return String.format(
                    Locale.ROOT, "within %.2f s", (System.nanoTime() - since[0]) / 1e9);
        }
    }

    private String spins(KnownResult known) throws TaskFailure {
        Structure oxygen = new Structure.OfMolecule("O2", Molecules.parse("O2"));
        Map<String, Object> settings = known.crystal() ? Map.of() : known.settings();
        KnownResult open = new KnownResult("O2", false, "PBE", settings, 0, 1, "");
        try (Prepared prepared = prepared(open, oxygen)) {
            Solution solution = solve(prepared, open);
            String text = String.format(Locale.ROOT, "⟨S²⟩ of O2 is %.4f", solution.spinSquared());
            if (!(solution.spinSquared() > 1.9 && solution.spinSquared() < 2.3)) {
                throw new TaskFailure(text + ", not about 2");
            }
            return text;
        }
    }

    private String refuses() throws TaskFailure {
        Capabilities can = engine.capabilities();
        if (can.molecules() && can.crystals() && can.exactExchange()) {
            return "there is nothing that it does not claim to calculate";
        }
        try {
            if (!can.molecules()) {
                prepared(new KnownResult("H2", false, "PBE", Map.of(), 0, 1, "")).close();
            } else if (!can.crystals()) {
                prepared(new KnownResult("Si", true, "PBE", Map.of(), 0, 1, "")).close();
            } else {
                KnownResult hybrid = new KnownResult("H2", false, "PBE0", Map.of(), 0, 1, "");
                try (Prepared prepared = prepared(hybrid)) {
                    solve(prepared, hybrid);
                }
            }
        } catch (TaskFailure e) {
            return e.getMessage();
        }
        throw new TaskFailure("it accepted something that its descriptor does not offer");
    }
}
