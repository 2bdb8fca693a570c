package xcflow.planewave.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.SpaceGroup;

class SpaceGroupTest {

    @Test
    void diamondHasFortyEightOperationsHalfOfThemWithATranslation() {
        SpaceGroup group =
                Groups.of(
                        new Crystal(
                                Lattice.faceCentredCubic(10),
                                List.of(Site.of("C", 0, 0, 0), Site.of("C", .25, .25, .25))));
        assertThat(group.order()).isEqualTo(48);
        assertThat(group.operations().stream().filter(o -> o.tx() + o.ty() + o.tz() > 0).count())
                .isEqualTo(24);
    }

    @Test
    void zincBlendeLosesTheInversion() {
        assertThat(
                        Groups.of(
                                        new Crystal(
                                                Lattice.faceCentredCubic(10),
                                                List.of(
                                                        Site.of("Si", 0, 0, 0),
                                                        Site.of("C", .25, .25, .25))))
                                .order())
                .isEqualTo(24);
    }

    @Test
    void graphiteHasTheFullHexagonalGroup() {
        double third = 1.0 / 3;
        assertThat(
                        Groups.of(
                                        new Crystal(
                                                Lattice.hexagonal(4.65, 12.7),
                                                List.of(
                                                        Site.of("C", 0, 0, .25),
                                                        Site.of("C", 0, 0, .75),
                                                        Site.of("C", third, 2 * third, .25),
                                                        Site.of("C", 2 * third, third, .75))))
                                .order())
                .isEqualTo(24);
    }

    @Test
    void aSupercellHasItsTranslationsToo() {
        List<Site> sites =
                List.of(
                        Site.of("Al", 0, 0, 0),
                        Site.of("Al", .5, .5, 0),
                        Site.of("Al", .5, 0, .5),
                        Site.of("Al", 0, .5, .5));
        assertThat(Groups.of(new Crystal(Lattice.cubic(7.6), sites)).order()).isEqualTo(192);
    }

    @Test
    void unequalMomentsMakeAtomsUnequal() {
        List<Site> sites =
                List.of(
                        Site.of("Fe", 0, 0, 0).withMoment(2),
                        Site.of("Fe", .5, .5, .5).withMoment(-2));
        assertThat(Groups.of(new Crystal(Lattice.cubic(5.4), sites)).order()).isEqualTo(48);
    }

    @Test
    void theOrderDoesNotDependOnTheChoiceOfCell() {
        Crystal skewed =
                Crystal.of(
                        new double[][] {{0, 5, 5}, {5, 0, 5}, {10, 10, 0}},
                        List.of(Site.of("Al", 0, 0, 0), Site.of("Al", 0, 0, .5)));
        Crystal further =
                Crystal.of(
                        new double[][] {{0, 5, 5}, {5, 5, 10}, {5, 5, 0}},
                        List.of(Site.of("Al", 0, 0, 0)));
        assertThat(Groups.of(further).order()).isEqualTo(48);
        assertThat(Groups.of(skewed).order()).isGreaterThanOrEqualTo(8);
    }
}
