package xcflow.gaussian.grid;

import xcflow.numerics.Element;

/**
 * Fineness of the integration grid, 0 (coarse) to 9 (finest), numbered as in PySCF.
 *
 * <p>Levels 3 and 4 are for production; the energy of a level 4 grid is converged to about 1e-6
 * hartree per atom.
 *
 * @param number 0 to 9
 */
public record GridLevel(int number) {

    /** For functionals without peculiarities. */
    public static final int USUAL = 3;

    /** For those that change fast with the kinetic energy density. */
    public static final int FINE = 5;

    /** Numbers of radii [level][period − 1]. */
    private static final int[][] RADII = {
        {10, 15, 20, 30, 35, 40, 50},
        {30, 40, 50, 60, 65, 70, 75},
        {40, 60, 65, 75, 80, 85, 90},
        {50, 75, 80, 90, 95, 100, 105},
        {60, 90, 95, 105, 110, 115, 120},
        {70, 105, 110, 120, 125, 130, 135},
        {80, 120, 125, 135, 140, 145, 150},
        {90, 135, 140, 150, 155, 160, 165},
        {100, 150, 155, 165, 170, 175, 180},
        {200, 200, 200, 200, 200, 200, 200},
    };

    /** Numbers of points on a full sphere [level][0: H, He; 1: Li to Ne; 2: others]. */
    private static final int[][] DIRECTIONS = {
        {50, 86, 110},
        {110, 194, 194},
        {194, 302, 302},
        {302, 302, 434},
        {434, 590, 590},
        {590, 770, 770},
        {770, 974, 974},
        {974, 1202, 1202},
        {1202, 1202, 1202},
        {1454, 1454, 1454},
    };

    private static final int[] LAST_OF_PERIOD = {2, 10, 18, 36, 54, 86, 118};

    /**
     * Limits of the five zones of pruning in Bragg radii, for H–He, Li–Ne and heavier atoms. Gill,
     * Johnson & Pople, Chem. Phys. Lett. 209, 506 (1993), table 4.
     */
    private static final double[][] ZONES = {
        {0.25, 0.5, 1.0, 4.5}, {0.1667, 0.5, 0.9, 3.5}, {0.1, 0.4, 0.8, 2.5}
    };

    public GridLevel {
        if (number < 0 || number > 9) {
            throw new IllegalArgumentException("the grid level must be 0 to 9, not " + number);
        }
    }

    /** Radial rule of an element, without the volume element. */
    public RadialRule radialRule(Element element) {
        return RadialRule.treutlerAhlrichs(
                RADII[number][period(element)], AtomicRadii.treutler(element));
    }

    /**
     * Angular rule of an element at a distance from its nucleus. Near the nucleus and far out fewer
     * directions are enough: five zones with 50, 86, next smaller, full and next smaller rule (the
     * pruning of NWChem).
     *
     * @param radius in bohr
     */
    public LebedevRule angularRule(Element element, double radius) {
        int row = Math.min(period(element), 2);
        int full = DIRECTIONS[number][row];
        double reduced = radius / AtomicRadii.bragg(element);
        int zone = 0;
        while (zone < 4 && reduced > ZONES[row][zone]) {
            zone++;
        }
        return LebedevRule.ofPoints(directions(full, zone));
    }

    private static int directions(int full, int zone) {
        if (full == 50) {
            return zone == 0 || zone == 4 ? 50 : 74;
        }
        return switch (zone) {
            case 0 -> 50;
            case 1 -> 86;
            case 3 -> full;
            default -> LebedevRule.pointCounts().lower(full);
        };
    }

    private static int period(Element element) {
        int period = 0;
        while (element.number() > LAST_OF_PERIOD[period]) {
            period++;
        }
        return period;
    }
}
