package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.List;
import xcflow.planewave.occupation.Filling;
import xcflow.planewave.occupation.Smearing;

/** Occupations of all channels with what follows from them. */
record Filled(
        List<double[]> occupations,
        List<Double> fermiLevels,
        double bandEnergy,
        double entropyTerm) {

    static Filled of(Model model, Orbitals orbitals) {
        return of(model, orbitals, model.smearing());
    }

    /** With another smearing than the model's, on the way to its solution. */
    static Filled of(Model model, Orbitals orbitals, Smearing smearing) {
        List<Channel> channels = orbitals.channels();
        List<Filling> fillings = new ArrayList<>();
        if (model.spin() instanceof Spin.Fixed fixed) {
            int half = channels.size() / 2;
            double up = 0.5 * (model.electrons() + fixed.moment());
            fillings.add(filling(channels.subList(0, half), up, 1, smearing));
            fillings.add(
                    filling(
                            channels.subList(half, channels.size()),
                            model.electrons() - up,
                            1,
                            smearing));
        } else {
            double capacity = model.spin().polarised() ? 1 : 2;
            fillings.add(filling(channels, model.electrons(), capacity, smearing));
        }
        List<double[]> occupations = new ArrayList<>();
        fillings.forEach(filling -> occupations.addAll(filling.occupations()));
        double energy = 0;
        for (int i = 0; i < channels.size(); i++) {
            for (int band = 0; band < channels.get(i).bands(); band++) {
                energy +=
                        channels.get(i).weight()
                                * occupations.get(i)[band]
                                * channels.get(i).levels()[band];
            }
        }
        return new Filled(
                occupations,
                fillings.stream().map(Filling::fermiLevel).toList(),
                energy,
                fillings.stream().mapToDouble(Filling::entropyTerm).sum());
    }

    private static Filling filling(
            List<Channel> channels, double electrons, double capacity, Smearing smearing) {
        return Filling.of(
                channels.stream().map(Channel::levels).toList(),
                channels.stream().mapToDouble(Channel::weight).toArray(),
                electrons,
                capacity,
                smearing);
    }
}
