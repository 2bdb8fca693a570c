package xcflow.planewave.scf;

/** How many bands a model needs. */
final class BandCount {
    private BandCount() {}

    static int of(Model model, Settings settings) {
        double filled =
                model.spin() instanceof Spin.Fixed fixed
                        ? 0.5 * (model.electrons() + Math.abs(fixed.moment()))
                        : 0.5 * model.electrons();
        int least = (int) Math.ceil(filled - 1e-9);
        if (settings.bands() > 0) {
            if (settings.bands() < least) {
                throw new IllegalArgumentException(
                        settings.bands() + " bands cannot hold the electrons: " + least + " can");
            }
            return settings.bands();
        }
        boolean margin = model.smearing().width() > 0;
        return margin ? least + Math.max(4, least / 5) : least;
    }
}
