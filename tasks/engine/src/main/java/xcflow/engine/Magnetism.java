package xcflow.engine;

import java.util.List;

/**
 * Magnetic moments of a solution with spin, in Bohr magnetons: numbers of up minus down electrons,
 * where spin alone makes the moment.
 *
 * @param total of the cell
 * @param absolute ∫ |ρ↑ − ρ↓| over the cell: that of an antiferromagnet does not vanish
 * @param sites moment in a sphere about each atom, which reaches half-way to its nearest neighbour;
 *     they do not add up to the total, since spheres leave space between them
 */
public record Magnetism(double total, double absolute, List<Double> sites) {
    public Magnetism {
        sites = List.copyOf(sites);
    }
}
