/* Asks the real libxc for PBE in all ways, and another functional, and compares. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <xc.h>
#include "IDENTIFIER.h"

enum { N = 17 };
static double rho[2 * N], sigma[3 * N], x[6][6 * N], y[6][6 * N];

static int same(int first, int last) {
    int result = 1;
    for (int k = first; k <= last; k++)
        for (int i = 0; i < 6 * N; i++) result &= fabs(x[k][i] - y[k][i]) <= 1e-11 * fabs(y[k][i]);
    memset(x, 0, sizeof x);
    return result;
}

static int ours(int number, int part, int spin) {
    xc_func_type p;
    int right = 1;
    if (xc_func_init(&p, number, spin)) return 0;
    memset(x, 0, sizeof x);
    memset(y, 0, sizeof y);
    IDENTIFIER_parts(part, N, spin, rho, sigma, NULL, y[0], y[1], y[2], y[3], y[4], y[5]);
    xc_gga_exc(&p, N, rho, sigma, x[0]);
    right &= same(0, 0);
    xc_gga_exc_vxc(&p, N, rho, sigma, x[0], x[1], x[2]);
    right &= same(0, 2);
    xc_gga_vxc(&p, N, rho, sigma, x[1], x[2]);
    right &= same(1, 2);
    xc_gga_exc_vxc_fxc(&p, N, rho, sigma, x[0], x[1], x[2], x[3], x[4], x[5]);
    right &= same(3, 5);
    xc_gga_fxc(&p, N, rho, sigma, x[3], x[4], x[5]);
    right &= same(3, 5);
    xc_gga(&p, N, rho, sigma, x[0], x[1], x[2], NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL);
    right &= same(0, 2);
    xc_func_end(&p);
    return right;
}

int main(void) {
    for (int i = 0; i < 2 * N; i++) rho[i] = 0.01 + 0.02 * i;
    for (int i = 0; i < N; i++) sigma[3 * i] = sigma[3 * i + 2] = 0.01 * i;
    int right = ours(101, 1, 1) && ours(101, 1, 2) && ours(130, 2, 1) && ours(130, 2, 2);
    double e[N];
    xc_func_type p;
    xc_func_init(&p, XC_GGA_X_B88, 1);
    xc_gga_exc(&p, N, rho, sigma, e);
    xc_func_end(&p);
    /* the exchange of the uniform gas where there is no gradient */
    right &= fabs(e[0] + 0.7385587663820224 * cbrt(rho[0])) < 1e-12;
    puts(right ? "ours" : "not ours");
    return !right;
}
