package xcflow.figures;

/** Title and caption, which are the same for all kinds of figures. */
final class Headline {
    private static final double TITLE = 16;
    private static final double CAPTION = 12.5;

    private Headline() {}

    /** Draws the title; returns where it ends. */
    static double draw(Sheet sheet, String title) {
        double y = 8;
        for (String line : Label.wrapped(title, TITLE * 1.08, sheet.width() - 32)) {
            y += 20;
            sheet.bold(Ink.TEXT, 16, y, TITLE, line);
        }
        return y;
    }

    /** Draws the caption below; returns the height of the whole. */
    static double caption(Sheet sheet, String caption, double top) {
        double y = top;
        for (String line : Label.wrapped(caption, CAPTION, sheet.width() - 32)) {
            y += 18;
            sheet.text(Ink.SOFT, 16, y, "start", CAPTION, line);
        }
        return y + 10;
    }
}
