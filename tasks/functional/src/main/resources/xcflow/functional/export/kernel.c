/* ---------------------------------------------------------------------------------------------
 * Jets: a number with its derivatives by the first nv of the variables p, r_s and zeta; of second
 * order too if order is 2. h[j (j + 1) / 2 + i] is the derivative by the variables i <= j.
 * ------------------------------------------------------------------------------------------- */
typedef struct {
    vec v, d[3], h[6];
} jet;

static INLINE jet constant(vec value) {
    jet r;
    vec zero = splat(0);
    r.v = value;
    r.d[0] = r.d[1] = r.d[2] = zero;
    r.h[0] = r.h[1] = r.h[2] = r.h[3] = r.h[4] = r.h[5] = zero;
    return r;
}

static INLINE jet of_p(vec f, vec f1, vec f2) {
    jet r = constant(f);
    r.d[P] = f1;
    r.h[P_P] = f2;
    return r;
}

static INLINE jet of_rs(vec f, vec f1, vec f2) {
    jet r = constant(f);
    r.d[RS] = f1;
    r.h[RS_RS] = f2;
    return r;
}

static INLINE jet of_zeta(vec f, vec f1, vec f2) {
    jet r = constant(f);
    r.d[ZETA] = f1;
    r.h[ZETA_ZETA] = f2;
    return r;
}

static INLINE jet plus(N, jet a, jet b) {
    a.v += b.v;
    FIRST(a.d[i] += b.d[i])
    SECOND(a.h[ij] += b.h[ij])
    return a;
}

static INLINE jet scaled(N, double factor, jet a) {
    a.v *= factor;
    FIRST(a.d[i] *= factor)
    SECOND(a.h[ij] *= factor)
    return a;
}

static INLINE jet times(N, jet a, jet b) {
    jet r;
    r.v = a.v * b.v;
    FIRST(r.d[i] = a.d[i] * b.v + a.v * b.d[i])
    SECOND(r.h[ij] = (a.h[ij] * b.v + a.v * b.h[ij]) + (a.d[i] * b.d[j] + a.d[j] * b.d[i]))
    return r;
}

/* f(x) of a jet x, given f, f' and f'' at it. */
static INLINE jet chain(N, jet x, vec f, vec f1, vec f2) {
    jet r;
    r.v = f;
    FIRST(r.d[i] = f1 * x.d[i])
    SECOND(r.h[ij] = f1 * x.h[ij] + f2 * (x.d[i] * x.d[j]))
    return r;
}

static INLINE jet inverse(N, jet x) {
    vec i1 = 1 / x.v;
    return chain(n_, x, i1, -i1 * i1, 2 * i1 * i1 * i1);
}

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

/* ---------------------------------------------------------------------------------------------
 * Networks. The channels of a number (its value and derivatives) lie one after the other.
 * ------------------------------------------------------------------------------------------- */
@LAYERS@

static INLINE void layer(int nc, const double *w, const double *b, int in, int out, const vec *a, vec *z) {
    switch (nc) {
        case 2: layer_2(w, b, in, out, a, z); break;
        case 3: layer_3(w, b, in, out, a, z); break;
        case 4: layer_4(w, b, in, out, a, z); break;
        case 6: layer_6(w, b, in, out, a, z); break;
        default: layer_10(w, b, in, out, a, z); break;
    }
}

/* The activation of one neuron, in place. */
static INLINE void activate(N, int activation, vec *z) {
    vec f, f1, f2;
    if (activation == GELU) {
        vec share = share_below(z[0]);
        vec gaussian = 0.39894228040143267794 * vexp(-0.5 * z[0] * z[0]);
        f = z[0] * share;
        f1 = share + z[0] * gaussian;
        f2 = (2 - z[0] * z[0]) * gaussian;
    } else if (activation == TANH) {
        f = rational_tanh(z[0]);
        f1 = 1 - f * f;
        f2 = -2 * f * f1;
    } else {
        vec t = rational_tanh(0.5 * z[0]);
        vec sigmoid = 0.5 + 0.5 * t;
        f = z[0] * sigmoid;
        f1 = sigmoid * (1 + z[0] * (1 - sigmoid));
        f2 = 0.25 * (1 - t * t) * (2 - z[0] * t);
    }
    vec *d = z + 1;
    vec *h = z + 1 + nv;
    SECOND(h[ij] = f1 * h[ij] + f2 * (d[i] * d[j]))
    FIRST(d[i] *= f1)
    z[0] = f;
}

