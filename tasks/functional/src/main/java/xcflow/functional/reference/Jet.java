package xcflow.functional.reference;

/**
 * A number together with its first derivatives with respect to the variables of a point, so that a
 * formula is written once, as the paper prints it, and brings its exact derivatives along.
 * Operations return jets of the same {@link Jets}, which are good until those are started again.
 */
final class Jet {
    final Jets owner;

    /** Value. */
    double v;

    /** [variables] derivatives. */
    final double[] d;

    Jet(Jets owner, int variables) {
        this.owner = owner;
        d = new double[variables];
    }

    /** A function of this jet with the given value and slope. */
    Jet chain(double value, double slope) {
        Jet result = owner.next();
        result.v = value;
        for (int i = 0; i < d.length; i++) {
            result.d[i] = slope * d[i];
        }
        return result;
    }

    Jet plus(Jet other) {
        Jet result = owner.next();
        result.v = v + other.v;
        for (int i = 0; i < d.length; i++) {
            result.d[i] = d[i] + other.d[i];
        }
        return result;
    }

    Jet plus(double summand) {
        return chain(v + summand, 1);
    }

    Jet minus(Jet other) {
        Jet result = owner.next();
        result.v = v - other.v;
        for (int i = 0; i < d.length; i++) {
            result.d[i] = d[i] - other.d[i];
        }
        return result;
    }

    /** number − this. */
    Jet from(double number) {
        return chain(number - v, -1);
    }

    Jet times(Jet other) {
        Jet result = owner.next();
        result.v = v * other.v;
        for (int i = 0; i < d.length; i++) {
            result.d[i] = v * other.d[i] + other.v * d[i];
        }
        return result;
    }

    Jet times(double factor) {
        return chain(factor * v, factor);
    }

    Jet over(Jet other) {
        double inverse = 1 / other.v;
        double quotient = v * inverse;
        Jet result = owner.next();
        result.v = quotient;
        for (int i = 0; i < d.length; i++) {
            result.d[i] = (d[i] - quotient * other.d[i]) * inverse;
        }
        return result;
    }

    /** 1 / this. */
    Jet inverse() {
        double inverse = 1 / v;
        return chain(inverse, -inverse * inverse);
    }

    Jet squared() {
        return chain(v * v, 2 * v);
    }

    Jet cubed() {
        return chain(v * v * v, 3 * v * v);
    }

    /** Power of a positive number; a whole power also of others. */
    Jet power(double exponent) {
        double below = Math.pow(v, exponent - 1);
        return chain(below * v, exponent * below);
    }

    Jet root() {
        double root = Math.sqrt(v);
        return chain(root, 0.5 / root);
    }

    Jet exp() {
        double value = Math.exp(v);
        return chain(value, value);
    }

    Jet log() {
        return chain(Math.log(v), 1 / v);
    }

    /** log(1 + this). */
    Jet logOfOnePlus() {
        return chain(Math.log1p(v), 1 / (1 + v));
    }

    /** exp(this) − 1. */
    Jet expMinusOne() {
        double value = Math.expm1(v);
        return chain(value, 1 + value);
    }

    /** Σ_k c_k x^k by Horner's rule. */
    Jet polynomial(double... coefficients) {
        double value = 0;
        double slope = 0;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            slope = slope * v + value;
            value = value * v + coefficients[k];
        }
        return chain(value, slope);
    }
}
