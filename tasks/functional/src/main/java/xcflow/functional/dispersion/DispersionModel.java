package xcflow.functional.dispersion;

import java.util.Arrays;
import java.util.List;

/** A model of the dispersion energy. */
public enum DispersionModel {
    /**
     * D3 with rational damping: two-body terms, no three-body ones. S. Grimme, J. Antony, S.
     * Ehrlich and H. Krieg, J. Chem. Phys. 132, 154104 (2010); S. Grimme, S. Ehrlich and L.
     * Goerigk, J. Comput. Chem. 32, 1456 (2011).
     */
    D3BJ("d3bj", "D3(BJ)", 94, "simple-dftd3", "XCFLOW_DFTD3", "s-dftd3", "dftd3"),

    /**
     * D4 with rational damping, charges of electronegativity equilibration and the three-body term
     * of Axilrod, Teller and Muto. E. Caldeweyher et al., J. Chem. Phys. 150, 154122 (2019).
     */
    D4("d4", "D4", 86, "dftd4", "XCFLOW_DFTD4", "dftd4");

    private final String key;
    private final String title;
    private final int heaviest;
    private final String library;
    private final String variable;
    private final List<String> files;

    DispersionModel(
            String key,
            String title,
            int heaviest,
            String library,
            String variable,
            String... files) {
        this.key = key;
        this.title = title;
        this.heaviest = heaviest;
        this.library = library;
        this.variable = variable;
        this.files = List.of(files);
    }

    /**
     * The model of a name as it is written in experiments.
     *
     * @throws DispersionException if there is none
     */
    public static DispersionModel of(String key) {
        return Arrays.stream(values())
                .filter(model -> model.key.equals(key))
                .findFirst()
                .orElseThrow(
                        () ->
                                new DispersionException(
                                        "dispersion is d3bj, d4 or none, not " + key));
    }

    /** Name in experiments: {@code d3bj}. */
    public String key() {
        return key;
    }

    /** Name in print: {@code D3(BJ)}. */
    public String title() {
        return title;
    }

    /**
     * Atomic number of the heaviest element it was published for. Libraries need not refuse heavier
     * ones: they may read beyond the ends of their tables.
     */
    public int heaviest() {
        return heaviest;
    }

    /** The library that calculates it: {@code simple-dftd3}. */
    public String library() {
        return library;
    }

    /** Environment variable with the path of the library's file, if it lies in an unusual place. */
    public String variable() {
        return variable;
    }

    /** Names under which systems know the library. */
    List<String> files() {
        return files;
    }
}
