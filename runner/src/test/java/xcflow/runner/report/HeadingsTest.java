package xcflow.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadingsTest {
    private static final Report.Column ERROR =
            new Report.Column("training.energy-mean", "Ha", "Mean absolute error of E_xc.");

    @Test
    void aQuantityIsCalledWhatItsAuthorSaysOfIt() {
        assertThat(Headings.text(ERROR)).isEqualTo("training: mean absolute error of E_xc");
        assertThat(Headings.html(Headings.text(ERROR)))
                .isEqualTo("training: mean absolute error of E<sub>xc</sub>");
    }

    @Test
    void withoutAShortSentenceItsNameIsSaidInWords() {
        assertThat(Headings.text(new Report.Column("final-loss", "", "x".repeat(80))))
                .isEqualTo("final loss");
        assertThat(Headings.text(new Report.Column("Total energies (mHa)", "", "")))
                .isEqualTo("Total energies (mHa)");
        assertThat(Headings.text(new Report.Column("max_x", "", ""))).isEqualTo("max x");
        assertThat(Headings.html("<b> r_s & my_case"))
                .isEqualTo("&lt;b&gt; r<sub>s</sub> &amp; my_case");
    }

    @Test
    void smallErrorsAreShownInThousandthsAndEnergiesAreNot() {
        assertThat(Headings.isMilli(ERROR, List.of(1e-4, -0.02))).isTrue();
        assertThat(Headings.isMilli(ERROR, List.of(1e-4, 0.2))).isFalse();
        assertThat(Headings.isMilli(new Report.Column("energy", "Ha"), List.of(1e-4))).isFalse();
        Report.Table table =
                new Report.Table("t", List.of(ERROR), List.of(List.of(2e-4), List.of(1.5e-3)));
        PageFormat.Grid grid = new PageFormat(null).grid(table);
        assertThat(grid.columns().get(0).unit()).isEqualTo("mHa");
        assertThat(grid.rows()).containsExactly(List.of("0.2"), List.of("1.5"));
        assertThat(grid.columns().get(0).meaning())
                .isEqualTo("training.energy-mean: Mean absolute error of E_xc.");
    }

    @Test
    void exponentsArePowersOfTen() {
        PageFormat page = new PageFormat(null);
        assertThat(page.powers("-3.82e-05")).isEqualTo("-3.82·10<sup>−5</sup>");
        assertThat(page.powers("1.0000e+12")).isEqualTo("1.0000·10<sup>12</sup>");
        assertThat(page.powers("<b>e-5")).isEqualTo("&lt;b&gt;e-5");
    }

    @Test
    void aVerdictIsASentenceWithItsReason() {
        String text = "A is better. Reproduced: no, because A has 2, B 1.";
        assertThat(StatedClaims.of(text))
                .contains(new Report.Verdict("A is better.", Optional.of(false), "A has 2, B 1."));
        assertThat(StatedClaims.of(Map.of("claim", "A is better.", "verdict", "no", "text", text)))
                .isEqualTo(StatedClaims.of(text));
        assertThat(StatedClaims.of("B. Reproduced: undecided, because C is missing."))
                .contains(new Report.Verdict("B.", Optional.empty(), "C is missing."));
        assertThat(StatedClaims.of("Something else.")).isEmpty();
        assertThat(StatedClaims.of(3L)).isEmpty();
    }
}