/* The value of an activation at z, and its derivative. */
static INLINE vec activated(int activation, vec z, vec *derivative) {
    if (activation == GELU) {
        vec share = share_below(z);
        *derivative = share + z * 0.39894228040143267794 * vexp(-0.5 * z * z);
        return z * share;
    }
    vec t = rational_tanh(activation == TANH ? z : 0.5 * z);
    if (activation == TANH) {
        *derivative = 1 - t * t;
        return t;
    }
    vec sigmoid = 0.5 + 0.5 * t;
    *derivative = sigmoid * (1 + z * (1 - sigmoid));
    return z * sigmoid;
}

/* First derivatives backwards from the output: for several variables it is less than forwards.
 * Values and what goes backwards are in a, the derivatives of the activations in z. */
static INLINE jet backwards(int nv, int activation, int inputs, int width, int depth,
                            const double *w, const jet *in, vec *a, vec *z) {
    const int most = inputs > width ? inputs : width;
    vec *from = a, *to = a + most;
    for (int m = 0; m < inputs; m++) from[m] = in[m].v;
    int fan = inputs;
    for (int l = 0; l < depth; l++) {
        layer_1(w, w + width * fan, fan, width, from, to);
        for (int m = 0; m < width; m++) to[m] = activated(activation, to[m], z + l * width + m);
        w += width * (fan + 1);
        fan = width;
        vec *t = from;
        from = to;
        to = t;
    }
    layer_1(w, w + fan, fan, 1, from, to);
    jet r = constant(to[0]);
    for (int m = 0; m < fan; m++) from[m] = splat(w[m]);
    for (int l = depth - 1; l >= 0; l--) {
        fan = l ? width : inputs;
        w -= width * (fan + 1);
        for (int m = 0; m < width; m++) from[m] *= z[l * width + m];
        transposed(w, width, fan, from, to);
        vec *t = from;
        from = to;
        to = t;
    }
    for (int m = 0; m < inputs; m++) {
        FIRST(r.d[i] += from[m] * in[m].d[i])
    }
    return r;
}

static INLINE jet network(N, int activation, int inputs, int width, int depth, const double *w,
                          const jet *in, vec *a, vec *z) {
    if (order == 1 && nv > 1) return backwards(nv, activation, inputs, width, depth, w, in, a, z);
    const int nc = 1 + nv + (order > 1 ? nv * (nv + 1) / 2 : 0);
    for (int m = 0; m < inputs; m++) {
        vec *at = a + m * nc;
        at[0] = in[m].v;
        FIRST(at[1 + i] = in[m].d[i])
        SECOND(at[1 + nv + ij] = in[m].h[ij])
    }
    int fan = inputs;
    for (int l = 0; l < depth; l++) {
        layer(nc, w, w + width * fan, fan, width, a, z);
        for (int m = 0; m < width; m++) activate(n_, activation, z + m * nc);
        w += width * (fan + 1);
        fan = width;
        vec *t = a;
        a = z;
        z = t;
    }
    layer(nc, w, w + fan, fan, 1, a, z);
    jet r = constant(z[0]);
    FIRST(r.d[i] = z[1 + i])
    SECOND(r.h[ij] = z[1 + nv + ij])
    return r;
}

/* ---------------------------------------------------------------------------------------------
 * The uniform gas and the functionals that can be a base; energies per particle.
 * ------------------------------------------------------------------------------------------- */

/* -3/4 (3 / pi)^(1/3) rho^(1/3) */
static INLINE jet uniform_exchange(const point *v) {
    vec i = 1 / v->rs;
    vec e = EXCHANGE * RADIUS * i;
    return of_rs(e, -e * i, 2 * e * i * i);
}

