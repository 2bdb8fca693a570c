package xcflow.functional.export;

/**
 * The C of sums over the neurons of a layer, all sums in registers: the compiler need not find out
 * that it could unroll.
 *
 * @param channels numbers that lie together for each neuron: a value and its derivatives
 * @param together neurons that are summed together
 */
record LayerCode(int channels, int together) {
    /** Forwards, for each number of channels that there is. */
    private static final int[][] LAYERS = {{1, 8}, {2, 4}, {3, 2}, {4, 2}, {6, 1}, {10, 1}};

    /** All functions. */
    static String all() {
        var text = new StringBuilder();
        for (int[] layer : LAYERS) {
            text.append(new LayerCode(layer[0], layer[1]).forwards());
        }
        return text.append(new LayerCode(1, 8).backwards()).toString().stripTrailing();
    }

    private String forwards() {
        return function(
                "layer_"
                        + channels
                        + "(const double *w, const double *b, int in, int out, const vec *a, vec *z)",
                "splat(b[m + %])",
                "w[(m + %) * in + i]");
    }

    /** With the matrix [in][out], and without biases. */
    private String backwards() {
        return function(
                "transposed(const double *w, int in, int out, const vec *a, vec *z)",
                "splat(0)",
                "w[i * out + m + %]");
    }

    /** % is the neuron among those that are summed together. */
    private String function(String head, String first, String weight) {
        var text =
                new StringBuilder("static INLINE void ")
                        .append(head)
                        .append(" {\n    int m = 0;\n");
        for (int neurons = together; neurons > 0; neurons /= 2) {
            text.append("    for (; m + ").append(neurons).append(" <= out; m += ");
            text.append(neurons).append(") {\n");
            for (int n = 0; n < neurons; n++) {
                begin(text, n, first);
            }
            text.append("        for (int i = 0; i < in; i++) {\n");
            text.append("            const vec *y = a + i * ").append(channels).append(";\n");
            for (int n = 0; n < neurons; n++) {
                add(text, n, weight);
            }
            text.append("        }\n");
            for (int n = 0; n < neurons; n++) {
                end(text, n);
            }
            text.append("    }\n");
        }
        return text.append("}\n\n").toString();
    }

    private void begin(StringBuilder text, int n, String first) {
        for (int c = 0; c < channels; c++) {
            text.append("        vec s").append(n).append('_').append(c).append(" = ");
            text.append(c == 0 ? first.replace("%", "" + n) : "splat(0)").append(";\n");
        }
    }

    private void add(StringBuilder text, int n, String weight) {
        text.append("            double w").append(n).append(" = ");
        text.append(weight.replace("%", "" + n)).append(";\n");
        for (int c = 0; c < channels; c++) {
            text.append("            s").append(n).append('_').append(c);
            text.append(" += w").append(n).append(" * y[").append(c).append("];\n");
        }
    }

    private void end(StringBuilder text, int n) {
        for (int c = 0; c < channels; c++) {
            text.append("        z[(m + ").append(n).append(") * ").append(channels);
            text.append(" + ").append(c).append("] = s").append(n).append('_').append(c);
            text.append(";\n");
        }
    }
}
