package xcflow.gaussian.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import xcflow.engine.NotConverged;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.engine.StartDensity;
import xcflow.engine.Watch;
import xcflow.engine.WrongSolution;
import xcflow.functional.Functional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.sampling.DensitySample;
import xcflow.gaussian.scf.DensityFile;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.ScfException;
import xcflow.gaussian.scf.ScfListener;
import xcflow.gaussian.scf.ScfResult;
import xcflow.gaussian.scf.SpinDensity;
import xcflow.gaussian.scf.WrongSolutionException;
import xcflow.numerics.Workers;
import xcflow.spi.CancelledException;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;

/** One molecule in one basis. */
final class PreparedMolecule implements Prepared {
    private final String name;
    private final GaussianSettings settings;
    private final Workers workers;
    private final KohnSham equations;

    private PreparedMolecule(String name, Basis basis, GaussianSettings settings, Workers workers) {
        this.name = name;
        this.settings = settings;
        this.workers = workers;
        this.equations = new KohnSham(basis, settings.options(), workers);
    }

    static PreparedMolecule of(
            Structure.OfMolecule molecule, GaussianSettings settings, Resources resources)
            throws TaskFailure {
        Workers workers = new Workers(resources.threads());
        boolean ready = false;
        try {
            Basis basis = settings.basisOf(molecule.molecule(), resources.files());
            PreparedMolecule prepared =
                    new PreparedMolecule(molecule.name(), basis, settings, workers);
            ready = true;
            return prepared;
        } catch (IllegalArgumentException | IOException e) {
            throw new TaskFailure(molecule.name() + ": " + e.getMessage());
        } finally {
            if (!ready) {
                workers.close();
            }
        }
    }

    @Override
    public Solution solve(Functional functional, Optional<StartDensity> start, Watch watch)
            throws TaskFailure {
        ScfListener listener = listener(watch);
        try {
            ScfResult result =
                    start.isEmpty()
                            ? equations.solve(functional, listener)
                            : equations.solve(functional, given(start.get()), listener);
            return new MolecularSolution(name, settings, equations, functional, result);
        } catch (WrongSolutionException e) {
            throw new WrongSolution(name + ": " + e.getMessage());
        } catch (ScfException e) {
            throw new NotConverged(name + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(name + ": " + e.getMessage());
        }
    }

    private SpinDensity given(StartDensity start) {
        if (start instanceof MolecularDensity mine) {
            return mine.forFunctions(equations.basis());
        }
        throw new IllegalArgumentException(
                "the start is a density of another engine: begin without one");
    }

    private static ScfListener listener(Watch watch) {
        return new ScfListener() {
            @Override
            public void iteration(Step step) {
                tell(step, watch);
            }

            @Override
            public void working() {
                if (watch.cancelled()) {
                    throw new CancelledException();
                }
            }
        };
    }

    private static void tell(ScfListener.Step step, Watch watch) {
        if (watch.cancelled()) {
            throw new CancelledException();
        }
        watch.iteration(
                new Watch.Step(
                        step.iteration(),
                        step.energies().total(),
                        String.format(
                                Locale.ROOT,
                                "change %8s  gradient %7.1e%s",
                                change(step.change()),
                                step.gradient(),
                                step.attempt() > 1 ? "  (attempt " + step.attempt() + ")" : "")));
    }

    /** Of the first iteration, and of the first on a finer grid, there is no change. */
    private static String change(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1e", value);
    }

    @Override
    public StartDensity read(InputStream in) throws IOException {
        Basis basis = equations.basis();
        return new MolecularDensity(basis, DensityFile.read(basis, in));
    }

    @Override
    public double distance(StartDensity one, StartDensity other) throws TaskFailure {
        try {
            return DensitySample.difference(equations, given(one), given(other));
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(name + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        equations.close();
        workers.close();
    }
}
