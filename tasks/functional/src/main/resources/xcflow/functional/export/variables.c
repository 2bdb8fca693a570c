/* ---------------------------------------------------------------------------------------------
 * Where the factors are evaluated.
 * ------------------------------------------------------------------------------------------- */
typedef struct {
    vec rs, p;          /* Wigner-Seitz radius and square of the reduced gradient */
    vec up, down, zeta; /* 1 + zeta, 1 - zeta, zeta */
    jet phi;            /* [(1 + zeta)^(2/3) + (1 - zeta)^(2/3)] / 2 */
    jet gas;            /* correlation energy per particle of the uniform gas */
} point;

/* p (1 + 1 / r_s) */
static INLINE jet screened(const point *v) {
    vec i = 1 / v->rs;
    jet r = constant(v->p * (1 + i));
    r.d[P] = 1 + i;
    r.d[RS] = -v->p * i * i;
    r.h[P_RS] = -i * i;
    r.h[RS_RS] = 2 * v->p * i * i * i;
    return r;
}

/* x / (1 + x) and its derivatives */
static INLINE jet saturating(N, jet x) {
    vec i = 1 / (1 + x.v);
    return chain(n_, x, x.v * i, i * i, -2 * i * i * i);
}

/* 2 B(x) - 1 with B(x) = (sqrt(1 + x) - 1) / (sqrt(1 + x) + 1) */
static INLINE jet logarithmic(N, jet x) {
    vec root = vsqrt(1 + x.v);
    vec i = 1 / (1 + root);
    vec j = 1 / root;
    return chain(n_, x, 2 * x.v * i * i - 1, 2 * i * i * j, -i * i * j * j * (2 * i + j));
}

static INLINE jet variable_p(const point *v) { return of_p(v->p, splat(1), splat(0)); }

/* The inputs of networks, by their names in the functional's file. */

static INLINE jet in_gradient(N, const point *v) {
    jet r = scaled(n_, 2, saturating(n_, variable_p(v)));
    r.v -= 1;
    return r;
}

static INLINE jet in_log_gradient(N, const point *v) { return logarithmic(n_, variable_p(v)); }

static INLINE jet in_far_gradient(N, const point *v) {
    vec root = vsqrt(1 + v->p);
    vec fourth = vsqrt(root);
    vec q = vsqrt(fourth);
    vec i = 1 / (1 + q);
    vec q1 = q / (8 * (1 + v->p));
    vec q2 = -7 * q1 / (8 * (1 + v->p));
    vec u = 2 * v->p * i * i / ((1 + fourth) * (1 + root)) - 1;
    return of_p(u, 4 * i * i * q1, 4 * i * i * q2 - 8 * i * i * i * q1 * q1);
}

static INLINE jet in_screened_gradient(N, const point *v) {
    jet r = scaled(n_, 2, saturating(n_, screened(v)));
    r.v -= 1;
    return r;
}

static INLINE jet in_log_screened_gradient(N, const point *v) {
    return logarithmic(n_, screened(v));
}

static INLINE jet in_density(N, const point *v) {
    vec root = vsqrt(v->rs);
    vec i = 1 / (root + 1);
    vec j = 1 / root;
    return of_rs((root - 1) * i, i * i * j, -i * i * j * j * (i + 0.5 * j));
}

static INLINE jet in_polarisation(N, const point *v) {
    return of_zeta(2 * v->zeta * v->zeta - 1, 4 * v->zeta, splat(4));
}

static INLINE jet in_spin_scaling(N, const point *v) {
    jet r = scaled(3, order, -2 / SPIN_RANGE, v->phi);
    r.v = 2 * (1 - v->phi.v) / SPIN_RANGE - 1;
    return r;
}

/* x2 = (1 - e^(-p)) log(1 + s), x0 = log(rho^(1/3) + 1e-5) and x1 = log(f + 1e-5) with
 * f = [(1 + zeta)^(4/3) + (1 - zeta)^(4/3)] / 2: Phys. Rev. B 104, L161109 (2021) */

static INLINE jet in_logarithmic_gradient(N, const point *v) {
    vec some = WHERE(v->p, >, splat(0), v->p, splat(1));
    vec s = vsqrt(some);
    vec rise = -vexpm1(-some), rest = 1 - rise, l = vlog1p(s);
    vec l1 = 0.5 / (s + some);
    vec l2 = -(0.5 / s + 1) * 2 * l1 * l1;
    const vec zero = splat(0);
    return of_p(WHERE(v->p, >, zero, rise * l, zero), WHERE(v->p, >, zero, rest * l + rise * l1, zero),
                WHERE(v->p, >, zero, -rest * l + 2 * rest * l1 + rise * l2, zero));
}

