package xcflow.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.numerics.Constants;
import xcflow.planewave.eos.DeltaGauge;
import xcflow.planewave.eos.EquationOfState;
import xcflow.planewave.eos.EquationOfStateFit;
import xcflow.planewave.library.CrystalLibrary;
import xcflow.planewave.library.LibraryCrystal;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** Lattice constants and bulk moduli from energies at several volumes. */
@TaskInfo(
        name = "eos-fit",
        version = "1",
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
    private static final double MILLI = 1e3;

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
            @Describe("The fits as a table (CSV).") Artefact table,
            @Describe("A picture of the curves for each crystal (SVG).") List<Artefact> plots,
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
        List<EquationOfStateFit> curves = new ArrayList<>();
        for (EnergyCurve curve : inputs.curves()) {
            curves.add(fit(curve, inputs.form()));
        }
        List<Fit> fits = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            fits.add(row(inputs, curves, i, context));
        }
        List<Artefact> plots = new ArrayList<>();
        for (String crystal :
                inputs.curves().stream().map(EnergyCurve::crystal).distinct().toList()) {
            plots.add(plot(crystal, inputs.curves(), curves, context));
        }
        return new Outputs(
                fits,
                CsvTable.store(context, "equations-of-state.csv", fits),
                plots,
                worst(fits.stream().map(Fit::latticeDeviation).toList()),
                worst(fits.stream().map(Fit::bulkDeviation).toList()));
    }

    private static EquationOfStateFit fit(EnergyCurve curve, EquationOfState.Form form)
            throws TaskFailure {
        try {
            return EquationOfStateFit.of(
                    form,
                    curve.volumes().stream().mapToDouble(Double::doubleValue).toArray(),
                    curve.energies().stream().mapToDouble(Double::doubleValue).toArray());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(
                    curve.crystal() + " with " + curve.functional() + ": " + e.getMessage());
        }
    }

    private static Fit row(
            Inputs inputs, List<EquationOfStateFit> all, int index, TaskContext context) {
        EnergyCurve curve = inputs.curves().get(index);
        EquationOfStateFit fit = all.get(index);
        if (!fit.bracketed()) {
            context.log()
                    .warn(
                            "the minimum of {} with {} lies outside the computed volumes",
                            curve.crystal(),
                            curve.functional());
        }
        EquationOfState eos = fit.curve();
        double a = curve.latticeConstant(eos.volume());
        double relative = fit.uncertainty().volume() / eos.volume() / (curve.inPlane() ? 2 : 3);
        Optional<Integer> other = referenceOf(inputs, index);
        Optional<EquationOfState> reference = other.map(i -> all.get(i).curve());
        Optional<LibraryCrystal.AllElectron> published =
                CrystalLibrary.bundled().find(curve.crystal()).flatMap(LibraryCrystal::allElectron);
        double volume = eos.volume() / curve.atoms() * Math.pow(Constants.BOHR_IN_ANGSTROM, 3);
        return new Fit(
                curve.crystal(),
                curve.functional(),
                a,
                a * relative,
                volume,
                eos.bulkModulusInGpa(),
                eos.bulkModulusDerivative(),
                fit.maxResidual() / curve.atoms(),
                reference.map(r -> percent(a, curve.latticeConstant(r.volume()))),
                reference.map(r -> percent(eos.bulkModulus(), r.bulkModulus())),
                reference.map(
                        r ->
                                MILLI
                                        * Constants.HARTREE_IN_EV
                                        * DeltaGauge.between(
                                                eos.dividedBy(curve.atoms()),
                                                r.dividedBy(curve.atoms()))),
                published.map(p -> percent(Math.cbrt(volume), Math.cbrt(p.volume()))),
                published.map(p -> percent(eos.bulkModulusInGpa(), p.bulkModulus())));
    }

    /** Index of the same crystal's curve with the reference functional, if it is another one. */
    private static Optional<Integer> referenceOf(Inputs inputs, int index) {
        EnergyCurve curve = inputs.curves().get(index);
        for (int i = 0; i < inputs.curves().size(); i++) {
            EnergyCurve other = inputs.curves().get(i);
            if (i != index
                    && other.crystal().equals(curve.crystal())
                    && inputs.reference().filter(other.functional()::equals).isPresent()
                    && !other.functional().equals(curve.functional())) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static Artefact plot(
            String crystal,
            List<EnergyCurve> curves,
            List<EquationOfStateFit> fits,
            TaskContext context)
            throws IOException {
        LineChart chart =
                new LineChart(
                        crystal, "volume per atom (Å³)", "energy above the minimum per atom (meV)");
        double cube = Math.pow(Constants.BOHR_IN_ANGSTROM, 3);
        for (int i = 0; i < curves.size(); i++) {
            EnergyCurve curve = curves.get(i);
            if (!curve.crystal().equals(crystal)) {
                continue;
            }
            EquationOfState eos = fits.get(i).curve();
            double scale = MILLI * Constants.HARTREE_IN_EV / curve.atoms();
            double low = curve.volumes().stream().mapToDouble(v -> v).min().orElseThrow();
            double high = curve.volumes().stream().mapToDouble(v -> v).max().orElseThrow();
            double[] x = new double[101];
            double[] y = new double[101];
            for (int k = 0; k <= 100; k++) {
                double v = low + (high - low) * k / 100;
                x[k] = v / curve.atoms() * cube;
                y[k] = scale * (eos.energyAt(v) - eos.energy());
            }
            chart.line(curve.functional(), x, y);
            chart.points(
                    curve.functional() + " (computed)",
                    curve.volumes().stream().mapToDouble(v -> v / curve.atoms() * cube).toArray(),
                    curve.energies().stream()
                            .mapToDouble(e -> scale * (e - eos.energy()))
                            .toArray());
        }
        return chart.store(context, "eos-" + crystal + ".svg");
    }

    private static double percent(double value, double reference) {
        return 100 * (value / reference - 1);
    }

    private static Optional<Double> worst(List<Optional<Double>> deviations) {
        return deviations.stream().flatMap(Optional::stream).map(Math::abs).max(Double::compare);
    }
}
