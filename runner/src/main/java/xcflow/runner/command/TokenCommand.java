package xcflow.runner.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.access.AccessToken;
import xcflow.runner.home.Project;

/** Tokens with which programs, and people on other machines, use the server. */
@Command(
        name = "token",
        description = "Make, list and revoke tokens for the server.",
        subcommands = {
            TokenCommand.Create.class,
            TokenCommand.ListTokens.class,
            TokenCommand.Revoke.class
        })
final class TokenCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static Map<String, Object> json(AccessToken token) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", token.name());
        json.put("scope", token.scope().name().toLowerCase(Locale.ROOT));
        json.put("author", token.author());
        json.put("created", token.created().toString());
        json.put("revoked", token.revoked().map(Object::toString).orElse(null));
        return json;
    }

    /** Makes a token. */
    @Command(name = "create", description = "Make a token and print it. It is shown only once.")
    static final class Create implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "What the token is called.")
        private String name;

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                defaultValue = "read",
                description =
                        "read, or act: also begin and end runs, tag functionals, and audit (default:"
                                + " read).")
        private AccessToken.Scope scope;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            try (Project project = Xcflow.project(spec)) {
                String text =
                        project.provenance()
                                .tokens()
                                .create(name, scope, System.getProperty("user.name"));
                var out = spec.commandLine().getOut();
                if (json) {
                    Map<String, Object> made = new LinkedHashMap<>();
                    made.put("name", name);
                    made.put("scope", scope.name().toLowerCase(Locale.ROOT));
                    made.put("token", text);
                    Print.json(out, made);
                } else {
                    out.println(text);
                }
                out.flush();
                return 0;
            } catch (IllegalArgumentException e) {
                throw new RefusedException("xcflow: " + e.getMessage());
            }
        }
    }

    /** Lists tokens. */
    @Command(name = "list", description = "List tokens; their texts are not on record.")
    static final class ListTokens implements Callable<Integer> {
        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            try (Project project = Records.existing(spec)) {
                List<AccessToken> tokens = project.provenance().tokens().list();
                var out = spec.commandLine().getOut();
                if (json) {
                    Print.json(out, tokens.stream().map(TokenCommand::json).toList());
                } else {
                    List<List<String>> rows = new ArrayList<>();
                    for (AccessToken token : tokens) {
                        rows.add(
                                List.of(
                                        token.name(),
                                        token.scope().name().toLowerCase(Locale.ROOT),
                                        token.author(),
                                        Print.time(token.created()),
                                        token.revoked().map(Print::time).orElse("")));
                    }
                    Print.table(out, List.of("NAME", "SCOPE", "MADE BY", "MADE", "REVOKED"), rows);
                }
                out.flush();
                return 0;
            }
        }
    }

    /** Revokes a token. */
    @Command(name = "revoke", description = "Take a token's meaning away at once.")
    static final class Revoke implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The token's name.")
        private String name;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            try (Project project = Records.existing(spec)) {
                if (!project.provenance().tokens().revoke(name)) {
                    throw new RefusedException(
                            "xcflow: there is no valid token named "
                                    + name
                                    + "; 'xcflow serve token list' shows all");
                }
                var out = spec.commandLine().getOut();
                if (json) {
                    Print.json(out, Map.of("name", name, "revoked", true));
                } else {
                    out.println("token " + name + " is not valid any more");
                }
                out.flush();
                return 0;
            }
        }
    }
}
