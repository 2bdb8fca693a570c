package xcflow.planewave.scf;

/**
 * How many bands a model needs. A few more than the electrons fill are followed always: the order
 * of states can change between the starting and the final density, and a filled state that is in no
 * band yet could otherwise never be found by vectors of other symmetry.
 */
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
        return least + Math.max(margin ? 4 : 2, least / (margin ? 5 : 10));
    }
}
