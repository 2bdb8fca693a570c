package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.List;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.GridTransform;
import xcflow.planewave.basis.OrbitalBasis;

/**
 * The density of occupied orbitals, ρ(r) = Σ w f |ψ(r)|², and their kinetic energy density τ(r) = ½
 * Σ w f |∇ψ(r)|² if the functional needs it, symmetrised.
 */
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
        double[][] rho = field(orbitals, occupations, spins, OrbitalDensity::addSquare);
        double[][] tau =
                orbitals.model().needsKinetic()
                        ? field(orbitals, occupations, spins, OrbitalDensity::addSlopes)
                        : null;
        return new Density(basis, rho[0], spins == 1 ? null : rho[1], tau);
    }

    /** Adds charge · f(ψ) to a field on the grid. */
    @FunctionalInterface
    private interface Contribution {
        void add(OrbitalBasis basis, double[] orbital, double charge, double[] sum);
    }

    /** Coefficients of the sum over both spins and, with spin, of their difference. */
    private static double[][] field(
            Orbitals orbitals, List<double[]> occupations, int spins, Contribution contribution) {
        DensityBasis basis = orbitals.basis().density();
        double[][] field = new double[spins][];
        for (int spin = 0; spin < spins; spin++) {
            double[] values = onGrid(orbitals, occupations, spin, contribution);
            field[spin] = GridTransform.fromGrid(basis, values);
        }
        for (int i = 0; spins == 2 && i < field[0].length; i++) {
            double up = field[0][i];
            field[0][i] = up + field[1][i];
            field[1][i] = up - field[1][i];
        }
        for (double[] values : field) {
            orbitals.basis().symmetriser().apply(values);
        }
        return field;
    }

    private static double[] onGrid(
            Orbitals orbitals, List<double[]> occupations, int spin, Contribution contribution) {
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
                                accumulate(pieces.get(i), scale, contribution, parts[part]);
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

    private static void accumulate(
            Piece piece, double scale, Contribution contribution, double[] sum) {
        Channel channel = piece.channel();
        double[] orbital = new double[channel.basis().length()];
        channel.orbitals().getRow(piece.band(), orbital);
        contribution.add(channel.basis(), orbital, scale * piece.charge(), sum);
    }

    private static void addSquare(
            OrbitalBasis basis, double[] orbital, double charge, double[] sum) {
        basis.transform().addSquare(orbital, charge, sum);
    }

    private static void addSlopes(
            OrbitalBasis basis, double[] orbital, double charge, double[] sum) {
        double[] slope = new double[orbital.length];
        for (int axis = 0; axis < 3; axis++) {
            basis.derivative(orbital, axis, slope);
            basis.transform().addSquare(slope, 0.5 * charge, sum);
        }
    }
}
