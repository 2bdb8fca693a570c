package xcflow.planewave.engine;

import java.util.List;
import java.util.function.Function;
import xcflow.engine.InputFiles;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.dispersion.DeclaredDispersion;
import xcflow.planewave.pseudopotential.Pseudopotentials;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.Settings;
import xcflow.spi.Warning;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecule;

/**
 * What is in a cell, and how it is solved.
 *
 * @param name for messages
 * @param model with a functional; its exceptions say what does not suit
 * @param settings threads included
 * @param unpaired electrons, which give ⟨S²⟩ of a molecule
 * @param doubts where the settings are less than what is recommended
 */
record Cell(
        String name,
        Function<Functional, Model> model,
        Settings settings,
        int unpaired,
        List<Warning> doubts) {

    /** For what has to be known before a functional is. */
    private static final Functional ANY = Functionals.named("PBE");

    /**
     * @throws IllegalArgumentException if a setting cannot be used; the message is for the user
     */
    static Cell of(Structure structure, PlaneWaveSettings settings, InputFiles files) {
        ChosenPseudopotentials all = ChosenPseudopotentials.of(settings, files);
        if (structure instanceof Structure.OfMolecule molecule) {
            return inBox(molecule, settings.boxOrDefault(), all.molecules());
        }
        Structure.OfCrystal crystal = (Structure.OfCrystal) structure;
        Pseudopotentials chosen = all.crystals();
        return crystal(crystal, settings, chosen, settings.settings(crystal, chosen));
    }

    /** The same for a scan of volumes. */
    static Cell smoothed(
            Structure.OfCrystal crystal, PlaneWaveSettings settings, InputFiles files) {
        Pseudopotentials chosen = ChosenPseudopotentials.of(settings, files).crystals();
        return crystal(crystal, settings, chosen, settings.smoothed(crystal, chosen));
    }

    /**
     * Where settings are less than what is recommended, before files can be read: of
     * pseudopotentials from files nothing is known then.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    static List<Warning> doubts(Structure structure, PlaneWaveSettings settings) {
        boolean crystal = structure instanceof Structure.OfCrystal;
        BoxSettings box = settings.boxOrDefault();
        if (!ChosenPseudopotentials.needFiles(
                crystal ? settings.pseudopotentials() : box.pseudopotentials())) {
            return of(structure, settings, InputFiles.NONE).doubts();
        }
        return structure instanceof Structure.OfMolecule named
                ? MoleculeInBox.doubt(named.name(), named.molecule(), box.side(named.molecule()))
                        .stream()
                        .toList()
                : settings.meshDoubts((Structure.OfCrystal) structure);
    }

    private static Cell crystal(
            Structure.OfCrystal crystal,
            PlaneWaveSettings choices,
            Pseudopotentials chosen,
            Settings settings) {
        return checked(
                crystal.name(),
                functional -> choices.model(crystal, chosen, whole(functional)),
                settings,
                0,
                choices.doubts(crystal, chosen));
    }

    private static Cell inBox(
            Structure.OfMolecule named, BoxSettings box, Pseudopotentials chosen) {
        Molecule molecule = named.molecule();
        if (molecule.hasGhosts()) {
            throw new IllegalArgumentException(
                    "ghost atoms have no meaning in plane waves, which belong to no atom");
        }
        double side = box.side(molecule);
        return checked(
                named.name(),
                functional -> box.model(named, chosen, whole(functional)),
                box.settings(named, chosen),
                molecule.unpaired(),
                MoleculeInBox.doubt(named.name(), molecule, side).stream().toList());
    }

    /** What does not suit is refused before anything runs, whatever the functional will be. */
    private static Cell checked(
            String name,
            Function<Functional, Model> model,
            Settings settings,
            int unpaired,
            List<Warning> doubts) {
        Cell cell = new Cell(name, model, settings, unpaired, doubts);
        cell.anyModel();
        return cell;
    }

    /** The model with a functional that does not matter. */
    Model anyModel() {
        return model.apply(ANY);
    }

    Cell withThreads(int threads) {
        return new Cell(name, model, settings.withThreads(threads), unpaired, doubts);
    }

    Cell withSettings(Settings other) {
        return new Cell(name, model, other, unpaired, doubts);
    }

    /** Refuses a functional that is none without a dispersion energy. */
    private static Functional whole(Functional functional) {
        DeclaredDispersion.refuseIncomplete(functional, "planewave");
        return functional;
    }
}
