package xcflow.structure.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.numerics.Constants;
import xcflow.numerics.Element;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/**
 * Structure types of the crystals that are known by name. All cells are primitive; hexagonal cells
 * have a₁ along x, an angle of 120° between a₁ and a₂, and the layers perpendicular to z.
 */
enum Prototype {
    FCC(1, false) {
        @Override
        void place(Placement p) {
            p.faceCentred().site(0, 0, 0, 0);
        }
    },
    BCC(1, false) {
        @Override
        void place(Placement p) {
            p.bodyCentred().site(0, 0, 0, 0);
        }
    },
    DIAMOND(1, false) {
        @Override
        void place(Placement p) {
            p.faceCentred().site(0, 0, 0, 0).site(0, 0.25, 0.25, 0.25);
        }
    },
    ZINCBLENDE(2, false) {
        @Override
        void place(Placement p) {
            p.faceCentred().site(0, 0, 0, 0).site(1, 0.25, 0.25, 0.25);
        }
    },
    ROCKSALT(2, false) {
        @Override
        void place(Placement p) {
            p.faceCentred().site(0, 0, 0, 0).site(1, 0.5, 0.5, 0.5);
        }
    },
    /** Bernal stacking, space group P6₃/mmc, carbon on 2b and 2c. */
    GRAPHITE(1, true) {
        @Override
        void place(Placement p) {
            p.hexagonal()
                    .site(0, 0, 0, 0.25)
                    .site(0, 0, 0, 0.75)
                    .site(0, 1.0 / 3, 2.0 / 3, 0.25)
                    .site(0, 2.0 / 3, 1.0 / 3, 0.75);
        }
    },
    /** AA′ stacking, space group P6₃/mmc, the elements on 2c and 2d. */
    HEXAGONAL_BN(2, true) {
        @Override
        void place(Placement p) {
            p.hexagonal()
                    .site(0, 1.0 / 3, 2.0 / 3, 0.25)
                    .site(0, 2.0 / 3, 1.0 / 3, 0.75)
                    .site(1, 1.0 / 3, 2.0 / 3, 0.75)
                    .site(1, 2.0 / 3, 1.0 / 3, 0.25);
        }
    },
    HEXAGONAL_MONOLAYER(2, true) {
        @Override
        void place(Placement p) {
            p.hexagonal().site(0, 1.0 / 3, 2.0 / 3, 0.5).site(1, 2.0 / 3, 1.0 / 3, 0.5);
        }
    },
    /** A trigonal prismatic layer: the metal in the plane, the chalcogen at ± z. */
    MOS2_MONOLAYER(2, true) {
        @Override
        void place(Placement p) {
            p.hexagonal()
                    .site(0, 1.0 / 3, 2.0 / 3, 0.5)
                    .site(1, 2.0 / 3, 1.0 / 3, 0.5 + p.z / p.c)
                    .site(1, 2.0 / 3, 1.0 / 3, 0.5 - p.z / p.c);
        }
    };

    private final int elements;
    private final boolean layered;

    Prototype(int elements, boolean layered) {
        this.elements = elements;
        this.layered = layered;
    }

    abstract void place(Placement placement);

    /** Prototype of a name in kebab case. */
    static Prototype named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether the crystal consists of layers perpendicular to z. */
    boolean layered() {
        return layered;
    }

    /**
     * @param elements as many as the prototype has kinds of sites
     * @param a lattice constant of the conventional cell, Å
     * @param c height of a hexagonal cell, Å; ignored by cubic prototypes
     * @param z distance of the outer atoms of a layer from its middle, Å; ignored by most
     */
    Crystal crystal(List<Element> elements, double a, double c, double z) {
        if (elements.size() != this.elements) {
            throw new IllegalArgumentException(
                    this + " needs " + this.elements + " elements, not " + elements);
        }
        Placement placement = new Placement(elements, a, c, z);
        place(placement);
        return new Crystal(placement.lattice, placement.sites);
    }

    /** Collects lattice and sites of one crystal. */
    static final class Placement {
        private final List<Element> elements;
        private final double a;
        private final double c;
        private final double z;
        private final List<Site> sites = new ArrayList<>();
        private Lattice lattice;

        Placement(List<Element> elements, double a, double c, double z) {
            this.elements = elements;
            this.a = a / Constants.BOHR_IN_ANGSTROM;
            this.c = c / Constants.BOHR_IN_ANGSTROM;
            this.z = z / Constants.BOHR_IN_ANGSTROM;
        }

        Placement faceCentred() {
            lattice = Lattice.faceCentredCubic(a);
            return this;
        }

        Placement bodyCentred() {
            lattice = Lattice.bodyCentredCubic(a);
            return this;
        }

        Placement hexagonal() {
            lattice = Lattice.hexagonal(a, c);
            return this;
        }

        Placement site(int element, double x, double y, double z) {
            sites.add(new Site(elements.get(element), x, y, z));
            return this;
        }
    }
}
