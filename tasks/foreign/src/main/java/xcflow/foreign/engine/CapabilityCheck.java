package xcflow.foreign.engine;

import java.util.Map;
import xcflow.foreign.descriptor.EngineDescriptor;
import xcflow.foreign.protocol.Hello;
import xcflow.functional.Functional;
import xcflow.functional.Variable;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;

/** Refuses what a program cannot do, before it is asked. */
final class CapabilityCheck {
    private CapabilityCheck() {}

    static void require(EngineDescriptor descriptor, Functional functional, String name)
            throws TaskFailure {
        EngineDescriptor.Offers offers = descriptor.offers();
        String lack = null;
        if (!functional.exactExchange().isNone() && !offers.exactExchange()) {
            lack = "exact exchange";
        } else if (functional.needs().contains(Variable.TAU) && !offers.kineticEnergyDensity()) {
            lack = "the kinetic energy density";
        }
        if (lack != null) {
            throw new TaskFailure(
                    name
                            + ": "
                            + functional.name()
                            + " needs "
                            + lack
                            + ", which the engine "
                            + descriptor.name()
                            + " does not compute: choose another engine or functional");
        }
    }

    /** The same for what the program, as it is here, lacks. */
    static void require(Hello hello, Functional functional, Equations equations)
            throws TaskFailure {
        boolean crystal = equations.structure() instanceof Structure.OfCrystal;
        boolean spin =
                equations.structure() instanceof Structure.OfMolecule molecule
                        && molecule.molecule().unpaired() > 0;
        Map<String, Boolean> asked =
                Map.of(
                        "molecules",
                        !crystal,
                        "crystals",
                        crystal,
                        "spin",
                        spin,
                        "kinetic-energy-density",
                        functional.needs().contains(Variable.TAU),
                        "exact-exchange",
                        !functional.exactExchange().isNone(),
                        "exported",
                        functional instanceof NeuralFunctional);
        for (var lack : hello.lacks().entrySet()) {
            if (asked.getOrDefault(lack.getKey(), false)) {
                throw new TaskFailure(lack.getValue());
            }
        }
    }
}