/* Perdew and Wang, Phys. Rev. B 45, 13244 (1992), eq. 10 */
static INLINE jet pw92_fit(vec rs, double a, double a1, double b1, double b2, double b3, double b4) {
    vec r = vsqrt(rs);
    vec i = 1 / r;
    vec q = 2 * a * r * (b1 + r * (b2 + r * (b3 + r * b4)));
    vec q1 = 2 * a * (0.5 * b1 * i + b2 + r * (1.5 * b3 + r * 2 * b4));
    vec q2 = 2 * a * (-0.25 * b1 * i * i * i + 0.75 * b3 * i + 2 * b4);
    vec u = 1 / (q * (q + 1));
    vec l = vlog1p(1 / q);
    vec l1 = -q1 * u;
    vec l2 = -q2 * u + q1 * q1 * (2 * q + 1) * u * u;
    vec f = -2 * a * (1 + a1 * rs);
    double f1 = -2 * a * a1;
    return of_rs(f * l, f1 * l + f * l1, 2 * f1 * l1 + f * l2);
}

static INLINE jet uniform_correlation(N, const point *v) {
    jet para = pw92_fit(v->rs, 0.0310907, 0.21370, 7.5957, 3.5876, 1.6382, 0.49294);
    if (nv < 3) return para;
    jet ferro = pw92_fit(v->rs, 0.01554535, 0.20548, 14.1189, 6.1977, 3.3662, 0.62517);
    jet stiff = pw92_fit(v->rs, 0.0168869, 0.11125, 10.357, 3.6231, 0.88026, 0.49671);
    stiff = scaled(n_, -1 / (8. / 9 * SPIN_NORM), stiff);
    ferro = plus(n_, ferro, scaled(n_, -1, plus(n_, para, stiff)));
    vec z = v->zeta, up = vcbrt(v->up), down = vcbrt(v->down);
    vec iup = vicbrt(v->up), idown = vicbrt(v->down);
    jet f = of_zeta(SPIN_NORM * (v->up * up + v->down * down - 2),
                    4. / 3 * SPIN_NORM * (up - down),
                    4. / 9 * SPIN_NORM * (iup * iup + idown * idown));
    jet z4 = of_zeta(z * z * z * z, 4 * z * z * z, 12 * z * z);
    return plus(n_, para, times(n_, f, plus(n_, stiff, times(n_, z4, ferro))));
}

/* F = 1 + kappa - kappa / (1 + mu p / kappa): Phys. Rev. Lett. 77, 3865 (1996), eq. 14 */
static INLINE jet pbe_exchange(N, const point *v, double kappa, double mu) {
    vec q = kappa / (kappa + mu * v->p);
    jet f = of_p(1 + kappa - kappa * q, mu * q * q, -2 * mu * mu / kappa * q * q * q);
    return times(n_, uniform_exchange(v), f);
}

/* F = 1 + kappa (1 - exp(-mu p / kappa)): Phys. Rev. B 59, 7413 (1999), eq. 15 */
static INLINE jet rpbe_exchange(N, const point *v, double kappa, double mu) {
    vec e = vexp(-mu / kappa * v->p);
    jet f = of_p(1 + kappa * (1 - e), mu * e, -mu * mu / kappa * e);
    return times(n_, uniform_exchange(v), f);
}

/* Phys. Rev. Lett. 77, 3865 (1996), eqs. 7 and 8 together:
 * gamma phi^3 log(1 + (e^w - 1) / (1 + y + y^2)), w = gas / (gamma phi^3), y = A t^2 */
