package xcflow.functional.reference;

/** Prints the table of deviations from libxc that docs/accuracy.md shows. */
final class AccuracyTable {
    private AccuracyTable() {}

    public static void main(String[] arguments) {
        var table = new StringBuilder("| functional |");
        LibxcTable.QUANTITIES.forEach(quantity -> table.append(' ').append(quantity).append(" |"));
        table.append("\n| --- |").append(" --- |".repeat(LibxcTable.QUANTITIES.size()));
        for (var reference : LibxcFunctional.values()) {
            var deviations = Deviations.of(reference);
            table.append("\n| ").append(reference).append(" |");
            for (String quantity : LibxcTable.QUANTITIES) {
                double largest = deviations.largest(quantity);
                table.append(largest == 0 ? " 0 |" : " %.1e |".formatted(largest));
            }
        }
        System.out.println(table);
    }
}
