package xcflow.experiments.eos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.experiments.output.CsvTable;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskInfo;

/** Lattice constants and bulk moduli from energies at several volumes. */
@TaskInfo(
        name = "eos-fit",
        version = "4",
        title = "Lattice constants and bulk moduli from energies at several volumes",
        description =
                """
                Fits an equation of state to each curve and sets it beside the curve of the same
                crystal with the reference functional: difference of lattice constant and bulk
                modulus, and the Δ gauge. Where a published all-electron PBE curve is known, the
                deviation from it is given too.

                A curve without a minimum has `minimum: none` with the reason, and no numbers; the
                others are fitted all the same.

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

    /** Whether a curve has a minimum. */
    public enum Minimum {
        @Describe("There is one.")
        FOUND,
        @Describe("There is none, and no numbers.")
        NONE
    }

    /** One curve's result. */
    public record Fit(
            @Describe("Crystal.") String crystal,
            @Describe("Functional.") String functional,
            @Describe("Whether the curve has a minimum.") Minimum minimum,
            @Describe("Why it has none.") Optional<String> reason,
            @Describe(value = "Equilibrium lattice constant.", unit = "Å")
                    Optional<Double> latticeConstant,
            @Describe(value = "Its standard deviation, from the residuals.", unit = "Å")
                    Optional<Double> uncertainty,
            @Describe(value = "Equilibrium volume per atom.", unit = "Å³") Optional<Double> volume,
            @Describe(value = "Bulk modulus.", unit = "GPa") Optional<Double> bulkModulus,
            @Describe("Derivative of the bulk modulus with respect to pressure.")
                    Optional<Double> bulkModulusDerivative,
            @Describe(value = "Greatest residual per atom.", unit = "Ha") Optional<Double> residual,
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
                    Optional<Double> worstBulkDeviation,
            @Describe("Why curves have no minimum, by crystal and functional.")
                    Map<String, String> missing) {}

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
        Map<EnergyCurve, FittedCurve> fitted = new LinkedHashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (EnergyCurve curve : inputs.curves()) {
            try {
                fitted.put(curve, FittedCurve.of(curve, inputs.form()));
            } catch (IllegalArgumentException e) {
                String name = curve.crystal() + " with " + curve.functional();
                missing.put(name, e.getMessage());
                context.warn("no-minimum", e.getMessage());
            }
        }
        List<FittedCurve> curves = List.copyOf(fitted.values());
        curves.forEach(curve -> curve.warnings().forEach(context::warn));
        warnOfMissingReferences(inputs, curves, context);
        List<Fit> fits =
                inputs.curves().stream()
                        .map(
                                curve ->
                                        fitted.containsKey(curve)
                                                ? row(
                                                        fitted.get(curve),
                                                        referenceOf(
                                                                inputs, fitted.get(curve), curves))
                                                : none(curve, missing))
                        .toList();
        return new Outputs(
                fits,
                CsvTable.store(context, "equations-of-state.csv", fits),
                plots(curves, context),
                worst(fits.stream().map(Fit::latticeDeviation).toList()),
                worst(fits.stream().map(Fit::bulkDeviation).toList()),
                missing);
    }

    private static List<Artefact> plots(List<FittedCurve> curves, TaskContext context)
            throws IOException {
        List<Artefact> plots = new ArrayList<>();
        for (String crystal : curves.stream().map(c -> c.curve().crystal()).distinct().toList()) {
            List<FittedCurve> same =
                    curves.stream().filter(c -> c.curve().crystal().equals(crystal)).toList();
            plots.add(
                    context.store(
                            "eos-" + crystal + ".svg",
                            "image/svg+xml",
                            new EosChart(crystal, same)::write));
        }
        return plots;
    }

    private static void warnOfMissingReferences(
            Inputs inputs, List<FittedCurve> curves, TaskContext context) {
        for (FittedCurve curve : curves) {
            boolean isReference =
                    inputs.reference().map(curve.curve().functional()::equals).orElse(true);
            if (!isReference && referenceOf(inputs, curve, curves).isEmpty()) {
                context.warn(
                        "reference-missing",
                        String.format(
                                Locale.ROOT,
                                "%s with %s cannot be compared: there is no curve with %s",
                                curve.curve().crystal(),
                                curve.curve().functional(),
                                inputs.reference().get()));
            }
        }
    }

    private static Fit row(FittedCurve fitted, Optional<FittedCurve> reference) {
        EquationOfState eos = fitted.fit().curve();
        return new Fit(
                fitted.curve().crystal(),
                fitted.curve().functional(),
                Minimum.FOUND,
                Optional.empty(),
                Optional.of(fitted.latticeConstant()),
                Optional.of(fitted.latticeUncertainty()),
                Optional.of(fitted.volume()),
                Optional.of(eos.bulkModulusInGpa()),
                Optional.of(eos.bulkModulusDerivative()),
                Optional.of(fitted.residual()),
                reference.map(fitted::latticeDeviation),
                reference.map(fitted::bulkDeviation),
                reference.map(fitted::delta),
                fitted.allElectronLatticeDeviation(),
                fitted.allElectronBulkDeviation());
    }

    private static Fit none(EnergyCurve curve, Map<String, String> missing) {
        return new Fit(
                curve.crystal(),
                curve.functional(),
                Minimum.NONE,
                Optional.of(missing.get(curve.crystal() + " with " + curve.functional())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
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
