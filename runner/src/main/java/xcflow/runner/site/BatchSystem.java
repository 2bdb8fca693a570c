package xcflow.runner.site;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A batch system: takes scripts, says how they are, and ends them. Nothing of it is remembered
 * here.
 */
public interface BatchSystem {

    /**
     * Submits a script as one or several equal jobs, in one submission if the system can.
     *
     * @param count at least 1
     * @return the numbers of the jobs, as {@link #states} knows them
     * @throws BatchFailure if it was refused; whether all, some or none were submitted is not known
     */
    List<String> submit(JobScript script, int count) throws BatchFailure;

    /**
     * The states of the user's jobs by their numbers. Jobs that are missing have been forgotten:
     * they are over.
     *
     * @throws BatchFailure if the system could not be asked. That says nothing of any job.
     */
    Map<String, JobState> states() throws BatchFailure;

    /** Ends jobs, whatever they are doing; those that are over are no failure. */
    void cancel(Collection<String> jobs) throws BatchFailure;
}
