package xcflow.workflows.schema;

/** Names in the two spellings: camelCase of Java, kebab-case of YAML. */
final class Kebab {
    private Kebab() {}

    /** {@code gridLevel} is {@code grid-level}, {@code maxL2Norm} is {@code max-l2-norm}. */
    static String of(String camel) {
        StringBuilder kebab = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            boolean boundary =
                    i > 0
                            && Character.isUpperCase(c)
                            && (!Character.isUpperCase(camel.charAt(i - 1))
                                    || i + 1 < camel.length()
                                            && Character.isLowerCase(camel.charAt(i + 1)));
            if (boundary) {
                kebab.append('-');
            }
            kebab.append(Character.toLowerCase(c));
        }
        return kebab.toString();
    }
}
