package xcflow.gaussian.scf;

/** Which of several orbitals of the same energy are occupied. */
public enum Occupation {
    /**
     * Where the highest occupied level is degenerate and only partly filled, as the p shell of an
     * atom or the π shell of a linear radical, the electrons are assigned to orbitals along the
     * axes, and the number of electrons of each symmetry then stays fixed: one p electron is in
     * p_z, two are in p_x and p_y, and a single π electron is in the orbital along the first axis.
     * Orientation and energy are then reproducible. It concerns only molecules in which all atoms
     * lie in a plane of constant x, y or z; for all others it is {@link #AUFBAU}.
     */
    ALIGNED,

    /** The lowest orbitals are occupied, whichever they are in each iteration. */
    AUFBAU
}
