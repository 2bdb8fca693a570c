package xcflow.runner.site;

import java.time.Duration;
import java.util.Optional;

/**
 * How a job is.
 *
 * @param phase empty if the batch system uses a word that its template does not know
 * @param word of the batch system
 * @param name that the job was submitted with
 * @param reason why it waits or has ended
 * @param left until its time is over
 */
public record JobState(
        Optional<Phase> phase,
        String word,
        Optional<String> name,
        Optional<String> reason,
        Optional<String> node,
        Optional<Duration> left) {

    /** What all batch systems know. */
    public enum Phase {
        WAITING,
        RUNNING,
        ENDED
    }
}
