package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.List;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.GridTransform;

/** The density of occupied orbitals, ρ(r) = Σ w f |ψ(r)|², symmetrised. */
final class OrbitalDensity {
    /** Parts whose sums are added in fixed order, so that results do not depend on threads. */
    private static final int PARTS = 8;

    /** Orbitals with less charge than this do not matter. */
    private static final double EMPTY = 1e-14;

    private OrbitalDensity() {}

    private record Piece(Channel channel, int band, double charge) {}

    static Density of(Orbitals orbitals, List<double[]> occupations) {
        DensityBasis basis = orbitals.basis().density();
        int spins = orbitals.model().spin().polarised() ? 2 : 1;
        double[][] rho = new double[spins][];
        for (int spin = 0; spin < spins; spin++) {
            rho[spin] = onGrid(orbitals, occupations, spin);
        }
        double[] total = GridTransform.fromGrid(basis, rho[0]);
        double[] magnetisation = null;
        if (spins == 2) {
            double[] down = GridTransform.fromGrid(basis, rho[1]);
            magnetisation = new double[total.length];
            for (int i = 0; i < total.length; i++) {
                magnetisation[i] = total[i] - down[i];
                total[i] += down[i];
            }
            orbitals.basis().symmetriser().apply(magnetisation);
        }
        orbitals.basis().symmetriser().apply(total);
        return new Density(basis, total, magnetisation);
    }

    private static double[] onGrid(Orbitals orbitals, List<double[]> occupations, int spin) {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < orbitals.channels().size(); i++) {
            Channel channel = orbitals.channels().get(i);
            if (channel.spin() == spin) {
                addPieces(channel, occupations.get(i), pieces);
            }
        }
        double scale = 1 / orbitals.basis().density().volume();
        double[][] parts = new double[PARTS][];
        int points = orbitals.basis().density().box().points();
        orbitals.workers()
                .forEach(
                        PARTS,
                        part -> {
                            parts[part] = new double[points];
                            for (int i = part; i < pieces.size(); i += PARTS) {
                                accumulate(pieces.get(i), scale, parts[part]);
                            }
                        });
        for (int part = 1; part < PARTS; part++) {
            for (int p = 0; p < points; p++) {
                parts[0][p] += parts[part][p];
            }
        }
        return parts[0];
    }

    private static void addPieces(Channel channel, double[] occupations, List<Piece> pieces) {
        for (int band = 0; band < channel.bands(); band++) {
            double charge = channel.weight() * occupations[band];
            if (Math.abs(charge) > EMPTY) {
                pieces.add(new Piece(channel, band, charge));
            }
        }
    }

    private static void accumulate(Piece piece, double scale, double[] rho) {
        Channel channel = piece.channel();
        double[] orbital = new double[channel.basis().length()];
        channel.orbitals().getRow(piece.band(), orbital);
        channel.basis().transform().addSquare(orbital, scale * piece.charge(), rho);
    }
}
