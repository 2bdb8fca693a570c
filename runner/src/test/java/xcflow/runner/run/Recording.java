package xcflow.runner.run;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import xcflow.provenance.record.Warning;

/** Records the notifications that a run sends. */
final class Recording implements RunListener {
    final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void started(String label, int threads) {
        told.add("started " + label + " " + threads);
    }

    @Override
    public void cached(List<String> labels) {
        told.add("cached " + String.join(" ", labels));
    }

    @Override
    public void succeeded(String label) {
        told.add("succeeded " + label);
    }

    @Override
    public void warned(String label, List<Warning> warnings) {
        told.add("warned " + label + ": " + warnings.get(0).text());
    }

    @Override
    public void retrying(String label, String message, Instant at) {
        told.add("retrying " + label + ": " + message);
    }

    @Override
    public void failed(String label, String message) {
        told.add("failed " + label + ": " + message);
    }

    @Override
    public void skipped(String label, String reason) {
        told.add("skipped " + label);
    }

    @Override
    public void stopped(String label) {
        told.add("stopped " + label);
    }

    @Override
    public void ended() {
        told.add("ended");
    }
}
