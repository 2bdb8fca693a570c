package xcflow.runner.site;

import freemarker.cache.NullCacheStorage;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A batch system that is described by a {@link BatchTemplate} and used by its commands. */
final class TemplateSystem implements BatchSystem {
    private static final Pattern LEFT =
            Pattern.compile("(?:(?:(\\d+)-)?(\\d+):)?(\\d+):(\\d+)(?:\\.\\d+)?");

    private final BatchTemplate template;
    private final LoginShell shell;
    private final Configuration texts = new Configuration(Configuration.VERSION_2_3_32);

    TemplateSystem(BatchTemplate template, LoginShell shell) {
        this.template = template;
        this.shell = shell;
        texts.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
        texts.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
        texts.setNumberFormat("computer");
        texts.setCacheStorage(NullCacheStorage.INSTANCE);
        texts.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        texts.setLogTemplateExceptions(false);
    }

    @Override
    public List<String> submit(JobScript script, int count) throws BatchFailure {
        List<String> jobs = new ArrayList<>();
        boolean arrays = !template.member().isEmpty();
        for (int i = 0; i < (arrays ? 1 : count); i++) {
            Map<String, Object> values = values(script, arrays ? count : 1);
            String said =
                    shell.run(text(template.submit(), values), text(template.script(), values));
            Matcher number = template.number().matcher(said);
            if (!number.find()) {
                throw new BatchFailure(
                        "the answer to a submission holds no number of a job: " + said.strip(),
                        false);
            }
            String id = number.group("id");
            if (!arrays || count == 1) {
                jobs.add(id);
            } else {
                for (int index = 1; index <= count; index++) {
                    jobs.add(text(template.member(), Map.of("id", id, "index", index)));
                }
            }
        }
        return jobs;
    }

    private static Map<String, Object> values(JobScript script, int count) {
        Map<String, Object> values = new LinkedHashMap<>();
        long seconds = script.size().time().toSeconds();
        values.put("name", script.name());
        values.put("directory", script.directory());
        values.put("quoted", LoginShell.quoted(script.directory()));
        values.put("count", count);
        values.put("threads", script.size().threads());
        values.put("memory", script.size().memory() >> 20);
        values.put("gpus", script.size().gpus());
        values.put("seconds", seconds);
        values.put("minutes", (seconds + 59) / 60);
        values.put(
                "clock",
                String.format(
                        java.util.Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60));
        values.put("warning", script.warning());
        values.put("options", script.options());
        values.put(
                "environment",
                script.environment().entrySet().stream()
                        .map(e -> e.getKey() + "=" + LoginShell.quoted(e.getValue()))
                        .toList());
        values.put("setup", script.setup());
        values.put(
                "command",
                script.command().stream().map(LoginShell::quoted).collect(Collectors.joining(" ")));
        return values;
    }

    @Override
    public Map<String, JobState> states() throws BatchFailure {
        Map<String, JobState> states = new LinkedHashMap<>();
        String said = shell.run(text(template.states(), Map.of()), "");
        for (String each : said.lines().toList()) {
            Matcher line = template.line().matcher(each);
            if (line.find()) {
                states.put(number(line), state(line));
            }
        }
        return states;
    }

    /** The number of a job as it was given when it was submitted. */
    private String number(Matcher line) throws BatchFailure {
        String id = line.group("id");
        Optional<String> index = group(line, "index").filter(text -> !text.equals("0"));
        return index.isEmpty()
                ? id
                : text(template.member(), Map.of("id", id, "index", index.get()));
    }

    private JobState state(Matcher line) {
        String word = line.group("state");
        return new JobState(
                Optional.ofNullable(template.words().get(word)),
                word,
                group(line, "name"),
                group(line, "reason").filter(reason -> !reason.equals("None")),
                group(line, "node"),
                group(line, "left").flatMap(TemplateSystem::left));
    }

    private Optional<String> group(Matcher line, String group) {
        return template.line().pattern().contains("(?<" + group + ">")
                ? Optional.ofNullable(line.group(group)).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private static Optional<Duration> left(String text) {
        Matcher matcher = LEFT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long[] parts = new long[4];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = matcher.group(i + 1) == null ? 0 : Long.parseLong(matcher.group(i + 1));
        }
        return Optional.of(
                Duration.ofDays(parts[0])
                        .plusHours(parts[1])
                        .plusMinutes(parts[2])
                        .plusSeconds(parts[3]));
    }

    @Override
    public void cancel(Collection<String> jobs) throws BatchFailure {
        if (!jobs.isEmpty()) {
            String all = jobs.stream().map(LoginShell::quoted).collect(Collectors.joining(" "));
            shell.run(text(template.cancel(), Map.of("jobs", all)), "");
        }
    }

    private String text(String source, Map<String, Object> values) throws BatchFailure {
        try {
            StringWriter out = new StringWriter();
            new freemarker.template.Template("template", source, texts).process(values, out);
            return out.toString();
        } catch (TemplateException | IOException e) {
            String message = e.getMessage().lines().findFirst().orElse("");
            throw new BatchFailure("the template of the batch system is wrong: " + message, e);
        }
    }
}
