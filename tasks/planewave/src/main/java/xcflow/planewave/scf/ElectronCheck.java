package xcflow.planewave.scf;

import java.util.List;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.pseudopotential.Gth;

/** Refuses numbers of electrons that cannot be placed as asked. */
final class ElectronCheck {
    private ElectronCheck() {}

    static void check(List<Gth> atoms, int charge, Spin spin, Smearing smearing) {
        int electrons = atoms.stream().mapToInt(Gth::valence).sum() - charge;
        if (electrons < 1) {
            throw new IllegalArgumentException("there are no electrons: the charge is " + charge);
        }
        boolean integer = smearing.width() == 0;
        if (integer && spin instanceof Spin.Unpolarised && electrons % 2 != 0) {
            throw new IllegalArgumentException(
                    electrons
                            + " electrons cannot fill orbitals in pairs: treat spin, or use smearing"
                            + " if this is a metal");
        }
        if (integer && spin instanceof Spin.Free) {
            throw new IllegalArgumentException(
                    "a moment that finds its own value needs smearing; otherwise fix the moment");
        }
        if (spin instanceof Spin.Fixed fixed) {
            double up = 0.5 * (electrons + fixed.moment());
            if (up < 0 || up > electrons || integer && up != Math.rint(up)) {
                throw new IllegalArgumentException(
                        electrons + " electrons cannot have a moment of " + fixed.moment());
            }
        }
    }
}
