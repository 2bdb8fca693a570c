package xcflow.runner.view;

import xcflow.provenance.record.ArtefactRef;
import xcflow.spi.Artefact;

/**
 * A file in the store.
 *
 * @param digest SHA-256
 * @param size in bytes
 */
public record ArtefactSummary(String digest, String name, String mediaType, long size) {

    public static ArtefactSummary of(ArtefactRef artefact) {
        return new ArtefactSummary(
                artefact.digest(), artefact.name(), artefact.mediaType(), artefact.size());
    }

    public static ArtefactSummary of(Artefact artefact) {
        return new ArtefactSummary(
                artefact.digest(), artefact.name(), artefact.mediaType(), artefact.size());
    }
}
