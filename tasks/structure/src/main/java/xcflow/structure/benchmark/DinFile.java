package xcflow.structure.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;

/**
 * The reactions of a {@code .din} file, as the collection {@code aoterodelaroza/refdata} has them:
 * coefficient and system on lines of their own, in turn, then 0, then the reference value in
 * kcal/mol, which a remark may follow. Lines that begin with # are comments.
 */
final class DinFile {
    private DinFile() {}

    /**
     * @throws xcflow.numerics.text.TextException if a line is not understood
     */
    static List<SetReaction> read(TextFile file) {
        List<SetReaction> reactions = new ArrayList<>();
        Map<String, Double> sum = new LinkedHashMap<>();
        double coefficient = Double.NaN;
        boolean ended = false;
        Line last = null;
        for (int i = 0; i < file.lines().size(); i++) {
            Line line = file.line(i);
            if (line.withoutComment("#").isBlank()) {
                continue;
            }
            last = line;
            Words words = line.withoutComment("#").words();
            Word word = words.next("a coefficient, a system or a reference value");
            if (ended) {
                reactions.add(
                        ReactionText.of(
                                new LinkedHashMap<>(sum), word.number("a reference value"), line));
                sum.clear();
                ended = false;
                continue;
            }
            words.end();
            if (Double.isNaN(coefficient)) {
                coefficient = word.number("a coefficient");
                if (coefficient == 0) {
                    if (sum.isEmpty()) {
                        throw word.error("the reaction ends before it has a system");
                    }
                    ended = true;
                    coefficient = Double.NaN;
                }
            } else {
                sum.merge(word.text(), coefficient, Double::sum);
                coefficient = Double.NaN;
            }
        }
        if (ended || !sum.isEmpty() || !Double.isNaN(coefficient)) {
            throw last.error("the file ends within a reaction");
        }
        return reactions;
    }
}
