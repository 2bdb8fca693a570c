package xcflow.planewave.symmetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Spin;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.library.CrystalLibrary;
import xcflow.structure.library.LibraryCrystal;
import xcflow.structure.symmetry.KMesh;

/** Crystals of many symmetries, with settings that are coarse and fast. */
final class Structures {
    private Structures() {}

    /**
     * @param pseudopotentials where not the usual ones
     */
    record Structure(
            String name,
            Crystal crystal,
            Map<String, String> pseudopotentials,
            Spin spin,
            Smearing smearing,
            double cutoff,
            KMesh mesh) {}

    static List<Structure> all() {
        List<Structure> all = new ArrayList<>();
        CrystalLibrary.bundled().crystals().forEach(entry -> all.add(ofLibrary(entry)));
        Lattice fcc = Lattice.faceCentredCubic(10.26);
        all.add(
                insulator(
                        "silicon with a broken shift",
                        new Crystal(fcc, List.of(si(0, 0, 0), si(.25, .25, .25))),
                        KMesh.shifted(2, 2, 2, .5, .5, .5)));
        all.add(
                insulator(
                        "silicon, two cells",
                        Crystal.of(
                                new double[][] {
                                    {0, 5.13, 5.13}, {5.13, 0, 5.13}, {10.26, 10.26, 0}
                                },
                                List.of(
                                        si(0, 0, 0),
                                        si(0, 0, .5),
                                        si(.25, .25, .125),
                                        si(.25, .25, .625))),
                        KMesh.gammaCentred(2, 2, 1)));
        all.add(
                metal(
                        "aluminium, cubic cell",
                        new Crystal(
                                Lattice.cubic(7.65),
                                List.of(
                                        Site.of("Al", 0, 0, 0),
                                        Site.of("Al", .5, .5, 0),
                                        Site.of("Al", .5, 0, .5),
                                        Site.of("Al", 0, .5, .5))),
                        new Spin.Unpolarised(),
                        5,
                        KMesh.gammaCentred(2, 2, 2)));
        all.add(
                metal(
                        "magnesium",
                        new Crystal(
                                Lattice.hexagonal(6.05, 9.83),
                                List.of(
                                        Site.of("Mg", 1 / 3.0, 2 / 3.0, .25),
                                        Site.of("Mg", 2 / 3.0, 1 / 3.0, .75))),
                        new Spin.Unpolarised(),
                        5,
                        KMesh.gammaCentred(3, 3, 2)));
        all.add(
                insulator(
                        "selenium, three-fold screw axis",
                        new Crystal(
                                Lattice.hexagonal(8.25, 9.36),
                                List.of(
                                        Site.of("Se", .2254, 0, 0),
                                        Site.of("Se", 0, .2254, 2 / 3.0),
                                        Site.of("Se", -.2254, -.2254, 1 / 3.0))),
                        KMesh.gammaCentred(2, 2, 2)));
        all.add(rutile());
        all.add(hydrogenChain("antiferromagnet", 0.8, -0.8, new Spin.Free()));
        all.add(hydrogenChain("ferromagnet", 0.4, 0.4, new Spin.Fixed(0.8)));
        return all;
    }

    private static Structure ofLibrary(LibraryCrystal entry) {
        Smearing smearing =
                entry.smearing()
                        .map(s -> Smearing.named(s.kind(), Math.max(0.01, s.width())))
                        .orElse(Smearing.none());
        return new Structure(
                entry.name(),
                entry.crystal(),
                entry.pseudopotentialByElement(),
                new Spin.Unpolarised(),
                smearing,
                entry.layered() ? 5 : 7,
                KMesh.gammaCentred(2, 2, entry.layered() ? 1 : 2));
    }

    private static Structure rutile() {
        double u = 0.3053;
        return metal(
                "rutile",
                Crystal.of(
                        new double[][] {{8.6808, 0, 0}, {0, 8.6808, 0}, {0, 0, 5.5911}},
                        List.of(
                                Site.of("Ti", 0, 0, 0),
                                Site.of("Ti", .5, .5, .5),
                                Site.of("O", u, u, 0),
                                Site.of("O", -u, -u, 0),
                                Site.of("O", .5 - u, .5 + u, .5),
                                Site.of("O", .5 + u, .5 - u, .5))),
                new Spin.Unpolarised(),
                5,
                KMesh.gammaCentred(2, 2, 2));
    }

    private static Structure hydrogenChain(String name, double first, double second, Spin spin) {
        return metal(
                name,
                new Crystal(
                        Lattice.ofRows(new double[][] {{7, 0, 0}, {0, 7, 0}, {0, 0, 12}}),
                        List.of(
                                Site.of("H", 0, 0, 0).withMoment(first),
                                Site.of("H", 0, 0, .5).withMoment(second))),
                spin,
                5,
                KMesh.gammaCentred(2, 2, 1));
    }

    private static Site si(double x, double y, double z) {
        return Site.of("Si", x, y, z);
    }

    private static Structure insulator(String name, Crystal crystal, KMesh mesh) {
        return new Structure(
                name, crystal, Map.of(), new Spin.Unpolarised(), Smearing.none(), 6, mesh);
    }

    private static Structure metal(
            String name, Crystal crystal, Spin spin, double cutoff, KMesh mesh) {
        return new Structure(
                name, crystal, Map.of(), spin, Smearing.named("fermi-dirac", 0.01), cutoff, mesh);
    }
}
