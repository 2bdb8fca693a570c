package xcflow.structure.xyz;

import xcflow.numerics.Element;

/**
 * An atom of an XYZ file.
 *
 * @param x position in ångström
 * @param y position in ångström
 * @param z position in ångström
 * @param charge of a column {@code initial_charges}, e
 * @param moment of a column {@code initial_magmoms}, number of up minus number of down electrons
 * @param ghost whether it is the ghost of an atom
 */
public record XyzAtom(
        Element element,
        double x,
        double y,
        double z,
        double charge,
        double moment,
        boolean ghost) {}
