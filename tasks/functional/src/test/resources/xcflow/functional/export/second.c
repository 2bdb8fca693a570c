/* Compares second derivatives with differences of first ones at the points of polarised.txt; with
 * an argument, without points at which the gradients of the spins nearly cancel: functionals whose
 * correlation begins with s^3 have no second derivative where there is no gradient. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int ID_eval(size_t, int, const double *, const double *, const double *, double *, double *,
            double *, double *, double *, double *);

/* First derivatives by x = (rho_u, rho_d, sigma_uu, sigma_ud, sigma_dd). */
static void first(const double *x, double *v) {
    ID_eval(1, 2, x, x + 2, NULL, NULL, v, v + 2, NULL, NULL, NULL);
}

static void second(const double *x, double h[5][5]) {
    double a[3], b[6], c[6];
    int k = 0;
    ID_eval(1, 2, x, x + 2, NULL, NULL, NULL, NULL, a, b, c);
    for (int i = 0; i < 2; i++)
        for (int j = i; j < 2; j++) h[i][j] = h[j][i] = a[k++];
    for (k = 0; k < 6; k++) h[k / 3][2 + k % 3] = h[2 + k % 3][k / 3] = b[k];
    k = 0;
    for (int i = 2; i < 5; i++)
        for (int j = i; j < 5; j++) h[i][j] = h[j][i] = c[k++];
}

int main(int count, char **arguments) {
    (void)arguments;
    char line[512];
    double worst = 0;
    int points = 0;
    FILE *file = fopen("polarised.txt", "r");
    if (!file || !fgets(line, sizeof line, file)) return 2;
    while (fgets(line, sizeof line, file)) {
        double x[5], v[5], h[5][5], ignored;
        if (sscanf(line, "%lf %lf %lf %lf %lf %lf", x, x + 1, x + 2, x + 3, x + 4, &ignored) != 6)
            return 2;
        if (count > 1 && x[2] + 2 * x[3] + x[4] < 0.3 * (x[2] + x[4])) continue;
        first(x, v);
        second(x, h);
        points++;
        for (int i = 0; i < 5; i++) {
            double step = 1e-3 * fabs(x[i]), estimate[5] = {0};
            if (step == 0) continue;
            for (int m = 1; m <= 2; m++) {
                double y[5], above[5], below[5];
                for (int j = 0; j < 5; j++) y[j] = x[j];
                y[i] = x[i] + m * step;
                first(y, above);
                y[i] = x[i] - m * step;
                first(y, below);
                for (int j = 0; j < 5; j++)
                    estimate[j] += (m == 1 ? 8 : -1) * (above[j] - below[j]) / (12 * step);
            }
            for (int j = 0; j < 5; j++) {
                double scale = fabs(h[i][j]) + fabs(v[j] / x[i]);
                double error = scale > 0 ? fabs(estimate[j] - h[i][j]) / scale : 0;
                if (!(error <= worst)) worst = error;
            }
        }
    }
    printf("%d points, largest deviation of second derivatives %.1e\n", points, worst);
    return points < (count > 1 ? 3000 : 4000) || !(worst <= 1e-7);
}
