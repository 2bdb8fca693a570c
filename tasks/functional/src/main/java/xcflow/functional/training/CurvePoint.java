package xcflow.functional.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * One point of a learning curve. Errors are root mean squares.
 *
 * @param part {@code exchange} or {@code correlation}
 * @param phase {@code adam} or {@code gauss-newton}
 * @param step number of the step within the phase, zero before the first
 * @param loss the training loss, Ha²
 * @param energy error of the energy per electron, Ha
 * @param potential error of v_ρ, Ha
 * @param gradient error of 2 σ v_σ / ρ, Ha
 * @param integrated error of the integrated energies of the training systems, Ha
 * @param heldOutLoss the same loss on the held-out systems; NaN if there are none
 * @param heldOutIntegrated error of their integrated energies, Ha; NaN if there are none
 */
public record CurvePoint(
        String part,
        String phase,
        int step,
        double loss,
        double energy,
        double potential,
        double gradient,
        double integrated,
        double heldOutLoss,
        double heldOutIntegrated) {

    private static final String HEADER =
            "part,phase,step,loss_ha2,energy_ha,potential_ha,gradient_ha,integrated_ha,"
                    + "held_out_loss_ha2,held_out_integrated_ha\n";

    /** Writes a learning curve as CSV and leaves the stream open. */
    public static void writeCsv(List<CurvePoint> curve, OutputStream out) throws IOException {
        var text = new StringBuilder(HEADER);
        for (CurvePoint point : curve) {
            text.append(point.part).append(',').append(point.phase).append(',');
            text.append(point.step);
            double[] numbers = {
                point.loss,
                point.energy,
                point.potential,
                point.gradient,
                point.integrated,
                point.heldOutLoss,
                point.heldOutIntegrated
            };
            for (double number : numbers) {
                text.append(',');
                if (!Double.isNaN(number)) {
                    text.append(String.format(Locale.ROOT, "%.6e", number));
                }
            }
            text.append('\n');
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
