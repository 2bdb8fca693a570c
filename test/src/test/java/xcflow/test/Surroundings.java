package xcflow.test;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls of the JDK whose result depends on the locale, the time zone or the charset of a machine.
 */
final class Surroundings {
    /** Whatever their arguments are. */
    private static final Map<String, Set<String>> ALWAYS =
            Map.ofEntries(
                    Map.entry("java.lang.String", Set.of("formatted")),
                    Map.entry("java.lang.System", Set.of("lineSeparator")),
                    Map.entry("java.util.Locale", Set.of("getDefault")),
                    Map.entry("java.util.TimeZone", Set.of("getDefault")),
                    Map.entry("java.util.Date", Set.of("toString", "toLocaleString")),
                    Map.entry("java.util.Scanner", Set.of("<init>")),
                    Map.entry(
                            "java.sql.Timestamp", Set.of("valueOf", "toLocalDateTime", "toString")),
                    Map.entry("java.time.ZoneId", Set.of("systemDefault")),
                    Map.entry("java.time.Clock", Set.of("systemDefaultZone")),
                    Map.entry("java.nio.charset.Charset", Set.of("defaultCharset")),
                    Map.entry(
                            "java.time.format.DateTimeFormatter",
                            Set.of("ofLocalizedDate", "ofLocalizedTime", "ofLocalizedDateTime")),
                    // The digits of an entry's date come from the machine's zone; setTimeLocal and
                    // the extended timestamp do not.
                    Map.entry("java.util.zip.ZipEntry", Set.of("setTime", "setLastModifiedTime")));

    /** Unless a locale is among the arguments. */
    private static final Map<String, Set<String>> WITHOUT_LOCALE =
            Map.ofEntries(
                    Map.entry("java.lang.String", Set.of("format", "toUpperCase", "toLowerCase")),
                    Map.entry("java.io.PrintStream", Set.of("format", "printf")),
                    Map.entry("java.io.PrintWriter", Set.of("format", "printf")),
                    Map.entry("java.util.Formatter", Set.of("<init>")),
                    Map.entry("java.time.format.DateTimeFormatter", Set.of("ofPattern")),
                    Map.entry("java.time.format.DateTimeFormatterBuilder", Set.of("toFormatter")),
                    Map.entry("java.text.SimpleDateFormat", Set.of("<init>")),
                    Map.entry("java.text.DecimalFormatSymbols", Set.of("<init>", "getInstance")),
                    Map.entry("java.text.MessageFormat", Set.of("<init>", "format")),
                    Map.entry("java.text.Collator", Set.of("getInstance")),
                    Map.entry(
                            "java.text.NumberFormat",
                            Set.of(
                                    "getInstance",
                                    "getNumberInstance",
                                    "getIntegerInstance",
                                    "getPercentInstance",
                                    "getCompactNumberInstance")));

    /** Unless symbols say which digits and points to write. */
    private static final Map<String, Set<String>> WITHOUT_SYMBOLS =
            Map.of("java.text.DecimalFormat", Set.of("<init>"));

    /** Unless a charset, or its name, is among the arguments. */
    private static final Map<String, Set<String>> WITHOUT_CHARSET =
            Map.of(
                    "java.lang.String", Set.of("getBytes"),
                    "java.io.InputStreamReader", Set.of("<init>"),
                    "java.io.OutputStreamWriter", Set.of("<init>"),
                    "java.io.FileReader", Set.of("<init>"),
                    "java.io.FileWriter", Set.of("<init>"),
                    "java.io.PrintStream", Set.of("<init>"),
                    "java.io.ByteArrayOutputStream", Set.of("toString"));

    /** What is now, unless a zone or a clock is among the arguments. */
    private static final Set<String> DATES =
            Set.of(
                    "java.time.LocalDate",
                    "java.time.LocalTime",
                    "java.time.LocalDateTime",
                    "java.time.OffsetDateTime",
                    "java.time.OffsetTime",
                    "java.time.ZonedDateTime",
                    "java.time.Year",
                    "java.time.YearMonth");

    private Surroundings() {}

    /** Whether the surroundings decide what a call gives. */
    static boolean decide(CodeUnitCallTarget call) {
        String owner = call.getOwner().getName();
        String name = call.getName();
        List<String> arguments =
                call.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        return is(ALWAYS, owner, name)
                || is(WITHOUT_LOCALE, owner, name) && !arguments.contains("java.util.Locale")
                || is(WITHOUT_SYMBOLS, owner, name)
                        && !arguments.contains("java.text.DecimalFormatSymbols")
                || is(WITHOUT_CHARSET, owner, name) && !namesCharset(owner, arguments)
                || owner.equals("java.lang.String")
                        && name.equals("<init>")
                        && arguments.contains("[B")
                        && !namesCharset(owner, arguments)
                || DATES.contains(owner) && name.equals("now") && arguments.isEmpty();
    }

    private static boolean is(Map<String, Set<String>> calls, String owner, String name) {
        return calls.getOrDefault(owner, Set.of()).contains(name);
    }

    private static boolean namesCharset(String owner, List<String> arguments) {
        // A stream that only passes bytes on is given another stream and nothing else.
        return arguments.contains("java.nio.charset.Charset")
                || arguments.contains("java.nio.charset.CharsetDecoder")
                || arguments.contains("java.nio.charset.CharsetEncoder")
                || !owner.startsWith("java.io.File")
                        && arguments.indexOf("java.lang.String")
                                == Math.max(1, arguments.size() - 1)
                || owner.equals("java.lang.String")
                        && arguments.equals(List.of("java.lang.String"));
    }
}