static INLINE jet pbe_correlation(N, const point *v, double beta) {
    const double gamma = (1 - 0.69314718055994530942) / (PI * PI);
    jet phi2 = times(n_, v->phi, v->phi);
    jet phi3 = times(n_, phi2, v->phi);
    jet w = times(n_, v->gas, inverse(n_, scaled(n_, gamma, phi3)));
    vec q0 = vexpm1(w.v);
    jet q = chain(n_, w, q0, q0 + 1, q0 + 1);
    vec i = 1 / q0;
    /* A = -beta / gamma (1 + q) / q */
    jet a = chain(n_, q, -beta / gamma * (1 + q0) * i, beta / gamma * i * i,
                  -2 * beta / gamma * i * i * i);
    vec ir = 1 / v->rs;
    jet t2 = constant(T_SQUARED * v->p * ir);
    t2.d[P] = T_SQUARED * ir;
    t2.d[RS] = -t2.v * ir;
    t2.h[P_RS] = -T_SQUARED * ir * ir;
    t2.h[RS_RS] = 2 * t2.v * ir * ir;
    jet y = times(n_, a, times(n_, t2, inverse(n_, phi2)));
    y.v = least(y.v, splat(1e50));
    /* the derivatives of log(1 + q / D) with D = 1 + y + y^2 */
    vec d = 1 + y.v + y.v * y.v;
    vec d1 = 1 + 2 * y.v;
    vec u = 1 / (d + q0);
    vec id = 1 / d;
    jet r;
    vec fq = u, fy = -q0 * d1 * id * u;
    vec fqq = -u * u, fqy = -d1 * u * u;
    vec fyy = -q0 * (2 - d1 * d1 * (id + u)) * id * u;
    r.v = vlog1p(q0 * id);
    FIRST(r.d[i] = fq * q.d[i] + fy * y.d[i])
    SECOND(r.h[ij] = fq * q.h[ij] + fy * y.h[ij] + fqq * q.d[i] * q.d[j]
                     + fqy * (q.d[i] * y.d[j] + q.d[j] * y.d[i]) + fyy * y.d[i] * y.d[j])
    return times(n_, scaled(n_, gamma, phi3), r);
}

/* The known term of second order of correlation: beta phi T / (R' (1 + r_s) gas) */
static INLINE jet leading_correlation(N, const point *v, double scale) {
    vec i = 1 / (1 + v->rs);
    jet r = of_rs(scale * T_SQUARED * i, -scale * T_SQUARED * i * i,
                  2 * scale * T_SQUARED * i * i * i);
    return times(n_, times(n_, r, inverse(n_, v->gas)), v->phi);
}

/* ---------------------------------------------------------------------------------------------
 * This functional.
 * ------------------------------------------------------------------------------------------- */
@FACTORS@

/* ---------------------------------------------------------------------------------------------
 * From the energy per particle eps(p, r_s, zeta) to rho eps and its derivatives.
 * ------------------------------------------------------------------------------------------- */
typedef struct {
    vec e, r[2], s, rr[3], rs[2], ss;
} density_jet;

static INLINE density_jet nothing(void) {
    density_jet o;
    o.e = o.r[0] = o.r[1] = o.s = splat(0);
    o.rr[0] = o.rr[1] = o.rr[2] = o.rs[0] = o.rs[1] = o.ss = splat(0);
    return o;
}

static INLINE density_jet physical(N, const point *v, vec rho, vec p_sigma, jet e) {
    density_jet o = nothing();
    vec p = 8. / 3 * v->p, r = 1. / 3 * v->rs, i = 1 / rho;
    vec z[2] = {v->down, -v->up};
    vec a = -(p * e.d[P] + r * e.d[RS]);
    o.e = e.v;
    o.s = rho * p_sigma * e.d[P];
    const int spins = nv == 3 ? 2 : 1;
    for (int m = 0; m < spins; m++) {
        o.r[m] = e.v + a;
        if (nv == 3) o.r[m] += z[m] * e.d[ZETA];
    }
    if (order < 2) return o;
    vec b = p * p * e.h[P_P] + 2 * p * r * e.h[P_RS] + r * r * e.h[RS_RS]
            + 11. / 3 * p * e.d[P] + 4. / 3 * r * e.d[RS];
    vec t = -(p * e.h[P_P] + r * e.h[P_RS] + 5. / 3 * e.d[P]);
    o.ss = rho * p_sigma * p_sigma * e.h[P_P];
    if (nv < 3) {
        o.rr[0] = (2 * a + b) * i;
        o.rs[0] = p_sigma * t;
        return o;
    }
    vec c = -(p * e.h[P_ZETA] + r * e.h[RS_ZETA]) + e.d[ZETA];
    vec zz[3] = {-2 * v->down, v->up - v->down, 2 * v->up};
    for (int m = 0; m < 3; m++) {
        vec f = z[m == 2], g = z[m > 0];
        o.rr[m] = (2 * a + b + (f + g) * c + f * g * e.h[ZETA_ZETA] + zz[m] * e.d[ZETA]) * i;
    }
    for (int m = 0; m < 2; m++) o.rs[m] = p_sigma * (t + z[m] * e.h[P_ZETA]);
    return o;
}

