package xcflow.functional.reference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import xcflow.functional.ExchangeShare;
import xcflow.functional.UnknownFunctionalException;

/**
 * A functional from the literature: what it is called, where it comes from and which version of our
 * implementation evaluates it. The provenance records all three.
 */
public final class Reference {
    /** Raised whenever a reference functional's numbers change. */
    public static final String IMPLEMENTATION_VERSION = "1";

    private final String name;
    private final List<String> aliases;
    private final String title;
    private final List<String> citations;
    private final List<String> libxcNames;
    private final List<Term> exchange;
    private final List<Term> correlation;
    private final ExchangeShare exactExchange;

    private Reference(
            String name,
            List<String> aliases,
            String title,
            List<String> citations,
            List<String> libxcNames,
            List<Term> exchange,
            List<Term> correlation,
            ExchangeShare exactExchange) {
        this.name = name;
        this.aliases = List.copyOf(aliases);
        this.title = title;
        this.citations = List.copyOf(citations);
        this.libxcNames = List.copyOf(libxcNames);
        this.exchange = List.copyOf(exchange);
        this.correlation = List.copyOf(correlation);
        this.exactExchange = exactExchange;
    }

    static Reference exchange(
            String name, String libxcName, String title, String citation, Term term) {
        return new Reference(
                name,
                List.of(libxcName),
                title,
                List.of(citation),
                List.of(libxcName),
                List.of(term),
                List.of(),
                ExchangeShare.NONE);
    }

    static Reference correlation(
            String name, String libxcName, String title, String citation, Term... terms) {
        return new Reference(
                name,
                List.of(libxcName),
                title,
                List.of(citation),
                List.of(libxcName),
                List.of(),
                List.of(terms),
                ExchangeShare.NONE);
    }

    /** The sum of the given references, under a name of its own. */
    static Reference combination(
            String name, List<String> aliases, String title, List<Reference> parts) {
        var citations = new LinkedHashSet<String>();
        var libxcNames = new ArrayList<String>();
        var exchange = new ArrayList<Term>();
        var correlation = new ArrayList<Term>();
        var exact = ExchangeShare.NONE;
        for (Reference part : parts) {
            citations.addAll(part.citations);
            libxcNames.addAll(part.libxcNames);
            exchange.addAll(part.exchange);
            correlation.addAll(part.correlation);
            exact = exact.plus(part.exactExchange);
        }
        return new Reference(
                name,
                aliases,
                title,
                List.copyOf(citations),
                libxcNames,
                exchange,
                correlation,
                exact);
    }

    /**
     * A functional with a share of exact exchange besides multiples of others.
     *
     * @param libxcNames of the whole; none if libxc has no such functional
     * @param share of exact exchange
     * @param parts by their factors, in this order
     */
    static Reference hybrid(
            String name,
            List<String> libxcNames,
            String title,
            String citation,
            ExchangeShare share,
            Weighted... parts) {
        var citations = new LinkedHashSet<String>(List.of(citation));
        var exchange = new ArrayList<Term>();
        var correlation = new ArrayList<Term>();
        for (Weighted part : parts) {
            citations.addAll(part.reference.citations);
            part.reference.exchange.forEach(term -> exchange.add(part.times(term)));
            part.reference.correlation.forEach(term -> correlation.add(part.times(term)));
        }
        return new Reference(
                name,
                libxcNames,
                title,
                List.copyOf(citations),
                libxcNames,
                exchange,
                correlation,
                share);
    }

    /** A multiple of a reference. */
    record Weighted(double factor, Reference reference) {
        private Term times(Term term) {
            return factor == 1 ? term : new Scaled(factor, term);
        }
    }

    /** This reference times a factor. */
    Weighted times(double factor) {
        return new Weighted(factor, this);
    }

    /**
     * The sum of the given references, named after its parts. Each of them is the whole of
     * exchange, of correlation, or of both: two of a kind would count it twice.
     *
     * @throws UnknownFunctionalException if exchange or correlation is in two of them
     */
    static Reference sum(List<Reference> parts) {
        String name = parts.stream().map(Reference::name).collect(Collectors.joining("+"));
        boolean exchange = parts.stream().filter(Reference::hasExchange).count() > 1;
        if (exchange || parts.stream().filter(part -> !part.correlation.isEmpty()).count() > 1) {
            throw new UnknownFunctionalException(
                    "the sum "
                            + name
                            + " counts "
                            + (exchange ? "exchange" : "correlation")
                            + " twice: give one functional of each, or one of both.");
        }
        return combination(name, List.of(), "sum of " + name, parts);
    }

    /** Name such as {@code PBE} or {@code pbe_x}. */
    public String name() {
        return name;
    }

    /** Further names by which it is found; capitals, hyphens and underscores do not matter. */
    public List<String> aliases() {
        return aliases;
    }

    /** One line that says what it is. */
    public String title() {
        return title;
    }

    /** The papers that define it. */
    public List<String> citations() {
        return citations;
    }

    /** Names of the parts in libxc, for example {@code GGA_X_PBE, GGA_C_PBE}. */
    public List<String> libxcNames() {
        return libxcNames;
    }

    /** Version of the implementation that {@link #functional()} evaluates. */
    public String version() {
        return IMPLEMENTATION_VERSION;
    }

    /** Whether it has both an exchange and a correlation part. */
    public boolean isComplete() {
        return hasExchange() && (!correlation.isEmpty() || exactExchange.fraction() == 1);
    }

    private boolean hasExchange() {
        return !exchange.isEmpty() || !exactExchange.isNone();
    }

    /** The functional itself. */
    public SemilocalFunctional functional() {
        return new SemilocalFunctional(name, exchange, correlation, exactExchange);
    }

    @Override
    public String toString() {
        return name;
    }

    static boolean sameParts(Reference one, Reference other) {
        return one.libxcNames.size() == other.libxcNames.size()
                && one.libxcNames.containsAll(other.libxcNames)
                && other.libxcNames.containsAll(one.libxcNames);
    }
}
