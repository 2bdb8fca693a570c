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

