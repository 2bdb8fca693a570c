/**
 * Figures in one style: lines, points, bars, heat maps and boxes as SVG, in which text stays text,
 * and as PNG. The same figure is the same SVG on every machine: no font is asked how wide it is.
 */
package xcflow.figures;
