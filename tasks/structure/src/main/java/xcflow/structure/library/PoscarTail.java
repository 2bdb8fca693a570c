package xcflow.structure.library;

import java.util.Locale;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.Lines;
import xcflow.numerics.text.Words;

/**
 * What molecular dynamics leaves behind the positions of a POSCAR file: velocities of lattice and
 * atoms, the state of the predictor and corrector. It means nothing for an energy, but must be what
 * it seems.
 */
final class PoscarTail {
    private final Lines lines;

    PoscarTail(Lines lines) {
        this.lines = lines;
    }

    /** Reads to the end of the file. */
    void skip(int atoms) {
        lines.skipBlankAndComments("");
        if (lines.hasNext()
                && lines.peek()
                        .text()
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .startsWith("lattice velocities")) {
            lines.next("");
            rows(1, 1);
            rows(6, 3);
            lines.skipBlankAndComments("");
        }
        if (!lines.hasNext()) {
            return;
        }
        if (Character.isLetter(lines.peek().text().strip().charAt(0))) {
            Line mode = lines.next("");
            if ("dc".indexOf(PoscarReader.mode(mode)) < 0) {
                throw mode.error("expected the kind of velocities, Direct or Cartesian");
            }
        }
        rows(atoms, 3);
        lines.skipBlankAndComments("");
        if (lines.hasNext()) {
            rows(1, 1);
            rows(1, 1);
            rows(1, 4);
            rows(3 * atoms, 3);
            lines.skipBlankAndComments("");
        }
        if (lines.hasNext()) {
            throw lines.peek().error("more follows than positions and velocities");
        }
    }

    private void rows(int count, int numbers) {
        for (int i = 0; i < count; i++) {
            Line line = lines.next("velocities or the state of molecular dynamics");
            Words words = line.withoutComment("!#").words();
            words.numbers(numbers, "a number of velocities, which may follow the positions");
            words.end();
        }
    }
}
