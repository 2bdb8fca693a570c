/* Compares the files with their digests, and the functional with the values that were exported
 * together with it.
 *
 *     cc -O2 -o check check.c @ID@.c -lm && ./check
 */
#include <math.h>
#include <stdio.h>
#include "sha256.h"
#include "@ID@.h"

static double worst[3];

static void compare(int what, double found, double expected, double unit) {
    double error = fabs(found - expected) / fmax(fabs(expected), unit);
    if (!(error <= worst[what])) worst[what] = error;
}

static int check(const char *directory, const char *name, int spin) {
    char path[4096], header[256];
    int squares = 2 * spin - 1, columns = 2 * spin + 2 * squares + 1, points = 0;
    double x[11];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "r");
    if (!file || !fgets(header, sizeof header, file)) return 0;
    for (;; points++) {
        double exc, v[5], rho = 0;
        for (int i = 0; i < columns; i++)
            if (fscanf(file, "%lf", x + i) != 1) {
                fclose(file);
                return points;
            }
        for (int i = 0; i < spin; i++) rho += x[i];
        if (@ID@_eval(1, spin, x, x + spin, NULL, &exc, v, v + spin, NULL, NULL, NULL)) return 0;
        /* relative to the exchange of the uniform gas where that is larger: energies cross zero */
        double unit = 0.7385587663820224 * cbrt(rho);
        const double *expected = x + spin + squares;
        compare(0, exc, expected[0], unit);
        for (int i = 0; i < spin; i++) compare(1, v[i], expected[1 + i], unit);
        unit /= 38.283120002509214 * pow(cbrt(rho), 5);
        for (int i = spin; i < spin + squares; i++) compare(2, v[i], expected[1 + i], unit);
    }
}

int main(int count, char **arguments) {
    const char *directory = count > 1 ? arguments[1] : ".";
    int points = check(directory, "unpolarised.txt", 1);
    int more = check(directory, "polarised.txt", 2);
    int right = unaltered(directory) && points >= 4000 && more >= 4000 && worst[0] <= 1e-13 && worst[1] <= 1e-9
            && worst[2] <= 1e-9;
    printf("%s\n%s\n%d + %d points, largest deviations: energy %.1e, vrho %.1e, vsigma %.1e: %s\n",
           @ID@_name(), @ID@_digest(), points, more, worst[0], worst[1], worst[2],
           right ? "as it should be" : "WRONG");
    return !right;
}
