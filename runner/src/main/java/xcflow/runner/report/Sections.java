package xcflow.runner.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import xcflow.spi.Artefact;
import xcflow.storage.ObjectStore;

/**
 * Makes sections of values, and reads the artefacts that are worth showing. A picture is embedded
 * once in a report, and all pictures together have a limit, so that a page stays a page.
 */
final class Sections {
    private static final int MOST_TABLES = 40;
    private static final int MOST_PICTURES = 40;
    private static final long LARGEST_PICTURE = 600_000;
    private static final long LARGEST_TEXT = 200_000;

    private final ObjectStore objects;
    private final Set<String> embedded = new HashSet<>();
    private long bytesLeft = 4_500_000;

    Sections(ObjectStore objects) {
        this.objects = objects;
    }

    Report.Section section(String title, Object value, Shape shape) throws IOException {
        Values values = Values.of(value, shape);
        Content content = new Content();
        content.verdicts.addAll(values.verdicts());
        content.fields.addAll(values.fields());
        content.tables.addAll(values.tables());
        for (Report.Text text : values.texts()) {
            content.markdown(text.caption(), text.content());
        }
        Set<String> drawn = new HashSet<>();
        values.artefacts().stream()
                .map(found -> found.artefact().name())
                .filter(name -> name.endsWith(".svg"))
                .forEach(name -> drawn.add(name.replaceAll("svg$", "png")));
        for (Values.Found found : values.artefacts()) {
            if (drawn.contains(found.artefact().name())) {
                content.file(found.caption(), found.artefact(), "the same picture");
            } else {
                add(content, found.caption(), found.artefact());
            }
        }
        if (values.artefacts().stream().noneMatch(Sections::isParity)) {
            content.pictures.addAll(0, Parity.of(content.tables));
        }
        content.pictures.addAll(0, LearningCurves.of(content.tables));
        content.pictures.addAll(0, Spreads.of(content.tables));
        return content.section(title);
    }

    private void add(Content content, String caption, Artefact artefact) throws IOException {
        String remark = remark(artefact, content);
        if (!remark.isEmpty() || !isShown(artefact.mediaType())) {
            content.file(caption, artefact, remark);
            return;
        }
        byte[] bytes = Files.readAllBytes(objects.file(artefact.digest()));
        if (artefact.mediaType().equals(MendedSvg.MEDIA_TYPE)) {
            bytes = MendedSvg.of(bytes);
        }
        if (isPicture(artefact.mediaType())) {
            bytesLeft -= bytes.length;
            embedded.add(artefact.digest());
            content.pictures.add(
                    Pictures.of(
                            caption.isEmpty() ? artefact.name() : caption,
                            artefact.mediaType(),
                            bytes));
            return;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean isNew =
                artefact.mediaType().equals("text/csv")
                        ? content.csv(caption, text)
                        : content.markdown(caption, text);
        content.file(caption, artefact, isNew ? "shown above" : "says the same");
    }

    /** Why an artefact cannot be shown; empty if it can. */
    private String remark(Artefact artefact, Content content) throws IOException {
        if (!objects.sound(artefact.digest())) {
            return "no longer in the store";
        } else if (embedded.contains(artefact.digest())) {
            return "shown before";
        } else if (isPicture(artefact.mediaType())) {
            return artefact.size() > Math.min(LARGEST_PICTURE, bytesLeft)
                            || content.pictures.size() >= MOST_PICTURES
                    ? "left out to keep the page small"
                    : "";
        }
        if (!isShown(artefact.mediaType())) {
            return "";
        } else if (artefact.size() > LARGEST_TEXT) {
            return "too long to be shown";
        }
        return content.tables.size() + content.texts.size() >= MOST_TABLES
                ? "left out to keep the page small"
                : "";
    }

    /** Whether a task has drawn its energies against what they should be itself. */
    private static boolean isParity(Values.Found found) {
        return found.artefact().name().equals("parity.svg");
    }

    private static boolean isPicture(String mediaType) {
        return mediaType.equals(MendedSvg.MEDIA_TYPE) || mediaType.equals("image/png");
    }

    private static boolean isShown(String mediaType) {
        return isPicture(mediaType)
                || mediaType.equals("text/csv")
                || mediaType.equals("text/markdown");
    }

    /** A section in the making, which does not take the same table or text twice. */
    private static final class Content {
        final List<Report.Verdict> verdicts = new ArrayList<>();
        final List<Report.Field> fields = new ArrayList<>();
        final List<Report.Text> texts = new ArrayList<>();
        final List<Report.Table> tables = new ArrayList<>();
        final List<Report.Picture> pictures = new ArrayList<>();
        final List<Report.StoredFile> files = new ArrayList<>();

        void file(String caption, Artefact artefact, String remark) {
            files.add(
                    new Report.StoredFile(
                            caption,
                            artefact.name(),
                            artefact.mediaType(),
                            artefact.digest(),
                            artefact.size(),
                            remark));
        }

        boolean csv(String caption, String text) {
            List<List<String>> lines = Csv.read(text);
            return !lines.isEmpty() && add(Csv.table(caption, lines));
        }

        boolean markdown(String caption, String text) {
            Markdown markdown = Markdown.of(caption, text);
            boolean isNew = false;
            for (Report.Table table : markdown.tables()) {
                isNew |= add(table);
            }
            for (Report.Text prose : markdown.texts()) {
                if (!isSaid(prose)) {
                    texts.add(prose);
                    isNew = true;
                }
            }
            return isNew;
        }

        private boolean add(Report.Table table) {
            if (tables.stream().anyMatch(other -> SameTable.covers(other, table))) {
                return false;
            }
            tables.add(table);
            return true;
        }

        /** Whether something of the same place is the greater part of a text. */
        private boolean isSaid(Report.Text text) {
            String words = words(text.content());
            return texts.stream()
                            .filter(other -> origin(other).equals(origin(text)))
                            .anyMatch(other -> words(other.content()).equals(words))
                    || fields.stream()
                            .map(field -> words(field.value().toString()))
                            .anyMatch(
                                    said ->
                                            2 * said.length() >= words.length()
                                                    && words.contains(said));
        }

        /** Which instance a text is from, as its caption ends. */
        private static String origin(Report.Text text) {
            return text.caption().substring(text.caption().indexOf(':') + 1);
        }

        private static String words(String text) {
            return text.replaceAll("[\\s*`#]+", " ").strip();
        }

        Report.Section section(String title) {
            int omitted = Math.max(0, tables.size() - MOST_TABLES);
            return new Report.Section(
                    title,
                    verdicts,
                    fields,
                    texts,
                    tables.subList(0, tables.size() - omitted),
                    pictures,
                    files,
                    omitted);
        }
    }
}
