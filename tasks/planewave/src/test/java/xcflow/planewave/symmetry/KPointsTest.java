package xcflow.planewave.symmetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;
import xcflow.structure.symmetry.KPoints;
import xcflow.structure.symmetry.MeshSymmetry;
import xcflow.structure.symmetry.Operation;
import xcflow.structure.symmetry.ReducedPoints;
import xcflow.structure.symmetry.SpaceGroup;

class KPointsTest {
    private static final Crystal SILICON =
            new Crystal(
                    Lattice.faceCentredCubic(10.2631),
                    List.of(Site.of("Si", 0, 0, 0), Site.of("Si", .25, .25, .25)));

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "4, 8", "8, 29"})
    void gammaCentredMeshesOfDiamondHaveTheKnownIrreduciblePoints(int n, int expected) {
        KPoints points = KPoints.reduce(KMesh.gammaCentred(n, n, n), Groups.of(SILICON));
        assertThat(points.points()).hasSize(expected);
        assertThat(points.points().stream().mapToDouble(KPoints.KPoint::weight).sum())
                .isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "4, 10"})
    void faceCentredShiftsKeepTheCubicSymmetry(int n, int expected) {
        KPoints points = KPoints.reduce(KMesh.faceCentred(n), Groups.of(SILICON));
        assertThat(points.points()).hasSize(expected);
        assertThat(points.group().order()).isEqualTo(48);
    }

    @Test
    void aShiftThatBreaksTheSymmetryKeepsOnlyItsSubgroup() {
        SpaceGroup group = Groups.of(SILICON);
        KPoints points = KPoints.reduce(KMesh.shifted(4, 4, 4, .5, .5, .5), group);
        assertThat(group.order()).isEqualTo(48);
        assertThat(points.group().order()).isEqualTo(12);
        assertThat(points.points()).hasSize(10);
    }

    @Test
    void timeReversalAloneHalvesAMesh() {
        KPoints points = KPoints.reduce(KMesh.shifted(4, 4, 4, .5, .5, .5), SpaceGroup.trivial());
        assertThat(points.points()).hasSize(32);
    }

    @Test
    void meshesWithoutPointsAreRefused() {
        assertThatThrownBy(() -> KMesh.gammaCentred(4, 0, 4))
                .hasMessageContaining("divisions of at least 1");
    }

    /** By looking at every point: what the steps of the mesh tell must be the same. */
    @Test
    void aRotationKeepsAMeshIfItKeepsEveryPoint() {
        List<KMesh> meshes =
                List.of(
                        KMesh.gammaCentred(4, 4, 4),
                        KMesh.gammaCentred(4, 4, 2),
                        KMesh.gammaCentred(2, 3, 4),
                        KMesh.shifted(3, 3, 3, .5, .5, .5),
                        KMesh.shifted(4, 4, 2, .5, 0, .5),
                        KMesh.shifted(2, 2, 2, .25, .25, .25),
                        KMesh.faceCentred(3),
                        new KMesh(
                                List.of(2, 1, 1),
                                List.of(List.of(0.0, 0.0, 0.0), List.of(0.0, 0.5, 0.0))));
        for (KMesh mesh : meshes) {
            MeshSymmetry symmetry = new MeshSymmetry(mesh);
            ReducedPoints all = new ReducedPoints(mesh.points());
            for (Operation operation : Groups.of(SILICON).operations()) {
                Operation.Rotation w = operation.rotation();
                boolean every =
                        mesh.points().stream()
                                .allMatch(k -> all.indexOf(w.applyTransposed(k)) >= 0);
                assertThat(symmetry.has(w)).as(mesh + " " + w).isEqualTo(every);
            }
        }
    }
}
