package xcflow.experiments.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import xcflow.engine.InputFiles;
import xcflow.functional.Points;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DensityOrigin;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.density.DensityFormat;
import xcflow.structure.density.DensityGrid;
import xcflow.structure.density.SpectralGradient;

/**
 * Points of a data set from a density that was read from files.
 *
 * @param sample spin densities, products of gradients and weights, with their origin
 * @param warnings what is doubtful about them
 */
public record DensitySystem(DataSet sample, List<Warning> warnings) {
    /** Points with fewer electrons are left out. */
    private static final double NO_ELECTRONS = 1e-14;

    /** Negative electrons, as a fraction of all, that rounding and interpolation explain. */
    private static final double ROUNDING = 1e-6;

    /** How far a density may be from a whole number of electrons. */
    private static final double WHOLE = 0.01;

    /**
     * Reads a density.
     *
     * @throws TaskFailure if it cannot be used; the message says why
     */
    public static DensitySystem read(DensityInput input, InputFiles files)
            throws TaskFailure, IOException {
        try {
            DensityGrid grid =
                    DensityFormat.read(
                            files.file(input.density()),
                            input.density().name(),
                            input.format(),
                            input.unit());
            Optional<double[]> spin = grid.spin();
            if (input.spinDensity().isPresent()) {
                spin = Optional.of(spinDensity(input, grid, files));
            }
            return of(input, grid, spin);
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(e.getMessage(), e, false);
        }
    }

    private static double[] spinDensity(DensityInput input, DensityGrid grid, InputFiles files)
            throws TaskFailure, IOException {
        var artefact = input.spinDensity().orElseThrow();
        if (grid.spin().isPresent()) {
            throw new TaskFailure(
                    input.density().name() + " holds the spin already: leave 'spin-density' out");
        }
        DensityGrid spin =
                DensityFormat.read(
                        files.file(artefact), artefact.name(), input.format(), input.unit());
        if (!Arrays.equals(spin.shape(), grid.shape())) {
            throw new TaskFailure(
                    artefact.name()
                            + " has "
                            + spin.shapeText()
                            + " points, the density "
                            + grid.shapeText());
        }
        return spin.density();
    }

    private static DensitySystem of(DensityInput input, DensityGrid grid, Optional<double[]> spin) {
        double[] gradientSquares = new double[grid.density().length];
        var derivative = new SpectralGradient(grid.lattice(), grid.shape());
        double[][] total = derivative.of(grid.density());
        double[][] moment = spin.map(derivative::of).orElse(null);
        double weight = grid.weight();
        double[] rho = grid.density();
        int[] kept =
                IntStream.range(0, gradientSquares.length)
                        .filter(i -> weight * rho[i] > NO_ELECTRONS)
                        .toArray();
        Points points = Points.allocate(kept.length, true);
        for (int k = 0; k < kept.length; k++) {
            int i = kept[k];
            double m = spin.isPresent() ? spin.get()[i] : 0;
            points.rhoA[k] = Math.max(0, (rho[i] + m) / 2);
            points.rhoB[k] = Math.max(0, (rho[i] - m) / 2);
            double tt = 0;
            double tm = 0;
            double mm = 0;
            for (int x = 0; x < 3; x++) {
                double t = total[x][i];
                double s = moment == null ? 0 : moment[x][i];
                tt += t * t;
                tm += t * s;
                mm += s * s;
            }
            points.sigmaAA[k] = (tt + 2 * tm + mm) / 4;
            points.sigmaAB[k] = (tt - mm) / 4;
            points.sigmaBB[k] = (tt - 2 * tm + mm) / 4;
        }
        double[] weights = new double[kept.length];
        Arrays.fill(weights, weight);
        DataSet sample =
                new DataSet(points, weights, new int[kept.length], List.of(input.system()))
                        .from(origin(input, grid, spin.isPresent()));
        return new DensitySystem(sample, doubts(input, grid, spin.isPresent()));
    }

    private static DensityOrigin origin(DensityInput input, DensityGrid grid, boolean spin) {
        List<String> unknown = new ArrayList<>();
        if (input.electrons() != DensityOrigin.Electrons.ALL) {
            unknown.add("core electrons");
        }
        if (!spin) {
            unknown.add("spin");
        }
        unknown.add("kinetic energy density");
        return new DensityOrigin(
                input.program(),
                input.pseudopotentials(),
                grid.format() + ", even, " + grid.shapeText(),
                input.electrons(),
                unknown);
    }

    private static List<Warning> doubts(DensityInput input, DensityGrid grid, boolean spin) {
        List<Warning> warnings = new ArrayList<>();
        String name = input.density().name();
        double negative = 0;
        for (double value : grid.density()) {
            negative -= Math.min(0, value);
        }
        negative *= grid.weight();
        double electrons = grid.electrons();
        if (negative > ROUNDING * Math.abs(electrons)) {
            warnings.add(
                    warning(
                            "negative-density",
                            "%s: the density is negative at places that hold %.2g electrons in all;"
                                    + " these points are left out",
                            name,
                            negative));
        }
        long whole = Math.round(electrons);
        if (!(electrons > 0.5) || Math.abs(electrons - whole) > WHOLE) {
            warnings.add(
                    warning(
                            "density-electrons",
                            "%s: the density integrates to %.4f electrons, not to a whole number: its"
                                    + " grid is too coarse for what it holds, its unit is another, or"
                                    + " it is no density",
                            name,
                            electrons));
        } else if (input.electrons() == DensityOrigin.Electrons.ALL && !grid.sites().isEmpty()) {
            int protons = grid.sites().stream().mapToInt(s -> s.element().number()).sum();
            if (Math.abs(whole - protons) > 0.1 * protons) {
                warnings.add(
                        warning(
                                "density-electrons",
                                "%s: the density integrates to %d electrons, but the nuclei have %d:"
                                        + " it does not hold all electrons",
                                name,
                                whole,
                                protons));
            }
        }
        boolean odd = Math.abs(electrons - whole) <= WHOLE && whole % 2 != 0;
        if (!spin && (odd || input.unpaired().orElse(0) > 0)) {
            warnings.add(
                    warning(
                            "density-without-spin",
                            "%s: the file says nothing of the spin, but electrons are unpaired: both"
                                    + " spin densities are taken to be equal",
                            name));
        }
        return warnings;
    }

    private static Warning warning(String code, String text, Object... values) {
        return new Warning(code, String.format(Locale.ROOT, text, values));
    }
}
