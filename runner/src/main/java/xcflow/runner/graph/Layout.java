package xcflow.runner.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.CrossingMinimizationStrategy;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import xcflow.figures.Label;

/**
 * Where the boxes of a graph stand and how its arrows run: the layered layout of the Eclipse Layout
 * Kernel, with arrows at right angles that keep clear of boxes. The same graph gives the same
 * layout.
 *
 * @param boxes by their ids
 */
record Layout(double width, double height, Map<String, Area> boxes, List<Route> routes) {
    private static final double MARGIN = 10;
    private static final double BETWEEN = 18;
    private static final double BETWEEN_LAYERS = 34;
    private static final double LABEL = 11;

    /** Above this number of boxes the layout does not search for the best order as long. */
    private static final int MANY = 400;

    static {
        LayoutMetaDataService.getInstance()
                .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    /** Corner at the upper left, and size. */
    record Area(double x, double y, double width, double height) {}

    /** A corner of a route. */
    record Point(double x, double y) {}

    /**
     * @param label where the arrow's label stands, if it has one; otherwise null
     */
    record Route(Diagram.Arrow arrow, List<Point> points, Area label) {}

    /** Width and height of a box. */
    record Size(double width, double height) {}

    static Layout of(Diagram graph, Map<String, Size> sizes, boolean down) {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(CoreOptions.DIRECTION, down ? Direction.DOWN : Direction.RIGHT);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(MARGIN));
        root.setProperty(CoreOptions.RANDOM_SEED, 1);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, BETWEEN);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, BETWEEN / 1.5);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
        root.setProperty(
                LayeredOptions.CROSSING_MINIMIZATION_STRATEGY,
                CrossingMinimizationStrategy.LAYER_SWEEP);
        root.setProperty(
                LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
        root.setProperty(
                LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
        root.setProperty(LayeredOptions.THOROUGHNESS, graph.boxes().size() > MANY ? 1 : 7);
        Map<String, ElkNode> nodes = new LinkedHashMap<>();
        for (Diagram.Box box : graph.boxes()) {
            ElkNode node = ElkGraphUtil.createNode(root);
            Size size = sizes.get(box.id());
            node.setDimensions(size.width(), size.height());
            nodes.put(box.id(), node);
        }
        Map<ElkEdge, Diagram.Arrow> edges = new LinkedHashMap<>();
        for (Diagram.Arrow arrow : graph.arrows()) {
            if (nodes.containsKey(arrow.from()) && nodes.containsKey(arrow.to())) {
                edges.put(edge(arrow, nodes), arrow);
            }
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        Map<String, Area> areas = new HashMap<>();
        nodes.forEach(
                (id, node) ->
                        areas.put(
                                id,
                                new Area(
                                        node.getX(),
                                        node.getY(),
                                        node.getWidth(),
                                        node.getHeight())));
        List<Route> routes = new ArrayList<>();
        edges.forEach((edge, arrow) -> routes.add(route(edge, arrow)));
        return new Layout(root.getWidth(), root.getHeight(), areas, routes);
    }

    private static ElkEdge edge(Diagram.Arrow arrow, Map<String, ElkNode> nodes) {
        ElkEdge edge =
                ElkGraphUtil.createSimpleEdge(nodes.get(arrow.from()), nodes.get(arrow.to()));
        if (!arrow.label().isEmpty()) {
            ElkLabel label = ElkGraphUtil.createLabel(arrow.label(), edge);
            label.setDimensions(Label.width(arrow.label(), LABEL) + 4, LABEL + 4);
            label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
        }
        return edge;
    }

    private static Route route(ElkEdge edge, Diagram.Arrow arrow) {
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Point(section.getStartX(), section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new Point(bend.getX(), bend.getY()));
            }
            points.add(new Point(section.getEndX(), section.getEndY()));
        }
        Area label = null;
        if (!edge.getLabels().isEmpty()) {
            ElkLabel placed = edge.getLabels().get(0);
            label = new Area(placed.getX(), placed.getY(), placed.getWidth(), placed.getHeight());
        }
        return new Route(arrow, List.copyOf(points), label);
    }
}
