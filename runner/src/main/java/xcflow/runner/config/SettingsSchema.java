package xcflow.runner.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.storage.s3.BucketAddress;
import xcflow.workflows.read.RunSettingsReader;
import xcflow.workflows.text.Suggestion;

/**
 * Everything that can be set, in the order in which it is shown: to add a setting is to add it
 * here.
 */
public final class SettingsSchema {

    /** Parameters of the driver that cannot make it run or read anything else than certificates. */
    private static final Set<String> PARAMETERS =
            Set.of(
                    "sslmode",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "ssl",
                    "channelBinding",
                    "connectTimeout",
                    "socketTimeout",
                    "targetServerType",
                    "currentSchema");

    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://[^/?@\\s]*/[^/?@\\s]*(?:\\?(?<parameters>\\S*))?");

    /** What goes through {@code ssh} is a host as OpenSSH knows it, and never an option. */
    private static final Pattern THROUGH = Pattern.compile("ssh ([A-Za-z0-9_][A-Za-z0-9_.@-]*)");

    /** Longest lifetimes and numbers that make sense. */
    private static final int MANY = 100_000;

    private SettingsSchema() {}

    private static final SettingShape.Section DATABASE =
            new SettingShape.Section(
                            "A PostgreSQL database for the records; H2 in the home without it.")
                    .with(
                            "url",
                            SettingValues.text(
                                    "jdbc:postgresql://host/database", SettingsSchema::checkUrl))
                    .with(
                            "user",
                            SettingValues.text("Role in the database; else the system's user."))
                    .with(
                            "password-file",
                            SettingValues.text(
                                    "File of mode 0600 whose first line is the password."));

    private static final SettingShape.Section BUCKET =
            new SettingShape.Section("How a bucket of artefacts is reached.")
                    .with(
                            "endpoint",
                            SettingValues.text(
                                    "https://host:port of the server; Amazon's without it.",
                                    SettingsSchema::checkEndpoint))
                    .with("region", SettingValues.text("Region; else the environment's."))
                    .with(
                            "cache",
                            SettingValues.size(
                                    "Disk that copies on this machine may take; else 20GiB."));

    private static final SettingShape.Section STORE =
            new SettingShape.Section("Where the project is kept.")
                    .with("database", DATABASE)
                    .with(
                            "objects",
                            SettingValues.text(
                                    "Directory for the artefacts, or s3://bucket/prefix.",
                                    SettingsSchema::checkObjects))
                    .with("s3", BUCKET);

    private static final SettingShape.Section BLOCK =
            new SettingShape.Section("A kind of job in which workers run.")
                    .with("threads", SettingValues.whole("Processors of a block.", 1, MANY))
                    .with("memory", SettingValues.size("Memory of a block."))
                    .with("gpus", SettingValues.whole("GPUs of a block.", 0, 1000))
                    .with("time", SettingValues.duration("Time limit of a block."))
                    .with("most", SettingValues.whole("Most blocks at a time.", 1, MANY))
                    .with(
                            "waiting",
                            SettingValues.whole("Most blocks that wait for a start.", 1, MANY))
                    .with("idle", SettingValues.duration("A block without work ends after this."))
                    .with("options", new SettingShape.Texts("Further options of the batch system."))
                    .with(
                            "per-instance",
                            SettingValues.truth(
                                    "Whether each block executes one instance and ends."));

    private static final SettingShape.Section SITE =
            new SettingShape.Section("A machine or cluster that computes.")
                    .with(
                            "system",
                            SettingValues.text(
                                    "slurm, pbs, lsf, sge or local, or a file with a template."))
                    .with(
                            "through",
                            SettingValues.text(
                                    "ssh HOST: the login node.", SettingsSchema::checkThrough))
                    .with("setup", new SettingShape.Texts("Commands before a worker starts."))
                    .with("program", SettingValues.text("xcflow on the nodes; else this one."))
                    .with(
                            "home",
                            SettingValues.text("The project's home on the nodes; else this one."))
                    .with(
                            "mailbox",
                            SettingValues.text(
                                    "Directory for letters, for nodes that cannot reach the database."))
                    .with(
                            "poll",
                            SettingValues.duration("Time between two looks at the queue of jobs."))
                    .with("blocks", new SettingShape.Named("Kinds of jobs.", "block", BLOCK));

