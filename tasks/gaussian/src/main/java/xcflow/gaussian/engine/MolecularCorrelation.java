package xcflow.gaussian.engine;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import xcflow.engine.Correlation;
import xcflow.engine.NotConverged;
import xcflow.engine.Resources;
import xcflow.engine.WrongSolution;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.correlated.CorrelatedEnergy;
import xcflow.gaussian.correlated.CorrelatedMethod;
import xcflow.gaussian.correlated.CorrelationException;
import xcflow.gaussian.correlated.WrongCorrelationException;
import xcflow.numerics.Workers;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;

/** Hartree–Fock and coupled cluster of molecules. */
final class MolecularCorrelation implements Correlation {

    @Override
    public List<String> methods() {
        return Arrays.stream(CorrelatedMethod.values()).map(CorrelatedMethod::title).toList();
    }

    @Override
    public Equations prepare(Structure.OfMolecule molecule, Record settings, Resources resources)
            throws TaskFailure {
        GaussianSettings given = (GaussianSettings) settings;
        given.refuseBeyondFunctionals();
        try {
            Basis functions = given.basisOf(molecule.molecule(), resources.files());
            return new InBasis(molecule.name(), functions, new Workers(resources.threads()));
        } catch (IllegalArgumentException | IOException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    private record InBasis(String name, Basis functionSet, Workers workers) implements Equations {

        @Override
        public String basis() {
            return functionSet.name();
        }

        @Override
        public int functions() {
            return functionSet.count();
        }

        @Override
        public Energies solve(String method, boolean frozenCore, Consumer<String> progress)
                throws TaskFailure {
            try {
                CorrelatedEnergy energy =
                        CorrelatedEnergy.of(
                                functionSet,
                                CorrelatedMethod.of(method),
                                frozenCore,
                                workers,
                                progress::accept);
                return new Energies(
                        energy.total(),
                        energy.hartreeFock(),
                        energy.mp2(),
                        energy.ccsd(),
                        energy.triples(),
                        energy.spinSquared(),
                        energy.iterations(),
                        energy.warnings());
            } catch (WrongCorrelationException e) {
                throw new WrongSolution(name + ": " + e.getMessage());
            } catch (CorrelationException e) {
                throw new NotConverged(e.getMessage());
            }
        }

        @Override
        public void close() {
            workers.close();
        }
    }
}
