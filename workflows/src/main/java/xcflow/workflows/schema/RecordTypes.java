package xcflow.workflows.schema;

/** The types of record classes, read once for each class. */
final class RecordTypes {
    private static final ClassValue<RecordType> TYPES =
            new ClassValue<>() {
                @Override
                protected RecordType computeValue(Class<?> type) {
                    return RecordType.of(type.asSubclass(Record.class));
                }
            };

    private RecordTypes() {}

    static RecordType of(Class<?> type) {
        return TYPES.get(type);
    }
}
