package xcflow.figures;

/**
 * A colour on light paper and its counterpart on dark paper. The eight colours of series can be
 * told apart with any kind of colour blindness: Okabe and Ito (2008).
 *
 * @param name of the class in the style sheet of the picture
 */
record Ink(String name, int light, int dark) {
    static final Ink PAPER = new Ink("pp", 0xFFFFFF, 0x1B2126);
    static final Ink TEXT = new Ink("pt", 0x1C2429, 0xE6EAED);
    static final Ink SOFT = new Ink("ps", 0x56616A, 0xA7B2BA);
    static final Ink GRID = new Ink("pg", 0xE3E7EA, 0x333C43);
    static final Ink AXIS = new Ink("pa", 0x8B959D, 0x7F8B94);
    static final Ink SHADE = new Ink("pb", 0xF1F3E6, 0x283026);

    private static final Ink[] SERIES = {
        new Ink("c0", 0x0072B2, 0x5AB4F0),
        new Ink("c1", 0xD55E00, 0xFF9447),
        new Ink("c2", 0x009E73, 0x3FCB9F),
        new Ink("c3", 0xCC79A7, 0xE7A3C8),
        new Ink("c4", 0xB88700, 0xF0C04C),
        new Ink("c5", 0x56B4E9, 0x9AD4F7),
        new Ink("c6", 0x4A4F54, 0xC5CBD0),
        new Ink("c7", 0x7A5C8E, 0xBF9FD4)
    };

    static Ink series(int index) {
        return SERIES[Math.floorMod(index, SERIES.length)];
    }

    /** A colour that is the same on any paper, for cells that have their own. */
    static Ink fixed(int rgb) {
        return new Ink(String.format(java.util.Locale.ROOT, "f%06x", rgb), rgb, rgb);
    }
}
