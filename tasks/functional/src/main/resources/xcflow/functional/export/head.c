/*
 * The exchange-correlation functional @NAME@
 * (SHA-256 of its file: @DIGEST@)
 *
 * Written by xcflow; needs a C99 compiler, libc and libm:
 *
 *     cc -O2 -shared -fPIC -o lib@ID@.so @ID@.c -lm
 *
 * int @ID@_eval(size_t n, int spin, const double *rho, const double *sigma, const double *tau,
 *         double *exc, double *vrho, double *vsigma,
 *         double *v2rho2, double *v2rhosigma, double *v2sigma2);
 *
 * Layout, units and signs are libxc's, in Hartree atomic units. For n points, spin = 1 (unpolarised)
 * or 2 (polarised):
 *
 *                 spin = 1   spin = 2
 *     rho         [n]        [n][2]  up, down
 *     sigma       [n]        [n][3]  squares and product of the gradients: uu, ud, dd
 *     exc         [n]        [n]     energy per particle
 *     vrho        [n]        [n][2]  derivatives of the energy per volume, rho * exc
 *     vsigma      [n]        [n][3]
 *     v2rho2      [n]        [n][3]  uu, ud, dd
 *     v2rhosigma  [n]        [n][6]  u_uu, u_ud, u_dd, d_uu, d_ud, d_dd
 *     v2sigma2    [n]        [n][6]  uu_uu, uu_ud, uu_dd, ud_ud, ud_dd, dd_dd
 *
 * @ID@_parts has a first argument more: 1 for exchange alone, 2 for correlation alone, 3 for both.
 *
 * tau is not used. Results that are not wanted may be NULL. Returns 0, or 1 for impossible
 * arguments. Densities of 1e-15 and less give zeros. Keeps no state: any number of threads may call.
 */
#ifndef VL /* the file includes itself */
#include <math.h>
#include <stddef.h>

#if defined(__GNUC__)
#define INLINE inline __attribute__((always_inline, unused))
#pragma GCC diagnostic ignored "-Wpsabi"
#else
#define INLINE inline
#endif

#define LANE(x, k) (((double *)&(x))[k])
#define LANES for (int k = 0; k < VL; k++)

#define LANEWISE(name, expression)                                                                \
    static INLINE vec name(vec x) {                                                               \
        vec r;                                                                                    \
        LANES {                                                                                   \
            double t = LANE(x, k);                                                                \
            LANE(r, k) = expression;                                                              \
        }                                                                                         \
        return r;                                                                                 \
    }

/* The variables of which numbers have derivatives, and pairs of them. */
enum { P = 0, RS = 1, ZETA = 2, P_P = 0, P_RS = 1, RS_RS = 2, P_ZETA = 3, RS_ZETA = 4, ZETA_ZETA = 5 };

#define N int nv, int order
#define n_ nv, order
/* For each first derivative, and for each second one, that there is: written out, as compilers
 * otherwise keep jets in memory. */
#define FIRST(statement) ONE(0, statement) ONE(1, statement) ONE(2, statement)
#define SECOND(statement)                                                                         \
    PAIR(0, 0, statement) PAIR(0, 1, statement) PAIR(1, 1, statement)                             \
    PAIR(0, 2, statement) PAIR(1, 2, statement) PAIR(2, 2, statement)
#define ONE(I, statement)                                                                         \
    if (nv > I) {                                                                                 \
        enum { i = I };                                                                           \
        statement;                                                                                \
    }
#define PAIR(I, J, statement)                                                                     \
    if (order > 1 && nv > J) {                                                                    \
        enum { i = I, j = J, ij = J * (J + 1) / 2 + I };                                          \
        statement;                                                                                \
    }

#define PI 3.14159265358979323846
#define RADIUS 0.62035049089940001667      /* (3 / 4 pi)^(1/3) */
#define GRADIENT 38.283120002509214        /* 4 (3 pi^2)^(2/3) */
#define EXCHANGE -0.73855876638202240588   /* -3/4 (3 / pi)^(1/3) */
#define CBRT2 1.2599210498948731648
#define SPIN_NORM (1 / (2 * CBRT2 - 2))
#define SPIN_RANGE (1 - 1 / CBRT2)
#define T_SQUARED 1.5073033983379012       /* (pi / 4) (9 pi / 4)^(1/3) */
#define LOGARITHM_SHIFT 1e-5
#define NEGLIGIBLE 1e-15
#define VANISHING_SPIN 2.220446049250313e-16

enum { TANH, SILU, GELU };
enum { EXCHANGE_PART = 1, CORRELATION_PART = 2 };

typedef struct {
    int parts;
    const double *rho, *sigma;
    double *exc, *vrho, *vsigma, *v2rho2, *v2rhosigma, *v2sigma2;
} arrays;

