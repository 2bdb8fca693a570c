package xcflow.functional.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.Variable;

/** A sum of exchange and correlation terms, evaluated in one pass over the points. */
public final class SemilocalFunctional implements Separable {
    private final String name;
    private final List<Term> exchange;
    private final List<Term> correlation;
    private final ExchangeShare exactExchange;
    private final Term[] terms;
    private final Set<Variable> needs = EnumSet.noneOf(Variable.class);

    SemilocalFunctional(
            String name, List<Term> exchange, List<Term> correlation, ExchangeShare exactExchange) {
        this.exactExchange = exactExchange;
        this.name = name;
        this.exchange = List.copyOf(exchange);
        this.correlation = List.copyOf(correlation);
        var all = new ArrayList<Term>(exchange);
        all.addAll(correlation);
        terms = all.toArray(Term[]::new);
        all.forEach(term -> needs.addAll(term.needs()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Variable> needs() {
        return Collections.unmodifiableSet(needs);
    }

    @Override
    public ExchangeShare exactExchange() {
        return exactExchange;
    }

    @Override
    public boolean wantsFineGrid() {
        for (Term term : terms) {
            if (term.wantsFineGrid()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Functional exchange() {
        return new SemilocalFunctional(name + " exchange", exchange, List.of(), exactExchange);
    }

    @Override
    public Functional correlation() {
        return new SemilocalFunctional(
                name + " correlation", List.of(), correlation, ExchangeShare.NONE);
    }

    @Override
    public void evaluate(Points points, Results results, int from, int to) {
        if (points.isPolarised() != results.isPolarised()) {
            throw new IllegalArgumentException("points and results differ in their polarisation");
        }
        if (!results.variables().equals(needs)) {
            results.clear(from, to);
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
        boolean gradient = needs.contains(Variable.SIGMA);
        double[] tau = needs.contains(Variable.TAU) ? points.of(Variable.TAU)[0] : null;
        double[] vTau = tau == null ? null : results.of(Variable.TAU)[0];
        for (int i = from; i < to; i++) {
            energy.clear();
            if (tau != null) {
                density.setKinetic(tau[i]);
            }
            if (density.setUnpolarised(points.rhoA[i], gradient ? points.sigmaAA[i] : 0)) {
                for (Term term : terms) {
                    term.addUnpolarised(density, energy);
                }
            }
            results.energy[i] = energy.energy;
            results.vRhoA[i] = energy.vRhoA;
            if (gradient) {
                results.vSigmaAA[i] = energy.vSigmaAA;
            }
            if (tau != null) {
                vTau[i] = energy.vTauA;
            }
        }
    }

    private void evaluatePolarised(Points points, Results results, int from, int to) {
        var density = new LocalDensity();
        var energy = new LocalEnergy();
        boolean gradient = needs.contains(Variable.SIGMA);
        double[][] tau = needs.contains(Variable.TAU) ? points.of(Variable.TAU) : null;
        double[][] vTau = tau == null ? null : results.of(Variable.TAU);
        for (int i = from; i < to; i++) {
            energy.clear();
            if (tau != null) {
                density.setKinetic(tau[0][i], tau[1][i]);
            }
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
            if (gradient) {
                results.vSigmaAA[i] = energy.vSigmaAA;
                results.vSigmaAB[i] = energy.vSigmaAB;
                results.vSigmaBB[i] = energy.vSigmaBB;
            }
            if (tau != null) {
                vTau[0][i] = energy.vTauA;
                vTau[1][i] = energy.vTauB;
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
