package xcflow.runner.execution;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import xcflow.provenance.run.Recalled;
import xcflow.provenance.run.WorkerLedger;
import xcflow.runner.home.QuarantinedArtefacts;
import xcflow.storage.DamagedObjectException;
import xcflow.storage.ObjectStore;

/** Whether files that a task read are what their digests say, before its result is believed. */
record AlteredInputs(ObjectStore objects, WorkerLedger ledger) {

    /**
     * What is wrong with a file that the task read; empty if nothing is.
     *
     * @param error with which the task ended, or null
     */
    Optional<String> of(Attempt attempt, Throwable error) throws IOException {
        Optional<DamagedObjectException> damaged = damaged(error);
        try {
            attempt.verifyRead();
        } catch (DamagedObjectException e) {
            damaged = Optional.of(e);
        }
        if (damaged.isEmpty()) {
            return Optional.empty();
        }
        List<Recalled> recalled = new QuarantinedArtefacts(objects, ledger).settle();
        DamagedObjectException found = damaged.get();
        return Optional.of(
                recalled.stream()
                        .filter(one -> one.digest().equals(found.digest()))
                        .map(Recalled::text)
                        .findFirst()
                        .orElse(found.getMessage()));
    }

    private static Optional<DamagedObjectException> damaged(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof DamagedObjectException damaged) {
                return Optional.of(damaged);
            }
        }
        return Optional.empty();
    }
}