    private static final SettingShape.Section MAIL =
            new SettingShape.Section("How mail is sent.")
                    .with("server", SettingValues.text("smtp://host:port or smtps://host:port."))
                    .with("from", SettingValues.text("Sender; else the recipient."))
                    .with("user", SettingValues.text("Name at the server."))
                    .with(
                            "password-file",
                            SettingValues.text(
                                    "File of mode 0600 whose first line is the password."));

    /** Everything but profiles, which contain the same. */
    private static final SettingShape.Section SETTINGS =
            new SettingShape.Section("The settings of xcflow.")
                    .with("store", STORE)
                    .with(
                            "queue",
                            SettingValues.text("Where tickets wait: postgres, or a Camel URI."))
                    .with("sites", new SettingShape.Named("Machines that compute.", "site", SITE))
                    .with(
                            "limits",
                            new SettingShape.Named(
                                    "How much there is of named resources, for all runs together.",
                                    "resource",
                                    SettingValues.whole("Number that there are.", 0, 1_000_000)))
                    .with("mail", MAIL)
                    .with(
                            "on-end",
                            new SettingShape.Told(
                                    "Who is told of the end of a run, as in a workflow.",
                                    RunSettingsReader::notifications,
                                    java.util.Map.of("type", List.of("array", "object"))));

    /** The whole. */
    public static final SettingShape.Section ROOT =
            SETTINGS.with("profile", SettingValues.text("Name of the profile that is used."))
                    .with(
                            "profiles",
                            new SettingShape.Named(
                                    "Settings that count if their profile is used.",
                                    "profile",
                                    SETTINGS));

    /** Variables of the environment that are settings. */
    static final List<Variable> VARIABLES =
            List.of(
                    new Variable("XCFLOW_PROFILE", "profile"),
                    new Variable("XCFLOW_QUEUE", "queue"),
                    new Variable("XCFLOW_DATABASE_URL", "store.database.url"),
                    new Variable("XCFLOW_DATABASE_USER", "store.database.user"),
                    new Variable("XCFLOW_OBJECTS", "store.objects"));

    /** A variable and the setting that it gives. */
    record Variable(String name, String setting) {}

    private static String checkThrough(String text) {
        if (!THROUGH.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "must be 'ssh HOST', with a host as your ~/.ssh/config knows it, not '"
                            + text
                            + "'");
        }
        return text;
    }

    /**
     * A project may come from somebody else, so an address may only say where the server is and how
     * to be sure of it, never what the driver is to load.
     */
    private static String checkUrl(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "must be jdbc:postgresql://host/database or"
                            + " jdbc:postgresql://host:port/database");
        }
        String parameters = matcher.group("parameters");
        if (parameters == null) {
            return url;
        }
        for (String parameter : parameters.split("&")) {
            String name = parameter.split("=", 2)[0];
            if (name.equals("password")) {
                throw new IllegalArgumentException(
                        "must not contain a password: write it to a file that only you can read,"
                                + " and give that file as password-file");
            } else if (!PARAMETERS.contains(name)) {
                throw new IllegalArgumentException(
                        "has the parameter '"
                                + name
                                + "', which is not allowed"
                                + Suggestion.forName(name, PARAMETERS));
            }
        }
        return url;
    }

    private static String checkObjects(String text) {
        if (BucketAddress.isMeant(text)) {
            return BucketAddress.of(text, Optional.empty(), Optional.empty()).toString();
        }
        if (text.matches("[A-Za-z0-9+.-]+://.*")) {
            throw new IllegalArgumentException(
                    "must be a directory or s3://bucket/prefix; '" + text + "' is neither");
        }
        return text;
    }

    private static String checkEndpoint(String text) {
        if (!text.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?")) {
            throw new IllegalArgumentException("must be https://host or https://host:port");
        }
        return text;
    }
}
