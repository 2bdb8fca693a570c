package xcflow.functional.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.DescriptorSet;
import xcflow.functional.neural.NeuralFunctional;

/** What exports to other programs cannot carry, they refuse by name. */
class RefusedExportsTest {
    @Test
    void aMetaGgaIsRefused() throws Exception {
        var shape = new Shape(4, 1, Activation.TANH);
        var exported =
                ExportedFunctionals.exported(
                        NeuralFunctional.untrained(
                                Architecture.CONSTRAINED.specify(
                                        "meta",
                                        "r2SCAN",
                                        Constraints.ALL_KINETIC,
                                        shape,
                                        shape,
                                        1)));
        assertThat(exported.runsElsewhere()).isFalse();
        assertThatThrownBy(() -> ExportFiles.c(exported))
                .hasMessageContaining("meta depends on the kinetic energy density");
    }

    @Test
    void theGradientsOfBothSpinsAreRefused() throws Exception {
        var shape = new Shape(4, 1, Activation.TANH);
        var exported =
                ExportedFunctionals.exported(
                        NeuralFunctional.untrained(
                                Architecture.CONSTRAINED.specify(
                                        "apart",
                                        "BLYP",
                                        Constraints.NONE,
                                        shape,
                                        shape.with(Optional.of(DescriptorSet.SPIN_GRADIENTS)),
                                        1)));
        assertThat(exported.runsElsewhere()).isFalse();
        assertThatThrownBy(() -> ExportFiles.torchscript(exported))
                .hasMessageContaining("apart has the descriptors 'spin-gradients'");
    }

    @Test
    void aBaseThatCannotBeExportedIsNamed() throws IOException {
        var shape = new Shape(4, 1, Activation.TANH);
        var functional =
                NeuralFunctional.untrained(
                        Architecture.ANCHORED.specify(
                                "mine", "BLYP", Constraints.NONE, shape, shape, 1));
        var exported = ExportedFunctionals.exported(functional);
        assertThatThrownBy(() -> ExportFiles.c(exported))
                .hasMessageContaining("anchored to BLYP")
                .hasMessageContaining("PBEsol");
    }
}
