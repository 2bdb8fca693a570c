package xcflow.storage;

/**
 * Tables that one module owns, with a history of their own. Migrations are SQL files {@code
 * V1__name.sql}, {@code V2__name.sql} … on the class path.
 *
 * @param name names the history table, lower-case letters only
 * @param location folder on the class path, such as {@code xcflow/provenance/migrations}
 * @param version number of the newest migration in the folder; a database that has it is opened
 *     without looking at the files
 */
public record Schema(String name, String location, int version) {
    public Schema {
        if (!name.matches("[a-z]+")) {
            throw new IllegalArgumentException("not a schema name: " + name);
        }
    }

    /** Name of the table in which the migrations that were made are recorded. */
    public String history() {
        return "migrations_" + name;
    }
}
