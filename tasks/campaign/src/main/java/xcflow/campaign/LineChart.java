package xcflow.campaign;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import xcflow.spi.Artefact;
import xcflow.spi.TaskContext;

/** Lines and points over a common pair of axes, as an SVG picture in the house's style. */
final class LineChart {
    private static final Color[] COLOURS = {
        new Color(0x1f5f8b),
        new Color(0xb3532f),
        new Color(0x2e7d4f),
        new Color(0x7a5c8e),
        new Color(0xc98a1b),
        new Color(0x4a4f54)
    };

    private final XYChart chart;
    private int lines;

    LineChart(String title, String xLabel, String yLabel) {
        chart =
                new XYChartBuilder()
                        .width(720)
                        .height(440)
                        .title(title)
                        .xAxisTitle(xLabel)
                        .yAxisTitle(yLabel)
                        .build();
        var style = chart.getStyler();
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(new Color(0xe4e8eb));
        style.setLegendPosition(Styler.LegendPosition.OutsideE);
        style.setLegendBorderColor(Color.WHITE);
        style.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        style.setMarkerSize(6);
    }

    /** Logarithmic vertical axis. */
    LineChart logarithmic() {
        chart.getStyler().setYAxisLogarithmic(true);
        return this;
    }

    /** A line in the next colour. */
    LineChart line(String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineStyle(new BasicStroke(1.8f));
        series.setLineColor(COLOURS[lines++ % COLOURS.length]);
        return this;
    }

    /** Points in the colour of the last line, without an entry of their own in the legend. */
    LineChart points(String name, double[] x, double[] y) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(COLOURS[Math.max(0, lines - 1) % COLOURS.length]);
        series.setShowInLegend(false);
        return this;
    }

    void write(OutputStream out) throws IOException {
        VectorGraphicsEncoder.saveVectorGraphic(
                chart, out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    }

    Artefact store(TaskContext context, String name) throws IOException {
        return context.store(name, "image/svg+xml", this::write);
    }
}
