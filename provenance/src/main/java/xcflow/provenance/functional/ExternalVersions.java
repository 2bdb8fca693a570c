package xcflow.provenance.functional;

import xcflow.provenance.event.EventLog;

/** Recording of functionals that were made elsewhere and came as files. */
public record ExternalVersions(EventLog events, ReferenceDescriptions references) {

    /**
     * Records a file, unless its content is on record already: as an external version whose
     * relation to what it imitates is {@code imported}.
     *
     * @param name series, as the file says
     * @param digest SHA-256 of the file
     * @param architecture as the file says
     * @param reference name of the functional that it imitates, or empty
     * @return id of the version with this content
     */
    public long imported(String name, String digest, String architecture, String reference) {
        return events.recordDurably(
                recording ->
                        new FunctionalRows(recording, references)
                                .imported(name, digest, architecture, reference));
    }
}
