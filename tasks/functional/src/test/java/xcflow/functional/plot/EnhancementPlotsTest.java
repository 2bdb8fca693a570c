package xcflow.functional.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import xcflow.figures.Figure;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;

class EnhancementPlotsTest {
    private static EnhancementPlots plots() {
        return new EnhancementPlots(
                (Separable) Functionals.named("RPBE"),
                Optional.of((Separable) Functionals.named("PBE")));
    }

    private static byte[] svg(Figure plot) throws IOException {
        var out = new ByteArrayOutputStream();
        plot.writeSvg(out);
        return out.toByteArray();
    }

    @Test
    void thereIsADifferenceOnlyWhereThereIsAParent() {
        assertThat(plots().all()).containsKeys("exchange", "unpolarised", "difference");
        var alone = new EnhancementPlots((Separable) Functionals.named("PBE"));
        assertThat(alone.all()).doesNotContainKey("difference");
    }

    @Test
    void theSamePictureIsTheSameBytes() throws IOException {
        assertThat(svg(plots().exchange())).isEqualTo(svg(plots().exchange()));
    }

    @Test
    void aPngHasCurvesOnIt() throws IOException {
        var out = new ByteArrayOutputStream();
        plots().combined(0).writePng(out);
        var image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
        assertThat(image.getWidth()).isEqualTo(1440);
        int coloured = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if ((image.getRGB(x, y) & 0xffffff) == 0x0072B2) {
                    coloured++;
                }
            }
        }
        assertThat(coloured).isGreaterThan(300);
    }

    @Test
    void theGradientsOfDensitiesAreShadedAndDifferencesStandBelow() throws IOException {
        String svg = new String(svg(plots().exchange()), StandardCharsets.UTF_8);
        assertThat(svg).contains(">molecules and solids</text>", " minus that of PBE<");
        assertThat(svg).hasSizeLessThan(60_000);
    }

    @Test
    void anUnknownFormatIsRefused() {
        assertThatThrownBy(() -> plots().exchange().write(Path.of("picture.gif")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(".svg or .png");
    }
}
