package xcflow.functional.reference;

import java.util.ArrayList;
import java.util.List;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;

/** A sum of exchange and correlation terms, evaluated in one pass over the points. */
public final class SemilocalFunctional implements Separable {
    private final String name;
    private final List<Term> exchange;
    private final List<Term> correlation;
    private final Term[] terms;
    private final Rung rung;

    SemilocalFunctional(String name, List<Term> exchange, List<Term> correlation) {
        this.name = name;
        this.exchange = List.copyOf(exchange);
        this.correlation = List.copyOf(correlation);
        var all = new ArrayList<Term>(exchange);
        all.addAll(correlation);
        terms = all.toArray(Term[]::new);
        rung = all.stream().anyMatch(Term::dependsOnGradient) ? Rung.GGA : Rung.LDA;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Rung rung() {
        return rung;
    }

    @Override
    public Functional exchange() {
        return new SemilocalFunctional(name + " exchange", exchange, List.of());
    }

    @Override
    public Functional correlation() {
        return new SemilocalFunctional(name + " correlation", List.of(), correlation);
    }

    @Override
    public void evaluate(Points points, Results results, int from, int to) {
        if (points.isPolarised() != results.isPolarised()) {
            throw new IllegalArgumentException("points and results differ in their polarisation");
        }
        if (points.isPolarised()) {
            evaluatePolarised(points, results, from, to);
        } else {
            evaluateUnpolarised(points, results, from, to);
        }
    }

    private void evaluateUnpolarised(Points points, Results results, int from, int to) {
        var density = new LocalDensity();
        var energy = new LocalEnergy();
        boolean gradient = rung != Rung.LDA;
        for (int i = from; i < to; i++) {
            energy.clear();
            if (density.setUnpolarised(points.rhoA[i], gradient ? points.sigmaAA[i] : 0)) {
                for (Term term : terms) {
                    term.addUnpolarised(density, energy);
                }
            }
            results.energy[i] = energy.energy;
            results.vRhoA[i] = energy.vRhoA;
            results.vSigmaAA[i] = energy.vSigmaAA;
        }
    }

    private void evaluatePolarised(Points points, Results results, int from, int to) {
        var density = new LocalDensity();
        var energy = new LocalEnergy();
        boolean gradient = rung != Rung.LDA;
        for (int i = from; i < to; i++) {
            energy.clear();
            if (density.setPolarised(
                    points.rhoA[i],
                    points.rhoB[i],
                    gradient ? points.sigmaAA[i] : 0,
                    gradient ? points.sigmaAB[i] : 0,
                    gradient ? points.sigmaBB[i] : 0)) {
                for (Term term : terms) {
                    term.addPolarised(density, energy);
                }
            }
            results.energy[i] = energy.energy;
            results.vRhoA[i] = energy.vRhoA;
            results.vRhoB[i] = energy.vRhoB;
            results.vSigmaAA[i] = energy.vSigmaAA;
            results.vSigmaAB[i] = energy.vSigmaAB;
            results.vSigmaBB[i] = energy.vSigmaBB;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
