package xcflow.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import xcflow.functional.Functional;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;

/**
 * Moves the atoms of a crystal, and if wanted its cell, to where neither forces nor stress act.
 * Stateless and thread-safe.
 */
public interface Relaxer {

    /**
     * Relaxes a crystal; the symmetry that it has at the beginning is kept.
     *
     * @param settings of the engine's class
     * @param course told of every geometry; what it has kept of an interrupted search is used, and
     *     the result is the same
     * @return where the search ended, whether or not it reached its target
     * @throws NotConverged if the energy of a geometry was not found
     * @throws TaskFailure if the settings do not suit the crystal
     * @throws xcflow.spi.CancelledException if the watch asks for it
     */
    End relax(
            Structure.OfCrystal crystal,
            Record settings,
            Functional functional,
            Target target,
            Resources resources,
            Watch watch,
            Course course)
            throws TaskFailure, IOException;

    /**
     * What is to be reached.
     *
     * @param force greatest force on an atom, Ha/bohr, less the mean of all atoms
     * @param stress greatest component of the stress, Ha/bohr³; empty if the cell stays as it is
     * @param geometries most geometries that are calculated
     */
    record Target(double force, Optional<Double> stress, int geometries) {}

    /**
     * One geometry.
     *
     * @param energy Ha per cell, with smearing the free energy
     * @param force greatest force on an atom, Ha/bohr
     * @param stress greatest component of the stress, Ha/bohr³; 0 if the cell stays as it is
     * @param volume bohr³
     */
    record Geometry(double energy, double force, double stress, double volume) {}

    /**
     * Where a search ended.
     *
     * @param reached whether forces and stress are as small as was wanted
     * @param geometry the last one
     * @param warnings what is doubtful about its energy
     */
    record End(boolean reached, Crystal crystal, Geometry geometry, List<Warning> warnings) {
        public End {
            warnings = List.copyOf(warnings);
        }
    }

    /** Writes what an interrupted search needs. */
    @FunctionalInterface
    interface Memory {
        void write(OutputStream out) throws IOException;
    }

    /** What accompanies a search. */
    interface Course {
        /**
         * A geometry has been calculated, or remembered.
         *
         * @param number from 1
         */
        void geometry(int number, Geometry geometry);

        /** Keeps what an interrupted search needs to go on. */
        void keep(Memory memory) throws IOException;

        /** What was kept last. */
        Optional<InputStream> kept() throws IOException;
    }
}
