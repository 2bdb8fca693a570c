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

