package xcflow.planewave.engine;

import java.util.Optional;
import xcflow.planewave.scf.Spin;

/** What settings say of the spins. */
final class Moment {
    private Moment() {}

    /**
     * @param moment up minus down electrons
     * @param free whether smearing decides it
     * @param otherwise what is used if nothing is said
     * @throws IllegalArgumentException if it is both
     */
    static Spin spin(Optional<Double> moment, boolean free, Spin otherwise) {
        if (free && moment.isPresent()) {
            throw new IllegalArgumentException(
                    "a free moment finds its own value: leave out 'moment', or 'free-moment'");
        }
        return free ? new Spin.Free() : moment.<Spin>map(Spin.Fixed::new).orElse(otherwise);
    }
}
