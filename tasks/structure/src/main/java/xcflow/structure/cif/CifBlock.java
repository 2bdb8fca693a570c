package xcflow.structure.cif;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;
import xcflow.numerics.text.Word;

/**
 * What stands behind {@code data_name} in a CIF.
 *
 * <p>Tags are in lower case, with {@code _} for the dot of newer dictionaries: {@code
 * _atom_site.fract_x} is {@code _atom_site_fract_x}.
 *
 * @param items single values
 * @param loops tables
 */
record CifBlock(Word name, Map<String, CifToken> items, List<CifLoop> loops) {

    /** All blocks of a file. */
    static List<CifBlock> read(TextFile text) {
        List<CifToken> tokens = CifTokens.of(text);
        List<CifBlock> blocks = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int at = 0; at < tokens.size(); ) {
            CifToken token = tokens.get(at);
            if (token.kind() == CifToken.Kind.BLOCK) {
                blocks.add(new CifBlock(token.word(), new LinkedHashMap<>(), new ArrayList<>()));
                seen.clear();
                at++;
                continue;
            }
            if (blocks.isEmpty()) {
                throw token.word()
                        .error("a CIF begins with data_NAME, not " + token.word().quoted());
            }
            CifBlock block = blocks.get(blocks.size() - 1);
            at =
                    switch (token.kind()) {
                        case TAG -> block.readItem(tokens, at, seen);
                        case LOOP -> block.readLoop(tokens, at, seen);
                        default ->
                                throw token.word()
                                        .error(token.word().quoted() + " belongs to no name");
                    };
        }
        if (blocks.isEmpty()) {
            throw new TextException(text.name() + " is empty: a CIF begins with data_NAME");
        }
        return blocks;
    }

    private int readItem(List<CifToken> tokens, int at, Set<String> seen) {
        String tag = tag(tokens.get(at), seen);
        if (!isValue(tokens, at + 1)) {
            throw tokens.get(at).word().error(tokens.get(at).word().quoted() + " has no value");
        }
        items.put(tag, tokens.get(at + 1));
        return at + 2;
    }

    private int readLoop(List<CifToken> tokens, int from, Set<String> seen) {
        int at = from + 1;
        List<String> tags = new ArrayList<>();
        while (at < tokens.size() && tokens.get(at).kind() == CifToken.Kind.TAG) {
            tags.add(tag(tokens.get(at++), seen));
        }
        int first = at;
        while (isValue(tokens, at)) {
            at++;
        }
        Word loop = tokens.get(from).word();
        if (tags.isEmpty() || at == first) {
            throw loop.error("a loop needs names and values");
        }
        if ((at - first) % tags.size() != 0) {
            throw loop.error(
                    String.format(
                            Locale.ROOT,
                            "the loop has %d values, which do not fill rows of %d",
                            at - first,
                            tags.size()));
        }
        loops.add(new CifLoop(tags, tokens.subList(first, at)));
        return at;
    }

    private static boolean isValue(List<CifToken> tokens, int at) {
        return at < tokens.size()
                && (tokens.get(at).kind() == CifToken.Kind.VALUE
                        || tokens.get(at).kind() == CifToken.Kind.QUOTED);
    }

    private static String tag(CifToken token, Set<String> seen) {
        String tag = token.word().text().toLowerCase(Locale.ROOT).replace('.', '_');
        if (!seen.add(tag)) {
            throw token.word().error(token.word().quoted() + " is given a second time");
        }
        return tag;
    }

    /** Table that has a column. */
    Optional<CifLoop> loop(String tag) {
        return loops.stream().filter(loop -> loop.has(tag)).findFirst();
    }

    /** The first known value of some tags, single or in a table of one row. */
    Optional<Word> value(String... tags) {
        for (String tag : tags) {
            Optional<CifToken> token =
                    Optional.ofNullable(items.get(tag))
                            .or(
                                    () ->
                                            loop(tag)
                                                    .filter(loop -> loop.rows() == 1)
                                                    .flatMap(loop -> loop.find(0, tag)));
            if (token.isPresent() && token.get().isGiven()) {
                return token.map(CifToken::word);
            }
        }
        return Optional.empty();
    }

    /** All values of the first of some tags that there is, in a table or single. */
    List<Word> column(String... tags) {
        for (String tag : tags) {
            Optional<CifLoop> loop = loop(tag);
            if (loop.isPresent()) {
                List<Word> column = new ArrayList<>();
                for (int row = 0; row < loop.get().rows(); row++) {
                    column.add(loop.get().find(row, tag).orElseThrow().word());
                }
                return column;
            }
            if (items.containsKey(tag) && items.get(tag).isGiven()) {
                return List.of(items.get(tag).word());
            }
        }
        return List.of();
    }

    /** Whether a tag with a part in its name has a known value. */
    Optional<String> tagWith(String part) {
        return items.entrySet().stream()
                .filter(item -> item.getKey().contains(part) && item.getValue().isGiven())
                .map(Map.Entry::getKey)
                .findFirst()
                .or(
                        () ->
                                loops.stream()
                                        .flatMap(loop -> loop.tags().stream())
                                        .filter(tag -> tag.contains(part))
                                        .findFirst());
    }

    /** An exception that names the block. */
    TextException error(String what) {
        return name.error(what);
    }
}
