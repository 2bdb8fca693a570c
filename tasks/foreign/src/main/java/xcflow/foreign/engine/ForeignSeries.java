package xcflow.foreign.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.engine.InputFiles;
import xcflow.engine.Prepared;
import xcflow.engine.Series;
import xcflow.engine.VolumeScan;
import xcflow.spi.Warning;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;

/**
 * A crystal at several volumes. Each request says which lattice is the largest and which the
 * smallest, from which the adapter chooses what all volumes share, such as the Fourier grid.
 */
record ForeignSeries(
        Launch launch,
        Structure.OfCrystal crystal,
        ForeignSettings settings,
        VolumeScan scan,
        InputFiles files)
        implements Series {

    @Override
    public List<Warning> warnings() {
        return List.of();
    }

    @Override
    public Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        settings.values().forEach((name, value) -> details.put(name, String.valueOf(value)));
        return details;
    }

    @Override
    public double volume(int index) {
        return strained(scan.volumes().get(index)).volume();
    }

    private Crystal strained(double relativeVolume) {
        return scan.strained(crystal.crystal(), relativeVolume);
    }

    @Override
    public Prepared at(int index) {
        double smallest = scan.volumes().stream().mapToDouble(Double::doubleValue).min().orElse(1);
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("relative-volume", scan.volumes().get(index));
        series.put("largest-lattice", Equations.rows(strained(scan.largest()).lattice().rows()));
        series.put("smallest-lattice", Equations.rows(strained(smallest).lattice().rows()));
        return new PreparedForeign(
                launch,
                new Equations(
                        crystal.with(strained(scan.volumes().get(index))),
                        settings,
                        series,
                        files));
    }
}
