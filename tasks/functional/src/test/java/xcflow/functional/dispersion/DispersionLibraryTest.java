package xcflow.functional.dispersion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DispersionLibraryTest {
    private static void requireInstalled(DispersionModel model) {
        assumeTrue(
                DispersionLibrary.installed(model).isPresent(),
                "not applicable: " + model.library() + " is not installed on this machine");
    }

    @ParameterizedTest
    @CsvSource({
        "D3BJ, simple-dftd3, XCFLOW_DFTD3, libs-dftd3.so",
        "D4, dftd4, XCFLOW_DFTD4, libdftd4.so"
    })
    void saysHowToInstallAMissingLibrary(
            DispersionModel model, String library, String variable, String file) {
        assertThatThrownBy(() -> DispersionLibrary.required(model, Optional.empty()))
                .isInstanceOf(DispersionException.class)
                .hasMessageContaining("needs the library " + library)
                .hasMessageContaining("conda install -c conda-forge " + library)
                .hasMessageContaining(variable)
                .hasMessageContaining(file);
    }

    @ParameterizedTest
    @EnumSource(DispersionModel.class)
    void tellsItsVersion(DispersionModel model) {
        requireInstalled(model);
        assertThat(DispersionLibrary.required(model).version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+");
    }

    @ParameterizedTest
    @EnumSource(DispersionModel.class)
    void isTheSlopeOfTheEnergy(DispersionModel model) {
        requireInstalled(model);
        Damping damping = DampingTable.find(model, "PBE").orElseThrow();
        int[] neon = {10, 10, 8};
        double step = 1e-3;
        double[] here = {0, 0, 0, 0, 0.3, 5.5, 4.1, 0.2, 1.0};
        double[] ahead = {0, 0, 0, 0, 0.3, 5.5, 4.1, 0.2 + step, 1.0};
        double[] behind = {0, 0, 0, 0, 0.3, 5.5, 4.1, 0.2 - step, 1.0};
        double slope =
                (Dispersion.of(damping, neon, ahead, 0).energy()
                                - Dispersion.of(damping, neon, behind, 0).energy())
                        / (2 * step);
        assertThat(Dispersion.of(damping, neon, here, 0).gradient()[7])
                .isCloseTo(slope, within(1e-9));
    }

    /** What a library brings along for linear algebra must not take the place of ours. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void itsLinearAlgebraIsSeenByItAlone() throws IOException {
        requireInstalled(DispersionModel.D4);
        Damping damping = DampingTable.find(DispersionModel.D4, "PBE").orElseThrow();
        Dispersion.of(damping, new int[] {10, 10}, new double[] {0, 0, 0, 0, 0, 6}, 0);
        assertThat(fileOfProcessFunction("cblas_dgemm")).doesNotContain("dispersion", "dftd4");
        assertThat(fileOfProcessFunction("dgemm_")).doesNotContain("dispersion", "dftd4");
    }

    /** The file of a function that all libraries see; empty if there is none. */
    private static String fileOfProcessFunction(String name) throws IOException {
        long address;
        try {
            address =
                    Pointer.nativeValue(NativeLibrary.getProcess().getGlobalVariableAddress(name));
        } catch (UnsatisfiedLinkError none) {
            return "";
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            String[] range = line.substring(0, line.indexOf(' ')).split("-");
            if (Long.parseUnsignedLong(range[0], 16) <= address
                    && address < Long.parseUnsignedLong(range[1], 16)) {
                return line;
            }
        }
        throw new AssertionError(name + " is nowhere");
    }

    @Test
    void refusesElementsBeyondItsTables() {
        requireInstalled(DispersionModel.D4);
        Damping damping = DampingTable.find(DispersionModel.D4, "PBE").orElseThrow();
        int[] francium = {87, 87};
        double[] positions = {0, 0, 0, 0, 0, 8};
        assertThatThrownBy(() -> Dispersion.of(damping, francium, positions, 0))
                .hasMessage("D4 has no parameters of Fr: it knows the elements up to Rn");
    }

    @Test
    void aFileThatIsNotTheLibraryIsNamed() {
        assertThat(DispersionLibrary.missing(DispersionModel.D4, "/opt/libother.so"))
                .contains("is not in /opt/libother.so as XCFLOW_DFTD4 says");
    }
}
