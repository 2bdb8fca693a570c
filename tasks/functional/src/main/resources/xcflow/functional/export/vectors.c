/*
 * What follows is compiled once for each kind of processor, with names and vectors of its own.
 * Points are evaluated VL at a time.
 */
#define NAMED(name) NAMED_2(name, VL)
#define NAMED_2(name, length) NAMED_3(name, length)
#define NAMED_3(name, length) name##_by_##length
@NAMES@
#if VL > 1
typedef double vec __attribute__((vector_size(8 * VL)));
typedef long long bits __attribute__((vector_size(8 * VL)));
#else
typedef double vec;
#endif

static INLINE vec splat(double x) {
    vec zero = {0};
    return x - zero;
}

#if VL > 1
static INLINE vec choose(bits condition, vec a, vec b) {
    return (vec)((condition & (bits)a) | (~condition & (bits)b));
}
#define WHERE(a, relation, b, yes, no) choose((bits)((a) relation(b)), yes, no)

/* Whole numbers below 2^51 as doubles, and back: where they lie in the digits of 3/2 2^52. */
#define WHOLE 6755399441055744.0
static INLINE vec from_whole(bits x) { return (vec)(x + (bits)splat(WHOLE)) - WHOLE; }
static INLINE bits to_whole(vec x) { return (bits)(x + WHOLE) - (bits)splat(WHOLE); }

/* x^(-1/2) and x^(-1/3) of positive numbers: a guess from the exponent, then iterations with
 * h = 1 - x y^n, of which (1 - h)^(-1/n) is expanded. */
static INLINE vec inverse_root(vec x) {
    vec y = (vec)(0x5fe6eb50c7b537a9LL - ((bits)x >> 1));
    for (int i = 0; i < 2; i++) {
        vec h = 1 - x * y * y;
        y += y * h * (1. / 2 + h * (3. / 8 + h * (5. / 16 + h * (35. / 128))));
    }
    return y;
}

static INLINE vec inverse_cube_root(vec x) {
    vec high = from_whole((bits)x >> 32);
    vec y = (vec)(to_whole(1430181664. - 1. / 3 * high) << 32);
    for (int i = 0; i < 2; i++) {
        vec h = 1 - x * y * y * y;
        y += y * h * (1. / 3 + h * (2. / 9 + h * (14. / 81 + h * (35. / 243 + h * (91. / 729)))));
    }
    return y;
}

static INLINE vec vsqrt(vec x) {
    vec y = inverse_root(x), r = x * y;
    return r + 0.5 * y * (x - r * r);
}

static INLINE vec vcbrt(vec x) {
    vec y = inverse_cube_root(x), r = x * y * y;
    return r + 1. / 3 * y * y * (x - r * r * r);
}

static INLINE vec vicbrt(vec x) {
    return WHERE(x, >, splat(0), inverse_cube_root(x), splat(0));
}

/* 2^n, and e^r - 1 with x = n log 2 + r */
static INLINE vec power_of_two(vec x, vec *rest) {
    bits n = to_whole(x * 1.4426950408889634074);
    vec whole = from_whole(n);
    vec r = (x - whole * 0.693147180369123816490) - whole * 1.90821492927058770002e-10;
    vec p = splat(1. / 6227020800);
    p = p * r + 1. / 479001600;
    p = p * r + 1. / 39916800;
    p = p * r + 1. / 3628800;
    p = p * r + 1. / 362880;
    p = p * r + 1. / 40320;
    p = p * r + 1. / 5040;
    p = p * r + 1. / 720;
    p = p * r + 1. / 120;
    p = p * r + 1. / 24;
    p = p * r + 1. / 6;
    p = p * r + 1. / 2;
    *rest = r + r * r * p;
    return (vec)((bits)splat(1) + (n << 52));
}

static INLINE vec bounded(vec x) {
    x = WHERE(x, <, splat(-708), splat(-708), x);
    return WHERE(x, >, splat(709), splat(709), x);
}

static INLINE vec vexp(vec x) {
    vec rest, power = power_of_two(bounded(x), &rest);
    return power + power * rest;
}

static INLINE vec vexpm1(vec x) {
    vec rest, power = power_of_two(bounded(x), &rest);
    return (power - 1) + power * rest;
}

/* log(1 + x) for x > -0.2: of 1 + x = 2^n m by the series of 2 artanh((m - 1) / (m + 1)), and what
 * rounding took from 1 + x */
static INLINE vec vlog1p(vec x) {
    vec u = 1 + x;
    vec lost = (x - (u - 1)) / u;
    bits n = ((bits)u - (bits)splat(0.70710678118654752440)) >> 52;
    vec m = (vec)((bits)u - (n << 52));
    vec s = (m - 1) / (m + 1);
    vec z = s * s;
    vec p = splat(1. / 23);
    p = p * z + 1. / 21;
    p = p * z + 1. / 19;
    p = p * z + 1. / 17;
    p = p * z + 1. / 15;
    p = p * z + 1. / 13;
    p = p * z + 1. / 11;
    p = p * z + 1. / 9;
    p = p * z + 1. / 7;
    p = p * z + 1. / 5;
    p = p * z + 1. / 3;
    vec whole = from_whole(n);
    return whole * 0.693147180369123816490
            + (2 * s + (2 * s * z * p + (lost + whole * 1.90821492927058770002e-10)));
}
#else
#define WHERE(a, relation, b, yes, no) ((a) relation(b) ? (yes) : (no))
LANEWISE(vsqrt, sqrt(t))
LANEWISE(vcbrt, cbrt(t))
LANEWISE(vexp, exp(t))
LANEWISE(vexpm1, expm1(t))
LANEWISE(vlog1p, log1p(t))
LANEWISE(vicbrt, t > 0 ? 1 / cbrt(t) : 0) /* x^(-1/3), zero for an empty channel */
#endif
LANEWISE(vtanh, tanh(t))
LANEWISE(vlog, log(t))
LANEWISE(share_below, 0.5 * erfc(-0.70710678118654752440 * t)) /* of a normal distribution */

static INLINE vec least(vec a, vec b) { return WHERE(a, <, b, a, b); }
static INLINE vec greatest(vec a, vec b) { return WHERE(a, >, b, a, b); }

