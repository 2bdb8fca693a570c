package xcflow.gaussian.xc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.grid.GridLevel;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

class ExchangeCorrelationTest {
    private static final JsonNode REFERENCE = read();

    static Stream<JsonNode> rows() {
        return REFERENCE.get("rows").valueStream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreesWithTheReference(JsonNode row) {
        Functional functional = Functionals.named(row.get("functional").asString());
        int spins = row.get("electrons").size();
        try (Setup setup = new Setup(row, 1, 1 << 28)) {
            ExchangeCorrelation.Integral integral =
                    setup.xc.integrate(functional, setup.densities(spins));
            int n = setup.basis.count();
            assertThat(n).isEqualTo(row.get("functions").asInt());
            assertThat(integral.energy()).isCloseTo(row.get("energy").asDouble(), within(1e-8));
            for (int spin = 0; spin < spins; spin++) {
                double[] matrix = integral.matrices().get(spin);
                assertThat(integral.electrons()[spin])
                        .isCloseTo(row.get("electrons").get(spin).asDouble(), within(1e-8));
                assertThat(setup.densities(spins).get(spin).trace(matrix))
                        .isCloseTo(row.get("trace").get(spin).asDouble(), within(1e-8));
                assertThat(Arrays.stream(matrix).map(v -> v * v).sum())
                        .isCloseTo(row.get("squares").get(spin).asDouble(), within(1e-7));
                assertThat(matrix[0])
                        .isCloseTo(row.get("first").get(spin).asDouble(), within(1e-8));
                assertThat(matrix[(n - 1) * n + 1])
                        .isCloseTo(row.get("last").get(spin).asDouble(), within(1e-8));
            }
        }
    }

    @Test
    void givesTheSameBitsForAnyNumberOfThreadsAndAnyMemory() {
        JsonNode row = REFERENCE.get("rows").get(1);
        Functional functional = Functionals.named("PBE");
        try (Setup one = new Setup(row, 1, 0);
                Setup three = new Setup(row, 3, 1 << 20)) {
            ExchangeCorrelation.Integral a = one.xc.integrate(functional, one.densities(1));
            for (int repeat = 0; repeat < 2; repeat++) {
                ExchangeCorrelation.Integral b = three.xc.integrate(functional, one.densities(1));
                assertThat(b.energy()).isEqualTo(a.energy());
                assertThat(b.matrices().get(0)).containsExactly(a.matrices().get(0));
            }
        }
    }

    private static final class Setup implements AutoCloseable {
        final Workers workers;
        final Basis basis;
        final ExchangeCorrelation xc;

        Setup(JsonNode row, int threads, long memory) {
            workers = new Workers(threads);
            List<Atom> atoms = new ArrayList<>();
            for (JsonNode atom :
                    REFERENCE.get("geometries_bohr").get(row.get("system").asString())) {
                JsonNode position = atom.get(1);
                atoms.add(
                        new Atom(
                                Element.ofSymbol(atom.get(0).asString()).orElseThrow(),
                                position.get(0).asDouble(),
                                position.get(1).asDouble(),
                                position.get(2).asDouble()));
            }
            int electrons = atoms.stream().mapToInt(Atom::charge).sum();
            Molecule molecule = new Molecule(atoms, 0, electrons % 2);
            basis = Basis.of(molecule, BasisSet.of(row.get("basis").asString()));
            MolecularGrid grid =
                    MolecularGrid.of(atoms, new GridLevel(row.get("level").asInt()), workers);
            xc = new ExchangeCorrelation(basis, grid, workers, memory);
        }

        List<DensityMatrix> densities(int spins) {
            return spins == 1
                    ? List.of(density(5, 0.5, 2))
                    : List.of(density(5, 0.5, 1), density(3, 0.2, 1));
        }

        private DensityMatrix density(int rank, double phase, double occupation) {
            int n = basis.count();
            double[] orbitals =
                    IntStream.range(0, rank * n)
                            .mapToDouble(
                                    at ->
                                            Math.cos(1.1 * (at / n) + 0.37 * (at % n) + phase)
                                                    / Math.sqrt(n))
                            .toArray();
            double[] occupations = new double[rank];
            Arrays.fill(occupations, occupation);
            return DensityMatrix.ofOrbitals(n, occupations, orbitals);
        }

        @Override
        public void close() {
            xc.close();
            workers.close();
        }
    }

    private static JsonNode read() {
        try (InputStream in = ExchangeCorrelationTest.class.getResourceAsStream("xc.json")) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
