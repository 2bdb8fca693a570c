package xcflow.provenance.functional;

import java.time.Instant;

/** Something that a person wrote about a functional version. */
public record Note(String text, String author, Instant created) {}
