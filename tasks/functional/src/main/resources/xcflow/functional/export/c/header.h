/* The exchange-correlation functional @NAME@; see @ID@.c for the layout of the arrays. */
#ifndef @GUARD@
#define @GUARD@

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Evaluates n points with one (spin = 1) or two (spin = 2) spin densities; results may be NULL. */
int @ID@_eval(size_t n, int spin, const double *rho, const double *sigma, const double *tau,
              double *exc, double *vrho, double *vsigma,
              double *v2rho2, double *v2rhosigma, double *v2sigma2);

/* The same for exchange (parts = 1) or correlation (2) alone; 3 is both. */
int @ID@_parts(int parts, size_t n, int spin,
               const double *rho, const double *sigma, const double *tau,
               double *exc, double *vrho, double *vsigma,
               double *v2rho2, double *v2rhosigma, double *v2sigma2);

/* Name of the functional. */
const char *@ID@_name(void);

/* SHA-256 of the functional's file, 64 hexadecimal digits. */
const char *@ID@_digest(void);

#ifdef __cplusplus
}
#endif

#endif
