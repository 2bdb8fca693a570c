package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.runner.config.Configuration;
import xcflow.runner.config.ConfiguredValue;
import xcflow.runner.config.SettingsSchema;
import xcflow.runner.home.Homes;

/** The settings of machine, user and project. */
@Command(name = "config", description = "The settings of machine, user and project.")
final class ConfigCommand implements Runnable {
    private static final String DEFAULT = "default";
    private static final String PASSWORD = "XCFLOW_DATABASE_PASSWORD";

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "show",
            description = {
                "Show the settings that count here, each with its origin.",
                "Passwords are never shown. Nothing is opened or created."
            })
    int show(@Option(names = "--json", description = "Print JSON.") boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        List<ConfiguredValue> settings = settings(Xcflow.home(spec));
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            for (ConfiguredValue setting : settings) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("value", setting.value());
                one.put("origin", setting.origin());
                all.put(setting.name(), one);
            }
            Print.json(out, all);
        } else {
            List<List<String>> rows = new ArrayList<>();
            for (ConfiguredValue setting : settings) {
                rows.add(List.of(setting.name(), setting.text(), setting.origin()));
            }
            Print.table(out, List.of("SETTING", "VALUE", "ORIGIN"), rows);
        }
        out.flush();
        return 0;
    }

    @Command(
            name = "schema",
            description =
                    "Print what can be set, as JSON Schema: editors complete and check with it.")
    int schema(@Option(names = "--json", description = "Print JSON, as without it.") boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.putAll(SettingsSchema.ROOT.schema());
        Print.json(out, schema);
        out.flush();
        return 0;
    }

    private static List<ConfiguredValue> settings(Path home) {
        Configuration configuration = Homes.settings(home);
        List<ConfiguredValue> settings = new ArrayList<>();
        settings.add(
                new ConfiguredValue(
                        "home", home.toString(), "--home, $XCFLOW_HOME or .xcflow here"));
        settings.addAll(configuration.settings());
        if (System.getenv(PASSWORD) != null) {
            settings.add(
                    new ConfiguredValue(
                            "store.database.password", ConfiguredValue.SECRET, "$" + PASSWORD));
        }
        if (configuration.node("store", "database").isEmpty()) {
            settings.add(new ConfiguredValue("store.database", "H2 in the home", DEFAULT));
        }
        if (configuration.node("store", "objects").isEmpty()) {
            settings.add(
                    new ConfiguredValue(
                            "store.objects", home.resolve("objects").toString(), DEFAULT));
        }
        if (configuration.node("queue").isEmpty()) {
            settings.add(new ConfiguredValue("queue", "in the process of the run", DEFAULT));
        }
        return settings;
    }
}
