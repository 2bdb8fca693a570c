package xcflow.gaussian.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.engine.InputFiles;
import xcflow.functional.Functional;
import xcflow.functional.dispersion.DeclaredDispersion;
import xcflow.functional.dispersion.DispersionLibrary;
import xcflow.functional.dispersion.DispersionModel;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisException;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.grid.GridLevel;
import xcflow.gaussian.scf.ElectronFilling;
import xcflow.gaussian.scf.Occupation;
import xcflow.gaussian.scf.SaddlePoints;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.spi.Artefact;
import xcflow.spi.Describe;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Settings of the Gaussian engine. */
public record GaussianSettings(
        @Describe(
                        value = "Basis set: a bundled one, or a file in the Gaussian-94 format.",
                        defaultValue = "def2-svp")
                Source basis,
        @Describe(
                        value =
                                "Level of the integration grid. Without it 3, and 5 for functionals"
                                        + " that change fast with the kinetic energy density, such"
                                        + " as SCAN, and for what is compared with them.",
                        example = "4",
                        min = 0,
                        max = 9)
                Optional<Integer> gridLevel,
        @Describe(
                        value = "Whether to fit the density in the Coulomb energy.",
                        defaultValue = "false")
                boolean densityFitting,
        @Describe(
                        value =
                                "Whether the two spins have separate orbitals even for closed shells.",
                        defaultValue = "false")
                boolean unrestricted,
        @Describe(
                        value =
                                "Which of several orbitals of the same energy are occupied: those"
                                        + " along the axes (`aligned`) or the lowest, whichever"
                                        + " they are (`aufbau`).",
                        defaultValue = "aligned",
                        allowed = {"aligned", "aufbau"})
                String occupation,
        @Describe(
                        value = "Limit of the iterations of the first attempt.",
                        defaultValue = "100",
                        min = 1,
                        max = 100000)
                int maxIterations,
        @Describe(
                        value = "Greatest change of the energy in the last iteration.",
                        unit = "Ha",
                        defaultValue = "1e-9",
                        min = 1e-13,
                        max = 1e-3)
                double energyTolerance,
        @Describe(
                        value = "Greatest element of the orbital gradient at convergence.",
                        unit = "Ha",
                        defaultValue = "1e-6",
                        min = 1e-10,
                        max = 1e-2)
                double gradientTolerance,
        @Describe(
                        value =
                                "Whether a solution is tested for being a minimum of the energy:"
                                        + " not at all (`off`), with a warning if it is not"
                                        + " (`check`), or by following the energy down to one"
                                        + " (`follow`), also where the spins of a closed shell then"
                                        + " have different orbitals.",
                        defaultValue = "off",
                        allowed = {"off", "check", "follow"})
                String stability,
        @Describe(
                        value =
                                "How exact exchange is calculated, `exact` unless this is given:"
                                        + " `fitted` fits the products of orbitals, and with"
                                        + " density-fitting the density by the same functions.",
                        example = "fitted",
                        allowed = {"exact", "fitted"})
                Optional<String> exchange,
        @Describe(
                        value =
                                "Dispersion energy: `d3bj` or `d4`, by the library simple-dftd3 or"
                                        + " dftd4 where it is installed, or `none`. Must be given"
                                        + " for functionals that were made for one, such as B97-D.",
                        example = "d4",
                        allowed = {"none", "d3bj", "d4"})
                Optional<String> dispersion,
        @Describe(
                        value =
                                "Functional whose published damping parameters the dispersion energy"
                                        + " takes; the calculation's own unless this is given, which"
                                        + " it must be for a neural functional.",
                        example = "PBE")
                Optional<String> dispersionParameters,
        @Describe(
                        value =
                                "Width k_B T of Fermi-Dirac occupations; both spins keep their"
                                        + " numbers of electrons, and the energy is the free one."
                                        + " Without it orbitals are full or empty.",
                        unit = "Ha",
                        example = "0.005",
                        min = 1e-6,
                        max = 1)
                Optional<Double> smearing,
        @Describe(
                        value =
                                "Electrons of spin up and of spin down, which need not be whole, in"
                                        + " the place of those that charge and unpaired electrons"
                                        + " say: the highest orbital holds the rest. Without the"
                                        + " electrons of replaced cores.",
                        example = "[4.5, 4]")
                Optional<List<Double>> electrons) {

    public GaussianSettings {
        if (!occupation.equals("aligned") && !occupation.equals("aufbau")) {
            throw new IllegalArgumentException(
                    "the occupation is aligned or aufbau, not " + occupation);
        }
        if (!List.of("off", "check", "follow").contains(stability)) {
            throw new IllegalArgumentException(
                    "stability is off, check or follow, not " + stability);
        }
        if (exchange.isPresent() && !List.of("exact", "fitted").contains(exchange.get())) {
            throw new IllegalArgumentException(
                    "exchange is exact or fitted, not " + exchange.get());
        }
        gridLevel.ifPresent(GridLevel::new);
        new DeclaredDispersion(dispersion, dispersionParameters);
        filling(smearing, electrons);
        if (electrons.isPresent() && dispersion.isPresent() && dispersion.get().equals("d4")) {
            throw new IllegalArgumentException(
                    "D4 needs the charge of the molecule, which 'electrons' takes away: take"
                            + " 'dispersion: d3bj' or 'none'");
        }
        if (!stability.equals("off") && (smearing.isPresent() || electrons.isPresent())) {
            throw new IllegalArgumentException(
                    "'stability: "
                            + stability
                            + "' tests orbitals that are full or empty: take 'stability: off' with"
                            + " smearing or electrons");
        }
    }

    private static ElectronFilling filling(
            Optional<Double> smearing, Optional<List<Double>> electrons) {
        if (electrons.isEmpty()) {
            return smearing.<ElectronFilling>map(ElectronFilling.Smeared::new)
                    .orElse(ElectronFilling.WHOLE);
        }
        if (smearing.isPresent()) {
            throw new IllegalArgumentException(
                    "smearing and electrons both say how orbitals are filled: give one of them");
        }
        if (electrons.get().size() != 2) {
            throw new IllegalArgumentException(
                    "electrons are two numbers, of spin up and of spin down, not "
                            + electrons.get());
        }
        return new ElectronFilling.Declared(electrons.get().get(0), electrons.get().get(1));
    }

    /** How orbitals are filled. */
    ElectronFilling filling() {
        return filling(smearing, electrons);
    }

    /** Refuses what energies beyond density functionals cannot have. */
    void refuseBeyondFunctionals() throws TaskFailure {
        String setting =
                smearing.isPresent()
                        ? "smearing"
                        : electrons.isPresent()
                                ? "electrons"
                                : declaredDispersion().wanted().isPresent() ? "dispersion" : null;
        if (setting != null) {
            throw new TaskFailure(
                    "'"
                            + setting
                            + "' is one of density functionals: Hartree-Fock, MP2 and coupled"
                            + " cluster of correlated energies are calculated without it");
        }
    }

    /** What is said of the dispersion energy. */
    DeclaredDispersion declaredDispersion() {
        return new DeclaredDispersion(dispersion, dispersionParameters);
    }

    /** Level of the grid. */
    int level() {
        return gridLevel.orElse(GridLevel.USUAL);
    }

    /** The same with a grid that suits the functionals, unless one was given. */
    GaussianSettings suited(List<Functional> functionals) {
        boolean fine = functionals.stream().anyMatch(Functional::wantsFineGrid);
        return gridLevel.isPresent() || !fine ? this : withGridLevel(GridLevel.FINE);
    }

    private GaussianSettings withGridLevel(int level) {
        return new GaussianSettings(
                basis,
                Optional.of(level),
                densityFitting,
                unrestricted,
                occupation,
                maxIterations,
                energyTolerance,
                gradientTolerance,
                stability,
                exchange,
                dispersion,
                dispersionParameters,
                smearing,
                electrons);
    }

    ScfOptions options() {
        return ScfOptions.defaults()
                .withGrid(level())
                .withDensityFitting(densityFitting)
                .withExchangeFitting(exchange.isPresent() && exchange.get().equals("fitted"))
                .withUnrestricted(unrestricted)
                .withOccupation(
                        occupation.equals("aufbau") ? Occupation.AUFBAU : Occupation.ALIGNED)
                .withMaxIterations(maxIterations)
                .withSaddlePoints(
                        switch (stability) {
                            case "check" -> SaddlePoints.TOLD;
                            case "follow" -> SaddlePoints.LEFT;
                            default -> SaddlePoints.UNKNOWN;
                        })
                .withDispersion(declaredDispersion())
                .withFilling(filling())
                .withTolerances(energyTolerance, gradientTolerance);
    }

    /**
     * Refuses a basis set that is not there, or whose file is damaged; of a bundled one the name is
     * enough.
     */
    void requireBasis(InputFiles files) throws TaskFailure, IOException {
        if (!BasisSet.BUNDLED.contains(basis.toString())) {
            try {
                read(files);
            } catch (BasisException e) {
                throw new TaskFailure(e.getMessage());
            }
        }
    }

    /** Why the dispersion energy cannot be calculated on this machine; empty if it can. */
    Optional<String> missingLibrary() {
        return declaredDispersion()
                .wanted()
                .filter(model -> DispersionLibrary.installed(model).isEmpty())
                .map(DispersionLibrary::missing);
    }

    /** Versions of the libraries that settings need, as far as they are installed. */
    static Map<String, Object> libraries(Map<String, Object> settings) {
        return Optional.ofNullable(settings.get("dispersion"))
                .filter(name -> !name.equals("none"))
                .map(name -> DispersionModel.of((String) name))
                .flatMap(DispersionLibrary::installed)
                .map(library -> Map.<String, Object>of("dispersion", library.title()))
                .orElse(Map.of());
    }

    /**
     * The functions of a molecule.
     *
     * @throws BasisException if there is no such basis set, or it lacks an element
     */
    Basis basisOf(Molecule molecule, InputFiles files) throws IOException {
        return Basis.of(
                molecule,
                basis instanceof Artefact
                        ? read(files)
                        : BasisSet.of(
                                basis.toString(),
                                molecule.atoms().stream().map(Atom::element).toList()));
    }

    private BasisSet read(InputFiles files) throws IOException {
        return basis instanceof Artefact artefact
                ? BasisSet.file(files.file(artefact), artefact.name(), artefact.name())
                : BasisSet.of(basis.toString());
    }
}
