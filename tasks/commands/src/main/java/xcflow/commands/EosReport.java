package xcflow.commands;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import xcflow.experiments.eos.CrystalScan;
import xcflow.experiments.eos.EquationOfState;
import xcflow.experiments.eos.FittedCurve;
import xcflow.numerics.Constants;
import xcflow.spi.Warning;
import xcflow.structure.library.LibraryCrystal;

/** What {@code xcflow eos} says about a crystal. */
record EosReport(
        CrystalScan scan,
        List<CrystalScan.Point> points,
        FittedCurve fitted,
        List<Warning> warnings,
        double seconds) {

    /** Prints one JSON object. Å, GPa; volumes of points in bohr³ per cell, energies in Ha. */
    void printJson(PrintWriter out) {
        EquationOfState eos = fitted.fit().curve();
        EquationOfState sigma = fitted.fit().uncertainty();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("crystal", scan.input().name());
        json.put("functional", scan.label());
        json.put("form", eos.form().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("lattice-constant", fitted.latticeConstant());
        json.put("lattice-constant-uncertainty", fitted.latticeUncertainty());
        json.put("volume-per-atom", fitted.volume());
        json.put("bulk-modulus", eos.bulkModulusInGpa());
        json.put("bulk-modulus-uncertainty", sigma.bulkModulusInGpa());
        json.put("bulk-modulus-derivative", eos.bulkModulusDerivative());
        json.put("bulk-modulus-derivative-uncertainty", sigma.bulkModulusDerivative());
        json.put("energy", eos.energy());
        json.put("residual", fitted.residual());
        json.put("in-plane", scan.scan().inPlane());
        fitted.allElectron().ifPresent(published -> json.put("all-electron", allElectron()));
        gth().ifPresent(published -> json.put("published-pseudopotential", gth(published)));
        json.put("atoms", fitted.curve().atoms());
        json.putAll(scan.series().details());
        json.put("points", points.stream().map(this::point).toList());
        json.put("iterations", iterations());
        json.put("warnings", CommandWarnings.json(warnings));
        json.put("seconds", seconds);
        Screen.json(out, json);
    }

    private Map<String, Object> allElectron() {
        LibraryCrystal.PublishedCurve published = fitted.allElectron().orElseThrow();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("volume-per-atom", published.volume());
        json.put("bulk-modulus", published.bulkModulus());
        json.put("bulk-modulus-derivative", published.bulkModulusDerivative());
        json.put("lattice-deviation-percent", fitted.allElectronLatticeDeviation().orElseThrow());
        json.put("bulk-deviation-percent", fitted.allElectronBulkDeviation().orElseThrow());
        json.put("delta-mev", fitted.allElectronDelta().orElseThrow());
        return json;
    }

    /** What is published for the pseudopotential in use. */
    private Optional<LibraryCrystal.PublishedCurve> gth() {
        return scan.input()
                .entry()
                .filter(e -> e.pseudopotentialByElement().equals(setting("pseudopotentials")))
                .flatMap(LibraryCrystal::gth);
    }

    private Map<String, Object> gth(LibraryCrystal.PublishedCurve published) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("lattice-constant", latticeConstant(published));
        json.put("bulk-modulus", published.bulkModulus());
        json.put("bulk-modulus-derivative", published.bulkModulusDerivative());
        return json;
    }

    private double latticeConstant(LibraryCrystal.PublishedCurve published) {
        return fitted.latticeConstant() * Math.cbrt(published.volume() / fitted.volume());
    }

    private Map<String, Object> point(CrystalScan.Point point) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("volume", point.volume());
        json.put("lattice-constant", fitted.curve().latticeConstant(point.volume()));
        json.put("energy", point.energy());
        json.put("iterations", point.iterations());
        point.magnetism()
                .ifPresent(
                        moments -> {
                            json.put("moment", moments.total());
                            json.put("absolute-moment", moments.absolute());
                            json.put("site-moments", moments.sites());
                        });
        return json;
    }

    private int iterations() {
        return points.stream().mapToInt(CrystalScan.Point::iterations).sum();
    }

    private Map<?, ?> setting(String name) {
        return (Map<?, ?>) scan.series().details().get(name);
    }

    /** Prints the curve and what follows from it for people. */
    void printText(PrintWriter out) {
        EquationOfState eos = fitted.fit().curve();
        List<List<String>> rows = new ArrayList<>();
        for (CrystalScan.Point point : points) {
            double meV =
                    1e3 * Constants.HARTREE_IN_EV * (point.energy() - eos.energyAt(point.volume()));
            List<String> row = new ArrayList<>();
            row.add(text("%.5f", fitted.curve().latticeConstant(point.volume())));
            row.add(text("%.4f", point.volume()));
            row.add(text("%.8f", point.energy()));
            row.add(text("%+.3f", meV / fitted.curve().atoms()));
            point.magnetism()
                    .ifPresent(
                            moments -> {
                                row.add(text("%.4f", moments.total()));
                                row.add(text("%.4f", moments.absolute()));
                                row.add(
                                        moments.sites().stream()
                                                .map(moment -> text("%.3f", moment))
                                                .collect(Collectors.joining(" ")));
                            });
            rows.add(row);
        }
        List<String> header =
                new ArrayList<>(List.of("a (Å)", "V (bohr³)", "E (Ha)", "E − fit (meV/atom)"));
        if (points.stream().anyMatch(point -> point.magnetism().isPresent())) {
            header.addAll(List.of("moment (µB)", "absolute (µB)", "of sites (µB)"));
        }
        Screen.table(out, header, rows);
        out.println();
        Optional<LibraryCrystal.PublishedCurve> published = fitted.allElectron();
        line(
                out,
                "lattice constant",
                text("%.5f ± %.5f Å", fitted.latticeConstant(), fitted.latticeUncertainty()),
                fitted.allElectronLatticeDeviation(),
                "%");
        line(
                out,
                scan.scan().inPlane() ? "stiffness in the plane" : "bulk modulus",
                text(
                        "%.2f ± %.2f GPa",
                        eos.bulkModulusInGpa(), fitted.fit().uncertainty().bulkModulusInGpa()),
                fitted.allElectronBulkDeviation(),
                "%");
        line(
                out,
                "its derivative",
                text(
                        "%.2f ± %.2f",
                        eos.bulkModulusDerivative(),
                        fitted.fit().uncertainty().bulkModulusDerivative()),
                published.map(p -> eos.bulkModulusDerivative() - p.bulkModulusDerivative()),
                "");
        line(
                out,
                "volume per atom",
                text("%.4f Å³", fitted.volume()),
                published.map(p -> 100 * (fitted.volume() / p.volume() - 1)),
                "%");
        fitted.allElectronDelta()
                .ifPresent(
                        delta ->
                                line(
                                        out,
                                        "Δ gauge",
                                        text("%.2f meV/atom", delta),
                                        Optional.empty(),
                                        ""));
        line(
                out,
                "greatest residual",
                text("%.1e Ha/atom", fitted.residual()),
                Optional.empty(),
                "");
        gth().ifPresent(
                        p ->
                                line(
                                        out,
                                        "published for " + pseudopotentials(),
                                        text(
                                                "%.4f Å, %.2f GPa, %.2f",
                                                latticeConstant(p),
                                                p.bulkModulus(),
                                                p.bulkModulusDerivative()),
                                        Optional.empty(),
                                        ""));
        out.println();
        out.println(settings());
        out.printf(Locale.ROOT, "%d iterations in %.2f s%n", iterations(), seconds);
        out.flush();
    }

    private static void line(
            PrintWriter out, String what, String value, Optional<Double> deviation, String unit) {
        String beside =
                deviation
                        .map(d -> String.format(Locale.ROOT, "  %+.2f %s", d, unit).stripTrailing())
                        .map(d -> d + " from all-electron PBE")
                        .orElse("");
        out.printf(Locale.ROOT, "%-24s%-24s%s%n", what, value, beside);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private String settings() {
        Map<String, Object> used = scan.series().details();
        Map<?, ?> smearing = setting("smearing");
        return String.format(
                Locale.ROOT,
                "%s, %s, cutoff %.4g Ha (smoothed over %.3g Ha), k-points %s, smearing %s, %s",
                scan.input().name(),
                scan.label(),
                (double) used.get("cutoff"),
                (double) used.get("cutoff-smoothing"),
                ((List<?>) used.get("kpoints"))
                        .stream().map(String::valueOf).collect(Collectors.joining("x")),
                smearing.get("width").equals(0.0)
                        ? "none"
                        : smearing.get("kind") + ":" + smearing.get("width"),
                pseudopotentials());
    }

    private String pseudopotentials() {
        return setting("pseudopotentials").values().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }
}
