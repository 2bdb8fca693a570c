package xcflow.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.planewave.eos.EquationOfState;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Lattice constants and bulk moduli from energies at several volumes. */
@TaskInfo(
        name = "eos-fit",
        version = "3",
        title = "Lattice constants and bulk moduli from energies at several volumes",
        description =
                """
                Fits an equation of state to each curve and sets it beside the curve of the same
                crystal with the reference functional: difference of lattice constant and bulk
                modulus, and the Δ gauge. Where a published all-electron PBE curve is known, the
                deviation from it is given too.

                For layers, strained in their plane, `bulk-modulus` is the stiffness −V dp/dV of that
                strain per cell height and not the bulk modulus of the crystal.
                """,
        example =
                """
                fit:
                  uses: eos-fit
                  with: {curves: "${{ steps.silicon.map(e, e.curve) }}", reference: PBE}
                """)
public final class EosFitTask implements Task<EosFitTask.Inputs, EosFitTask.Outputs> {
    /** Inputs. */
    public record Inputs(
            @Describe(value = "Curves of `equation-of-state`.", min = 1) List<EnergyCurve> curves,
            @Describe("Label of the functional with which the others are compared.")
                    Optional<String> reference,
            @Describe(value = "Form of the curve.", defaultValue = "birch-murnaghan")
                    EquationOfState.Form form) {}

    /** One curve's result. */
    public record Fit(
            @Describe("Crystal.") String crystal,
            @Describe("Functional.") String functional,
            @Describe(value = "Equilibrium lattice constant.", unit = "Å") double latticeConstant,
            @Describe(value = "Its standard deviation, from the residuals.", unit = "Å")
                    double uncertainty,
            @Describe(value = "Equilibrium volume per atom.", unit = "Å³") double volume,
            @Describe(value = "Bulk modulus.", unit = "GPa") double bulkModulus,
            @Describe("Derivative of the bulk modulus with respect to pressure.")
                    double bulkModulusDerivative,
            @Describe(value = "Greatest residual per atom.", unit = "Ha") double residual,
            @Describe(value = "Deviation of the lattice constant from the reference's.", unit = "%")
                    Optional<Double> latticeDeviation,
            @Describe(value = "Deviation of the bulk modulus from the reference's.", unit = "%")
                    Optional<Double> bulkDeviation,
            @Describe(value = "Δ gauge against the reference, per atom.", unit = "meV")
                    Optional<Double> delta,
            @Describe(
                            value = "Deviation of the lattice constant from all-electron PBE.",
                            unit = "%")
                    Optional<Double> allElectronLatticeDeviation,
            @Describe(value = "Deviation of the bulk modulus from all-electron PBE.", unit = "%")
                    Optional<Double> allElectronBulkDeviation) {}

    /** Outputs. */
    public record Outputs(
            @Describe("One fit for each curve, in their order.") List<Fit> fits,
            @Describe(value = "The fits as a table (CSV).", absolute = 1e-4) Artefact table,
            @Describe(value = "A picture of the curves for each crystal (SVG).", absolute = 0.1)
                    List<Artefact> plots,
            @Describe(
                            value =
                                    "Greatest |deviation| of a lattice constant from the reference's.",
                            unit = "%")
                    Optional<Double> worstLatticeDeviation,
            @Describe(
                            value = "Greatest |deviation| of a bulk modulus from the reference's.",
                            unit = "%")
                    Optional<Double> worstBulkDeviation) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        List<FittedCurve> curves = new ArrayList<>();
        for (EnergyCurve curve : inputs.curves()) {
            curves.add(fit(curve, inputs.form()));
        }
        for (FittedCurve curve : curves) {
            curve.warning().ifPresent(context.log()::warn);
        }
        List<Fit> fits = curves.stream().map(c -> row(c, referenceOf(inputs, c, curves))).toList();
        List<Artefact> plots = new ArrayList<>();
        for (String crystal :
                inputs.curves().stream().map(EnergyCurve::crystal).distinct().toList()) {
            List<FittedCurve> same =
                    curves.stream().filter(c -> c.curve().crystal().equals(crystal)).toList();
            plots.add(
                    context.store(
                            "eos-" + crystal + ".svg",
                            "image/svg+xml",
                            new EosChart(crystal, same)::write));
        }
        return new Outputs(
                fits,
                CsvTable.store(context, "equations-of-state.csv", fits),
                plots,
                worst(fits.stream().map(Fit::latticeDeviation).toList()),
                worst(fits.stream().map(Fit::bulkDeviation).toList()));
    }

    private static FittedCurve fit(EnergyCurve curve, EquationOfState.Form form)
            throws TaskFailure {
        try {
            return FittedCurve.of(curve, form);
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage());
        }
    }

    private static Fit row(FittedCurve fitted, Optional<FittedCurve> reference) {
        EquationOfState eos = fitted.fit().curve();
        return new Fit(
                fitted.curve().crystal(),
                fitted.curve().functional(),
                fitted.latticeConstant(),
                fitted.latticeUncertainty(),
                fitted.volume(),
                eos.bulkModulusInGpa(),
                eos.bulkModulusDerivative(),
                fitted.residual(),
                reference.map(fitted::latticeDeviation),
                reference.map(fitted::bulkDeviation),
                reference.map(fitted::delta),
                fitted.allElectronLatticeDeviation(),
                fitted.allElectronBulkDeviation());
    }

    /** The same crystal's curve with the reference functional, if it is another one. */
    private static Optional<FittedCurve> referenceOf(
            Inputs inputs, FittedCurve of, List<FittedCurve> curves) {
        String own = of.curve().functional();
        return inputs.reference()
                .filter(label -> !label.equals(own))
                .flatMap(
                        label ->
                                curves.stream()
                                        .filter(
                                                c ->
                                                        c.curve().functional().equals(label)
                                                                && c.curve()
                                                                        .crystal()
                                                                        .equals(
                                                                                of.curve()
                                                                                        .crystal()))
                                        .findFirst());
    }

    private static Optional<Double> worst(List<Optional<Double>> deviations) {
        return deviations.stream().flatMap(Optional::stream).map(Math::abs).max(Double::compare);
    }
}
