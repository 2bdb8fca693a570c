package xcflow.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import xcflow.experiments.input.NetworkInput;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;

/** Size of networks, as options. */
final class NetworkOptions {
    @Option(
            names = "--width",
            description = "Neurons per hidden layer. Default: 20; 16 for the architecture study.")
    private Integer width;

    @Option(
            names = "--depth",
            description = "Hidden layers. Default: 2; 3 for the architecture study.")
    private Integer depth;

    @Option(
            names = "--activation",
            description = "tanh, silu or gelu. Default: tanh; gelu for the architecture study.")
    private String activation;

    /** What was given, completed by what the architecture has otherwise; empty if nothing was. */
    Optional<NetworkInput> given(Architecture architecture, CommandSpec spec) {
        if (width == null && depth == null && activation == null) {
            return Optional.empty();
        }
        var usual = NetworkInput.of(architecture);
        return Optional.of(
                new NetworkInput(
                        width == null ? usual.width() : width,
                        depth == null ? usual.depth() : depth,
                        activation == null
                                ? usual.activation()
                                : choice(Activation.class, activation, spec)));
    }

    /** As in a workflow. */
    static Map<String, Object> values(NetworkInput network) {
        var values = new LinkedHashMap<String, Object>();
        values.put("width", (long) network.width());
        values.put("depth", (long) network.depth());
        values.put("activation", network.activation().name().toLowerCase(Locale.ROOT));
        return values;
    }

    /** The constant of an enum that is written in lower case. */
    static <E extends Enum<E>> E choice(Class<E> type, String written, CommandSpec spec) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(written)) {
                return constant;
            }
        }
        throw new ParameterException(
                spec.commandLine(),
                String.format(
                        Locale.ROOT,
                        "\"%s\" is not one of %s",
                        written,
                        List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT)));
    }
}
