package xcflow.experiments.dos;

import java.util.Arrays;
import xcflow.figures.Chart;
import xcflow.figures.Figure;
import xcflow.figures.Panel;
import xcflow.figures.Quantity;
import xcflow.numerics.Constants;

/** A picture of a density of states over the energy from the Fermi level; spin down hangs down. */
public final class DosChart {
    private DosChart() {}

    /**
     * @param crystal for the title
     */
    public static Figure of(String crystal, DensityOfStates states) {
        double[] energies = states.energies();
        double fermi = states.fermiLevel();
        double[] shown =
                Arrays.stream(energies).map(e -> (e - fermi) * Constants.HARTREE_IN_EV).toArray();
        Chart chart = new Chart("Density of states of " + crystal);
        Panel panel =
                chart.panel(
                        Quantity.of("energy from the Fermi level", "eV"),
                        Quantity.of("states per cell and energy", "1/eV"));
        double top = 0;
        for (int spin = 0; spin < states.spins(); spin++) {
            double[] curve = curve(states, spin, energies);
            top = Math.max(top, Arrays.stream(curve).max().orElse(1));
            String label = states.spins() == 1 ? "both spins" : spin == 0 ? "up" : "down";
            double sign = spin == 0 ? 1 : -1;
            panel.line(label, shown, Arrays.stream(curve).map(d -> sign * d).toArray());
        }
        panel.level("", 0);
        panel.guide(new double[] {0, 0}, new double[] {states.spins() == 1 ? 0 : -top, top});
        return chart.figure();
    }

    private static double[] curve(DensityOfStates states, int spin, double[] energies) {
        return Arrays.stream(energies)
                .map(e -> states.density(spin, e) / Constants.HARTREE_IN_EV)
                .toArray();
    }
}
