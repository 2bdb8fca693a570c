package xcflow.experiments.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files written by ASE and pymatgen are the structures that these programs read from them. */
class ForeignFilesTest {
    /** Å; the files have up to 16 digits. */
    private static final double ERROR = 1e-8;

    static List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        expectations().forEach(node -> names.add(node.get("file").asString()));
        return names;
    }

    private static JsonNode expectations() throws IOException {
        try (var in = ForeignFilesTest.class.getResourceAsStream("readers/readers.json")) {
            return JsonMapper.shared().readTree(in).get("files");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void areReadAsTheirWritersReadThem(String file) throws IOException, URISyntaxException {
        JsonNode expected =
                expectations()
                        .valueStream()
                        .filter(node -> node.get("file").asString().equals(file))
                        .findFirst()
                        .orElseThrow();
        Path path = Path.of(ForeignFilesTest.class.getResource("readers/" + file).toURI());
        Map<String, Object> found = Readings.reading(expected.get("kind").asString(), path);
        JsonMapper json = JsonMapper.shared();
        JsonNode ours = json.valueToTree(found);
        assertThat(found).doesNotContainKeys("refused", "broken");
        if (expected.get("kind").asString().equals("molecule")) {
            assertThat(ours.get("species")).isEqualTo(expected.get("species"));
            assertThat(ours.get("unpaired").asInt()).isEqualTo(expected.get("unpaired").asInt());
            double[][] mine = matrix(ours.get("positions"));
            double[][] theirs = matrix(expected.get("positions"));
            for (int i = 0; i < mine.length; i++) {
                assertThat(mine[i]).containsExactly(theirs[i], within(ERROR));
            }
        } else {
            compareCrystals(ours, expected);
        }
    }

    /** Lattices may be turned against each other, atoms in another order and another cell. */
    private static void compareCrystals(JsonNode ours, JsonNode expected) {
        double[][] lattice = matrix(ours.get("lattice"));
        double[][] theirLattice = matrix(expected.get("lattice"));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(dot(lattice[i], lattice[j]))
                        .isCloseTo(dot(theirLattice[i], theirLattice[j]), within(1e-7));
            }
        }
        double[][] mine = matrix(ours.get("fractional"));
        double[][] theirs = fractional(matrix(expected.get("positions")), theirLattice);
        assertThat(mine).hasDimensions(theirs.length, 3);
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < theirs.length; i++) {
            free.add(i);
        }
        for (int i = 0; i < mine.length; i++) {
            JsonNode element = ours.get("species").get(i);
            double[] r = mine[i];
            Integer partner =
                    free.stream()
                            .filter(k -> expected.get("species").get(k).equals(element))
                            .filter(k -> distance(r, theirs[k], lattice) < ERROR)
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no partner of " + element));
            free.remove(partner);
        }
    }

    private static double distance(double[] a, double[] b, double[][] lattice) {
        double[] r = new double[3];
        for (int i = 0; i < 3; i++) {
            double f = a[i] - b[i] - Math.rint(a[i] - b[i]);
            for (int axis = 0; axis < 3; axis++) {
                r[axis] += f * lattice[i][axis];
            }
        }
        return Math.sqrt(dot(r, r));
    }

    /** Cramer's rule with the vectors reciprocal to the lattice. */
    private static double[][] fractional(double[][] positions, double[][] lattice) {
        double[][] reciprocal = {
            cross(lattice[1], lattice[2]),
            cross(lattice[2], lattice[0]),
            cross(lattice[0], lattice[1])
        };
        double volume = dot(lattice[0], reciprocal[0]);
        double[][] result = new double[positions.length][3];
        for (int i = 0; i < positions.length; i++) {
            for (int k = 0; k < 3; k++) {
                result[i][k] = dot(reciprocal[k], positions[i]) / volume;
            }
        }
        return result;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {
            a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
        };
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double[][] matrix(JsonNode rows) {
        return rows.valueStream()
                .map(row -> row.valueStream().mapToDouble(JsonNode::asDouble).toArray())
                .toArray(double[][]::new);
    }
}
