package xcflow.functional.reference;

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
    public boolean dependsOnGradient() {
        return false;
    }
}
