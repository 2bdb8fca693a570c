package xcflow.numerics.xyz;

import xcflow.numerics.Element;

/**
 * An atom of an XYZ file.
 *
 * @param x position in ångström
 * @param y position in ångström
 * @param z position in ångström
 */
public record XyzAtom(Element element, double x, double y, double z) {}