static INLINE jet in_logarithmic_density(N, const point *v) {
    vec i = 1 / v->rs, root = RADIUS * i, q = root / (root + LOGARITHM_SHIFT);
    return of_rs(vlog(root + LOGARITHM_SHIFT), -q * i, (2 * q - q * q) * i * i);
}

static INLINE jet in_logarithmic_spin(N, const point *v) {
    vec up = vcbrt(v->up), down = vcbrt(v->down);
    vec iup = vicbrt(v->up), idown = vicbrt(v->down);
    vec f = 0.5 * (v->up * up + v->down * down) + LOGARITHM_SHIFT;
    vec f1 = 2. / 3 * (up - down) / f;
    return of_zeta(vlog(f), f1, 2. / 9 * (iup * iup + idown * idown) / f - f1 * f1);
}

/* The gates. */

static INLINE jet gate_logarithmic_gradient(N, const point *v) {
    return in_logarithmic_gradient(n_, v);
}

static INLINE jet gate_none(N, const point *v) { return constant(splat(1)); }

static INLINE jet gate_gradient(N, const point *v) { return saturating(n_, variable_p(v)); }

static INLINE jet gate_screened_gradient(N, const point *v) {
    return saturating(n_, screened(v));
}

static INLINE jet gate_growing(N, const point *v) {
    vec root = vsqrt(1 + v->p);
    vec i = 1 / root;
    return of_p(v->p / (1 + root), 0.5 * i, -0.25 * i * i * i);
}

static INLINE jet gate_tanh_squared(N, const point *v) {
    jet r = constant(splat(0));
    LANES {
        double p = LANE(v->p, k);
        double s = sqrt(p);
        double t = tanh(s);
        double c = 1 - t * t;
        LANE(r.v, k) = t * t;
        if (p < 1e-3) {
            LANE(r.d[P], k) =
                    1 + p * (-4. / 3 + p * (17. / 15 + p * (-248. / 315 + p * 1382. / 2835)));
            LANE(r.h[P_P], k) = -4. / 3 + p * (34. / 15 + p * (-248. / 105 + p * 5528. / 2835));
        } else {
            LANE(r.d[P], k) = t / s * c;
            LANE(r.h[P_P], k) = 0.5 * c / p * (c - t / s - 2 * t * t);
        }
    }
    return r;
}

/* The responses: how a factor follows from x = gate * network. */

static INLINE vec rational_tanh(vec x) {
    vec y = greatest(splat(-19.0625), least(splat(19.0625), x)) * 0.125;
    vec y2 = y * y;
    vec p = y * (((36. / 2027025 * y2 + 6930. / 2027025) * y2 + 270270. / 2027025) * y2 + 1);
    vec q = (((1. / 2027025 * y2 + 630. / 2027025) * y2 + 51975. / 2027025) * y2
             + 945945. / 2027025) * y2 + 1;
    vec p1 = 2 * p * q, q1 = p * p + q * q;
    vec p2 = 2 * p1 * q1, q2 = p1 * p1 + q1 * q1;
    return 2 * p2 * q2 / (p2 * p2 + q2 * q2);
}

static INLINE jet response_direct(N, jet x, const point *v, double limit, int damped) { return x; }

static INLINE jet response_around_one(N, jet x, const point *v, double limit, int damped) {
    x.v += 1;
    return x;
}

static INLINE jet response_logistic(N, jet x, const point *v, double limit, int damped) {
    vec e = vexp(greatest(splat(-700), least(splat(700), -x.v)));
    if (damped) {
        vec i = 1 / (1 + v->p);
        e *= (1 + v->p) * (1 + v->p);
        x.d[P] -= 2 * i;
        x.h[P_P] += 2 * i * i;
    }
    vec f = limit / (1 + (limit - 1) * e);
    vec f1 = f * (1 - f / limit);
    return chain(n_, x, f, f1, f1 * (1 - 2 * f / limit));
}

static INLINE jet response_hyperbolic(N, jet x, const point *v, double limit, int damped) {
    vec t = rational_tanh(x.v * (1 / limit));
    vec f1 = 1 - t * t;
    return chain(n_, x, 1 + limit * t, f1, -2 / limit * t * f1);
}

