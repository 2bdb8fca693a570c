package xcflow.functional.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** An empty chart in the common style, to which curves and points are added. */
public final class Canvas {
    /** Colours that people with colour blindness can tell apart: Okabe and Ito (2008). */
    private static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0xE69F00),
        new Color(0x56B4E9)
    };

    private static final Color INK = new Color(0x222222);
    private static final Color FAINT = new Color(0xE4E4E4);

    private final XYChart chart;
    private int curves;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    /**
     * @param xTitle with the unit in parentheses, likewise {@code yTitle}
     */
    public Canvas(String title, String xTitle, String yTitle) {
        // Must be set before the first class of AWT is used on a machine without a display.
        System.setProperty("java.awt.headless", "true");
        chart =
                new XYChartBuilder()
                        .width(Plot.WIDTH)
                        .height(Plot.HEIGHT)
                        .title(title)
                        .xAxisTitle(xTitle)
                        .yAxisTitle(yTitle)
                        .build();
        var style = chart.getStyler();
        style.setLocale(Locale.ROOT);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(FAINT);
        style.setPlotGridLinesStroke(new BasicStroke(1f));
        style.setPlotGridVerticalLinesVisible(false);
        style.setPlotContentSize(0.98);
        style.setChartFontColor(INK);
        style.setAxisTickLabelsColor(INK);
        style.setAxisTickMarksColor(FAINT);
        style.setChartTitleFont(font(Font.BOLD, 20));
        style.setAxisTitleFont(font(Font.PLAIN, 16));
        style.setAxisTickLabelsFont(font(Font.PLAIN, 14));
        style.setLegendFont(font(Font.PLAIN, 14));
        style.setLegendPosition(Styler.LegendPosition.OutsideE);
        style.setLegendBorderColor(Color.WHITE);
        style.setLegendBackgroundColor(Color.WHITE);
        style.setLegendPadding(12);
        style.setChartPadding(18);
        style.setChartTitleBoxVisible(false);
        style.setChartTitlePadding(16);
        style.setXAxisMaxLabelCount(11);
        style.setDecimalPattern("0.####");
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** Logarithmic vertical axis. */
    public void logarithmic() {
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setYAxisDecimalPattern("0.#E0");
    }

    /** Adds a curve in the next colour. */
    public void curve(String label, double[] x, double[] y) {
        add(label, x, y, COLOURS[curves++ % COLOURS.length], new BasicStroke(2.6f));
    }

    /** Adds points in the colour of the curve before them, without an entry in the legend. */
    public void points(String label, double[] x, double[] y) {
        mark(label, x, y).setShowInLegend(false);
    }

    private XYSeries mark(String label, double[] x, double[] y) {
        var series = chart.addSeries(label, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(COLOURS[Math.max(0, curves - 1) % COLOURS.length]);
        return series;
    }

    /** Adds points that no curve joins, in the next colour. */
    public void scatter(String label, double[] x, double[] y) {
        curves++;
        mark(label, x, y).setShowInLegend(true);
    }

    /** Adds a dashed curve in the colour of the curve before it. */
    public void companion(String label, double[] x, double[] y) {
        add(label, x, dashes(y), COLOURS[(curves - 1) % COLOURS.length], dashed(2.4f));
    }

    /** Adds a thin grey line at a height. */
    public void level(String label, double from, double to, double height) {
        add(label, new double[] {from, to}, new double[] {height, height}, INK, dashed(1.0f));
    }

    /** Gaps in the data, since the library strokes each piece of a curve for itself. */
    private static double[] dashes(double[] y) {
        double[] gaps = y.clone();
        for (int i = 0; i < y.length; i++) {
            if (i % 5 > 2) {
                gaps[i] = Double.NaN;
            }
        }
        return gaps;
    }

    private static BasicStroke dashed(float width) {
        return new BasicStroke(
                width,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                1,
                new float[] {3 * width + 2, 2 * width + 1},
                0);
    }

    private void add(String label, double[] x, double[] y, Color colour, BasicStroke stroke) {
        var series = chart.addSeries(label, x, y);
        for (double value : y) {
            if (Double.isFinite(value)) {
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
        }
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Range of the vertical axis; wider if curves need it. */
    public void range(double low, double high) {
        chart.getStyler().setYAxisMin(Math.min(low, Math.floor(10 * lowest) / 10));
        chart.getStyler().setYAxisMax(Math.max(high, Math.ceil(10 * highest) / 10));
    }

    /** The finished picture. */
    public Plot plot() {
        return new Plot(chart);
    }
}
