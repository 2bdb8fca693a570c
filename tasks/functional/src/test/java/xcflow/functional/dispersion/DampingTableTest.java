package xcflow.functional.dispersion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.functional.Functionals;

class DampingTableTest {
    @ParameterizedTest
    @CsvSource({
        "PBE, D3BJ, 0.7875, 0.4289, 4.4407",
        "B3LYP, D3BJ, 1.9889, 0.3981, 4.4211",
        "r2SCAN, D4, 0.60187490, 0.51559235, 5.77342911",
        "HSE06, D3BJ, 2.310, 0.383, 5.685"
    })
    void hasThePublishedParameters(
            String functional, DispersionModel model, double s8, double a1, double a2) {
        Damping damping = DampingTable.find(model, functional).orElseThrow();
        assertThat(new double[] {damping.s6(), damping.s8(), damping.a1(), damping.a2()})
                .containsExactly(1, s8, a1, a2);
    }

    @ParameterizedTest
    @CsvSource({
        "libxc:GGA_C_PBE+GGA_X_PBE, PBE",
        "libxc:HYB_GGA_XC_B3LYP, B3LYP",
        "r2-scan, r2SCAN",
        "b97d, B97-D",
        "libxc:gga_xc_b97_d, B97-D"
    })
    void knowsFunctionalsByTheirOtherNames(String name, String functional) {
        assertThat(DampingTable.find(DispersionModel.D4, name).orElseThrow().functional())
                .isEqualTo(functional);
    }

    @Test
    void hasNoneForExchangeAlone() {
        assertThat(DampingTable.find(DispersionModel.D4, "libxc:GGA_X_PBE")).isEmpty();
    }

    @Test
    void hasNoRationalDampingOfD3ForM06L() {
        assertThat(DampingTable.find(DispersionModel.D3BJ, "M06-L")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PBE", "PBEsol", "revPBE", "RPBE", "BLYP", "BP86", "r2SCAN", "SCAN", "rSCAN", "TPSS",
        "revTPSS", "PBE0", "B3LYP", "TPSSh", "r2SCAN0", "HSE06", "HF"
    })
    void knowsTheReferencesByTheirNames(String name) {
        for (DispersionModel model : DispersionModel.values()) {
            assertThat(DampingTable.find(model, Functionals.named(name).name())).isPresent();
        }
    }
}
