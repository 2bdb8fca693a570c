package xcflow.structure.crystal;

import xcflow.numerics.Element;

/**
 * An atom in the cell.
 *
 * @param element what it is
 * @param x fractional coordinate along the first lattice vector; any real number
 * @param y along the second
 * @param z along the third
 * @param moment starting magnetic moment, number of up minus number of down electrons; only a
 *     calculation with spin looks at it
 */
public record Site(Element element, double x, double y, double z, double moment) {

    /** An atom without a starting moment. */
    public Site(Element element, double x, double y, double z) {
        this(element, x, y, z, 0);
    }

    /**
     * An atom without a starting moment.
     *
     * @throws IllegalArgumentException if there is no such element
     */
    public static Site of(String symbol, double x, double y, double z) {
        Element element =
                Element.ofSymbol(symbol)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "unknown element '" + symbol + "'"));
        return new Site(element, x, y, z);
    }

    /** The atom with another starting moment. */
    public Site withMoment(double value) {
        return new Site(element, x, y, z, value);
    }

    /** The three fractional coordinates. */
    public double[] fractional() {
        return new double[] {x, y, z};
    }
}