/* Prepares r_s and p; returns dp/dsigma. Lanes of negligible density are made harmless. */
static INLINE vec prepare(point *v, vec *rho, vec sigma, vec *mask) {
    *mask = WHERE(*rho, >, splat(NEGLIGIBLE), splat(1), splat(0));
    *rho = WHERE(*rho, >, splat(NEGLIGIBLE), *rho, splat(1));
    vec i = 1 / vcbrt(*rho);
    vec i4 = i * i * i * i;
    vec p_sigma = i4 * i4 * (1 / GRADIENT);
    v->rs = RADIUS * i;
    v->p = least(greatest(sigma, splat(0)) * p_sigma, splat(1e30));
    return p_sigma;
}

static INLINE void unpolarised_spins(point *v) {
    v->up = v->down = splat(1);
    v->zeta = splat(0);
    v->phi = constant(splat(1));
}

static INLINE vec load(const double *x, int n, int stride) {
    vec r = splat(0);
    for (int k = 0; k < n; k++) LANE(r, k) = x[k * stride];
    return r;
}

static INLINE void store(double *x, int n, int stride, vec r) {
    if (x)
        for (int k = 0; k < n; k++) x[k * stride] = LANE(r, k);
}

static INLINE double *at(double *x, size_t i) { return x ? x + i : x; }

/* The exchange of twice one spin density, halved: E_x = (E_x[2 up] + E_x[2 down]) / 2. */
static INLINE density_jet channel(int order, vec rho, vec sigma, vec *mask, vec *a, vec *z) {
    point v;
    rho = 2 * rho;
    vec p_sigma = prepare(&v, &rho, 4 * sigma, mask);
    unpolarised_spins(&v);
    density_jet o = physical(2, order, &v, rho, p_sigma, exchange(2, order, &v, a, z));
    o.e = 0.5 * rho * o.e * *mask;
    o.r[0] *= *mask;
    o.s *= 2 * *mask;
    if (order > 1) {
        o.rr[0] *= 2 * *mask;
        o.rs[0] *= 4 * *mask;
        o.ss *= 8 * *mask;
    }
    return o;
}

static INLINE void unpolarised(int order, size_t from, size_t to, const arrays *x) {
    vec a[SCRATCH], z[SCRATCH];
    for (size_t i = from; i < to; i += VL) {
        int n = to - i < VL ? (int)(to - i) : VL;
        point v;
        vec mask, rho = load(x->rho + i, n, 1);
        vec p_sigma = prepare(&v, &rho, load(x->sigma + i, n, 1), &mask);
        unpolarised_spins(&v);
        jet e = constant(splat(0));
        if (x->parts & EXCHANGE_PART) e = exchange(2, order, &v, a, z);
        if (x->parts & CORRELATION_PART) {
            v.gas = uniform_correlation(2, order, &v);
            e = plus(2, order, e, correlation(2, order, &v, a, z));
        }
        density_jet o = physical(2, order, &v, rho, p_sigma, e);
        store(at(x->exc, i), n, 1, o.e * mask);
        store(at(x->vrho, i), n, 1, o.r[0] * mask);
        store(at(x->vsigma, i), n, 1, o.s * mask);
        if (order > 1) {
            store(at(x->v2rho2, i), n, 1, o.rr[0] * mask);
            store(at(x->v2rhosigma, i), n, 1, o.rs[0] * mask);
            store(at(x->v2sigma2, i), n, 1, o.ss * mask);
        }
    }
}

