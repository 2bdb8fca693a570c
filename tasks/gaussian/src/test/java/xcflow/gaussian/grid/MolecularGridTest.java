package xcflow.gaussian.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;

class MolecularGridTest {
    private static final JsonNode REFERENCE = read();

    static Stream<JsonNode> rows() {
        return REFERENCE.get("rows").valueStream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isTheGridOfTheReference(JsonNode row) {
        List<Atom> atoms = atoms(row.get("system").asString());
        try (Workers workers = new Workers(1)) {
            MolecularGrid grid =
                    MolecularGrid.of(atoms, new GridLevel(row.get("level").asInt()), workers);
            double gaussian = 0;
            double moment = 0;
            double cusp = 0;
            double squares = 0;
            for (int p = 0; p < grid.size(); p++) {
                double x = grid.x()[p];
                double y = grid.y()[p];
                double z = grid.z()[p];
                double w = grid.weights()[p];
                double r2 = x * x + y * y + z * z;
                gaussian += w * Math.exp(-0.4 * r2);
                moment += w * Math.exp(-0.2 * r2) * (0.3 * x + 0.5 * y + 0.7 * z);
                squares += w * w * Math.exp(-0.1 * r2);
                Atom here = new Atom(Element.ofNumber(1), x, y, z);
                for (Atom atom : atoms) {
                    cusp += w * atom.charge() * Math.exp(-2 * atom.distance(here));
                }
            }
            assertThat(grid.generated()).isEqualTo(row.get("points").asInt());
            assertThat(gaussian).isCloseTo(row.get("gaussian").asDouble(), within(1e-11));
            assertThat(moment).isCloseTo(row.get("moment").asDouble(), within(1e-11));
            assertThat(cusp).isCloseTo(row.get("cusp").asDouble(), within(1e-10));
            assertThat(squares)
                    .isCloseTo(
                            row.get("squares").asDouble(),
                            within(1e-11 * row.get("squares").asDouble()));
        }
    }

    @Test
    void isTheSameForAnyNumberOfThreads() {
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            List<Atom> atoms = atoms("C2H2");
            MolecularGrid a = MolecularGrid.of(atoms, new GridLevel(1), one);
            MolecularGrid b = MolecularGrid.of(atoms, new GridLevel(1), three);
            assertThat(b.weights()).containsExactly(a.weights());
            assertThat(b.x()).containsExactly(a.x());
        }
    }

    @Test
    void hasCompactBlocks() {
        try (Workers workers = new Workers(1)) {
            MolecularGrid grid = MolecularGrid.of(atoms("C2H2"), new GridLevel(3), workers);
            int small = 0;
            for (int block = 0; block < grid.blocks(); block++) {
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                for (int p = grid.start(block); p < grid.end(block); p++) {
                    low = Math.min(low, grid.z()[p]);
                    high = Math.max(high, grid.z()[p]);
                }
                small += high - low < 3 ? 1 : 0;
            }
            assertThat(small).isGreaterThan(grid.blocks() / 2);
        }
    }

    @Test
    void refusesALevelThatDoesNotExist() {
        assertThatThrownBy(() -> new GridLevel(10))
                .hasMessage("the grid level must be 0 to 9, not 10");
    }

    private static List<Atom> atoms(String system) {
        List<Atom> atoms = new ArrayList<>();
        for (JsonNode atom : REFERENCE.get("geometries_bohr").get(system)) {
            JsonNode position = atom.get(1);
            atoms.add(
                    new Atom(
                            Element.ofSymbol(atom.get(0).asString()).orElseThrow(),
                            position.get(0).asDouble(),
                            position.get(1).asDouble(),
                            position.get(2).asDouble()));
        }
        return atoms;
    }

    private static JsonNode read() {
        try (InputStream in = MolecularGridTest.class.getResourceAsStream("grids.json")) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
