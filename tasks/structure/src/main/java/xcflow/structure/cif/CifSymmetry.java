package xcflow.structure.cif;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import xcflow.numerics.text.Word;
import xcflow.structure.crystal.Lattice;

/**
 * The symmetry operations of a CIF. They are taken from the file alone and verified: they form a
 * group, keep the lattice, and are as many as the space group's number and centring say. A name
 * without operations is not enough, because it leaves the setting open, unless it is P1.
 */
final class CifSymmetry {
    /** Largest relative change of a component of the metric by rounded lengths and angles. */
    private static final double METRIC_ERROR = 2e-3;

    private static final int MOST_OPERATIONS = 192;

    /** The last space group of each crystal class in the order of International Tables, ... */
    private static final int[] LAST = {
        1, 2, 9, 15, 46, 74, 82, 88, 122, 142, 146, 148, 161, 167, 174, 176, 190, 194, 199, 206,
        220, 230
    };

    /** ... and how many rotations these classes have. */
    private static final int[] ORDER = {
        1, 2, 2, 4, 4, 8, 4, 8, 8, 16, 3, 6, 6, 12, 6, 12, 12, 24, 12, 24, 24, 48
    };

    private CifSymmetry() {}

    static List<CifOperation> read(CifBlock block, Lattice lattice) {
        List<Word> given =
                block.column(
                        "_space_group_symop_operation_xyz",
                        "_symmetry_equiv_pos_as_xyz",
                        "_symmetry_equiv_pos_site_as_xyz");
        Optional<Word> number =
                block.value(
                        "_space_group_it_number",
                        "_symmetry_int_tables_number",
                        "_symmetry_space_group_it_number");
        Optional<Word> name =
                block.value(
                        "_space_group_name_h-m_alt",
                        "_symmetry_space_group_name_h-m",
                        "_space_group_name_h-m_full",
                        "_space_group_name_h-m");
        int group = number.map(n -> n.integer("the number of a space group")).orElse(0);
        if (number.isPresent() && (group < 1 || group > 230)) {
            throw number.get().error("there is no space group " + group);
        }
        String symbol = name.map(n -> plain(n.text())).orElse("");
        if (group == 0 && symbol.equals("P1")) {
            group = 1;
        }
        if (given.isEmpty()) {
            if (group == 1) {
                return List.of(CifOperation.identity());
            }
            throw block.error(
                    "the symmetry operations are missing ("
                            + (name.isPresent()
                                    ? "space group " + name.get().text()
                                    : "no space group")
                            + "): a loop of _space_group_symop_operation_xyz is needed, or"
                            + " _space_group_IT_number 1 if all atoms are listed");
        }
        if (given.size() > 2 * MOST_OPERATIONS) {
            throw given.get(0)
                    .error(given.size() + " operations are more than any space group has");
        }
        Set<CifOperation> operations = new LinkedHashSet<>();
        given.forEach(word -> operations.add(CifOperation.read(word)));
        List<CifOperation> list = List.copyOf(operations);
        requireGroup(list, given.get(0));
        requireOrder(list, group, symbol, given.get(0));
        requireLattice(list, lattice, given.get(0));
        return list;
    }

    private static String plain(String name) {
        return name.replaceAll("[\\s_]", "").toUpperCase(Locale.ROOT);
    }

    private static void requireGroup(List<CifOperation> operations, Word place) {
        Set<CifOperation> all = new LinkedHashSet<>(operations);
        for (CifOperation a : operations) {
            for (CifOperation b : operations) {
                if (!all.contains(a.after(b))) {
                    throw place.error(
                            String.format(
                                    Locale.ROOT,
                                    "the operations do not form a group: %s after %s is missing",
                                    a,
                                    b));
                }
            }
        }
    }

    private static void requireOrder(
            List<CifOperation> operations, int group, String symbol, Word place) {
        int centrings = (int) operations.stream().filter(CifOperation::isTranslation).count();
        int rotations = operations.size() / centrings;
        if (group > 0 && rotations != rotations(group)) {
            throw place.error(
                    String.format(
                            Locale.ROOT,
                            "the operations have %d rotations, but space group %d has %d",
                            rotations,
                            group,
                            rotations(group)));
        }
        List<Integer> expected =
                symbol.isEmpty()
                        ? List.of()
                        : switch (symbol.charAt(0)) {
                            case 'P' -> List.of(1);
                            case 'A', 'B', 'C', 'I' -> List.of(2);
                            case 'F' -> List.of(4);
                            case 'R' -> List.of(1, 3);
                            default -> List.of();
                        };
        if (!expected.isEmpty() && !expected.contains(centrings)) {
            throw place.error(
                    String.format(
                            Locale.ROOT,
                            "the operations have %d pure translations, but the centring of %s has %d",
                            centrings,
                            symbol,
                            expected.get(expected.size() - 1)));
        }
    }

    private static int rotations(int group) {
        int at = 0;
        while (LAST[at] < group) {
            at++;
        }
        return ORDER[at];
    }

    /** A cell belongs to its operations if they keep its metric: Wᵀ G W = G. */
    private static void requireLattice(List<CifOperation> operations, Lattice lattice, Word place) {
        double[][] metric = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int axis = 0; axis < 3; axis++) {
                    metric[i][j] += lattice.get(i, axis) * lattice.get(j, axis);
                }
            }
        }
        for (CifOperation operation : operations) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    double image = image(metric, operation.rotation(), i, j);
                    double scale = Math.sqrt(metric[i][i] * metric[j][j]);
                    if (!(Math.abs(image - metric[i][j]) < METRIC_ERROR * scale)) {
                        throw place.error(
                                String.format(
                                        Locale.ROOT,
                                        "the operation %s does not fit lengths and angles of the cell",
                                        operation));
                    }
                }
            }
        }
    }

    private static double image(double[][] metric, int[] w, int i, int j) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            for (int l = 0; l < 3; l++) {
                sum += w[3 * k + i] * metric[k][l] * w[3 * l + j];
            }
        }
        return sum;
    }
}