static INLINE void polarised(int order, size_t from, size_t to, const arrays *x) {
    vec a[SCRATCH], z[SCRATCH];
    const vec zero = splat(0);
    for (size_t i = from; i < to; i += VL) {
        int n = to - i < VL ? (int)(to - i) : VL;
        vec up = greatest(load(x->rho + 2 * i, n, 2), zero);
        vec down = greatest(load(x->rho + 2 * i + 1, n, 2), zero);
        vec uu = load(x->sigma + 3 * i, n, 3);
        vec ud = load(x->sigma + 3 * i + 1, n, 3);
        vec dd = load(x->sigma + 3 * i + 2, n, 3);
        vec some[2], mask;
        density_jet f[2];
        f[0] = f[1] = nothing();
        if (x->parts & EXCHANGE_PART) {
            f[0] = channel(order, up, uu, &some[0], a, z);
            f[1] = channel(order, down, dd, &some[1], a, z);
        }
        point v;
        vec rho = up + down;
        vec p_sigma = prepare(&v, &rho, uu + 2 * ud + dd, &mask);
        vec q = WHERE(mask, >, zero, 2 * up / rho, splat(1));
        vec m = WHERE(mask, >, zero, 2 * down / rho, splat(1));
        const vec gone = splat(VANISHING_SPIN);
        v.up = WHERE(q, <=, gone, zero, WHERE(m, <=, gone, splat(2), q));
        v.down = WHERE(q, <=, gone, splat(2), WHERE(m, <=, gone, zero, m));
        v.zeta = 0.5 * (v.up - v.down);
        vec iup = vicbrt(v.up), idown = vicbrt(v.down);
        vec iup2 = iup * iup, idown2 = idown * idown;
        v.phi = of_zeta(0.5 * (v.up * iup + v.down * idown), 1. / 3 * (iup - idown),
                        -1. / 9 * (iup2 * iup2 + idown2 * idown2));
        density_jet c = nothing();
        if (x->parts & CORRELATION_PART) {
            v.gas = uniform_correlation(3, order, &v);
            c = physical(3, order, &v, rho, p_sigma, correlation(3, order, &v, a, z));
        }
        store(at(x->exc, i), n, 1, (c.e + (f[0].e + f[1].e) / rho) * mask);
        for (int s = 0; s < 2; s++)
            store(at(x->vrho, 2 * i + s), n, 2, f[s].r[0] + c.r[s] * mask);
        store(at(x->vsigma, 3 * i), n, 3, f[0].s + c.s * mask);
        store(at(x->vsigma, 3 * i + 1), n, 3, 2 * c.s * mask);
        store(at(x->vsigma, 3 * i + 2), n, 3, f[1].s + c.s * mask);
        if (order < 2) continue;
        for (int m = 0; m < 3; m++) {
            vec t = c.rr[m] * mask;
            if (m != 1) t += f[m / 2].rr[0];
            store(at(x->v2rho2, 3 * i + m), n, 3, t);
        }
        const double w[3] = {1, 2, 1};
        for (int m = 0; m < 2; m++)
            for (int s = 0; s < 3; s++) {
                vec t = w[s] * c.rs[m] * mask;
                if (s == 2 * m) t += f[m].rs[0];
                store(at(x->v2rhosigma, 6 * i + 3 * m + s), n, 6, t);
            }
        int g = 0;
        for (int s = 0; s < 3; s++)
            for (int t = s; t < 3; t++) {
                vec b = w[s] * w[t] * c.ss * mask;
                if (s == t && s != 1) b += f[s / 2].ss;
                store(at(x->v2sigma2, 6 * i + g++), n, 6, b);
            }
    }
}

static void unpolarised_1(size_t n, const arrays *x) { unpolarised(1, 0, n, x); }
static void unpolarised_2(size_t n, const arrays *x) { unpolarised(2, 0, n, x); }
static void polarised_1(size_t n, const arrays *x) { polarised(1, 0, n, x); }
static void polarised_2(size_t n, const arrays *x) { polarised(2, 0, n, x); }

static void (*const kernels[])(size_t, const arrays *) = {
    unpolarised_1, unpolarised_2, polarised_1, polarised_2
};

@UNNAMES@
#endif
