package xcflow.runner.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final double HAIR = 0.5;

    @Test
    void arrowsPassBehindNoBoxThatTheyDoNotJoin() {
        for (int seed = 0; seed < 12; seed++) {
            Diagram graph = random(4 + 5 * seed, seed);
            for (boolean down : new boolean[] {false, true}) {
                Layout layout = Layout.of(graph, sizes(graph), down);
                assertThat(layout.routes()).hasSameSizeAs(graph.arrows());
                for (Layout.Route route : layout.routes()) {
                    layout.boxes()
                            .forEach(
                                    (id, area) -> {
                                        if (!id.equals(route.arrow().from())
                                                && !id.equals(route.arrow().to())) {
                                            assertThat(crosses(route.points(), area))
                                                    .as("%s behind %s", route.arrow(), id)
                                                    .isFalse();
                                        }
                                    });
                }
            }
        }
    }

    @Test
    void boxesDoNotOverlapAndLieInsideThePicture() {
        Diagram graph = random(40, 7);
        Layout layout = Layout.of(graph, sizes(graph), false);
        List<Layout.Area> areas = List.copyOf(layout.boxes().values());
        for (int i = 0; i < areas.size(); i++) {
            Layout.Area one = areas.get(i);
            assertThat(one.x()).isGreaterThanOrEqualTo(0);
            assertThat(one.x() + one.width()).isLessThanOrEqualTo(layout.width());
            assertThat(one.y() + one.height()).isLessThanOrEqualTo(layout.height());
            for (Layout.Area other : areas.subList(i + 1, areas.size())) {
                boolean apart =
                        one.x() + one.width() <= other.x()
                                || other.x() + other.width() <= one.x()
                                || one.y() + one.height() <= other.y()
                                || other.y() + other.height() <= one.y();
                assertThat(apart).isTrue();
            }
        }
    }

    @Test
    void timeRunsFromLeftToRight() {
        Diagram graph = random(30, 3);
        Layout layout = Layout.of(graph, sizes(graph), false);
        for (Diagram.Arrow arrow : graph.arrows()) {
            Layout.Area from = layout.boxes().get(arrow.from());
            assertThat(from.x() + from.width()).isLessThan(layout.boxes().get(arrow.to()).x());
        }
    }

    @Test
    void theSameGraphIsDrawnTheSame() {
        assertThat(GraphPicture.element(random(50, 11)))
                .isEqualTo(GraphPicture.element(random(50, 11)));
    }

    private static boolean crosses(List<Layout.Point> points, Layout.Area area) {
        for (int i = 1; i < points.size(); i++) {
            Layout.Point a = points.get(i - 1);
            Layout.Point b = points.get(i);
            if (Math.max(a.x(), b.x()) > area.x() + HAIR
                    && Math.min(a.x(), b.x()) < area.x() + area.width() - HAIR
                    && Math.max(a.y(), b.y()) > area.y() + HAIR
                    && Math.min(a.y(), b.y()) < area.y() + area.height() - HAIR) {
                return true;
            }
        }
        return false;
    }

    /** Boxes each of which needs some before it, also far ones. */
    private static Diagram random(int size, long seed) {
        Random random = new Random(seed);
        List<Diagram.Box> boxes = new ArrayList<>();
        List<Diagram.Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boxes.add(
                    new Diagram.Box(
                            "s" + i,
                            Diagram.Kind.STEP,
                            "step-" + "long".repeat(random.nextInt(5)) + i,
                            List.of("task × " + i),
                            Map.of("SUCCEEDED", 1 + random.nextInt(90)),
                            Optional.empty()));
            for (int k = random.nextInt(4); k > 0 && i > 0; k--) {
                Diagram.Arrow arrow = new Diagram.Arrow("s" + random.nextInt(i), "s" + i, "", "");
                if (!arrows.contains(arrow)) {
                    arrows.add(arrow);
                }
            }
        }
        return new Diagram("random", boxes, arrows);
    }

    private static Map<String, Layout.Size> sizes(Diagram graph) {
        Map<String, Layout.Size> sizes = new LinkedHashMap<>();
        graph.boxes().forEach(box -> sizes.put(box.id(), GraphPicture.size(box)));
        return sizes;
    }
}
