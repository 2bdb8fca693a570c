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
