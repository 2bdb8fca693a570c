package xcflow.functional.reference;

import java.util.Set;
import xcflow.functional.Variable;

/** Local density approximation of correlation: that of the uniform gas at each point. */
record LocalCorrelation(UniformCorrelation gas) implements Term {

    @Override
    public void addUnpolarised(LocalDensity density, LocalEnergy energy) {
        gas.unpolarised(density, energy);
        energy.addUnpolarised(density, energy.uniform, -density.rs / 3 * energy.uniformRs, 0);
    }

    @Override
    public void addPolarised(LocalDensity density, LocalEnergy energy) {
        gas.polarised(density, energy);
        energy.addPolarised(
                density, energy.uniform, -density.rs / 3 * energy.uniformRs, energy.uniformZeta, 0);
    }

    @Override
    public Set<Variable> needs() {
        return Variable.LOCAL;
    }
}
