
/* Vectors of the width that every processor of the kind has; elsewhere one number at a time. */
#if defined(__GNUC__) && defined(__AVX512F__)
#define VL 8
#define XCF_PLAIN kernels_by_8
#elif defined(__GNUC__) && defined(__AVX2__)
#define VL 4
#define XCF_PLAIN kernels_by_4
#elif defined(__GNUC__)
#define VL 2
#define XCF_PLAIN kernels_by_2
#else
#define VL 1
#define XCF_PLAIN kernels_by_1
#endif
#include __FILE__
#undef VL

/* The same for wider vectors, chosen when it is called: one binary for old and new processors. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__AVX2__) && !defined(XCF_NO_DISPATCH)
#define XCF_DISPATCH
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif
#define VL 4
#include __FILE__
#undef VL
#if defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,fma"))), apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512f,avx512dq,avx512vl,fma")
#endif
#define VL 8
#include __FILE__
#undef VL
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

const char *@ID@_name(void) { return "@NAME@"; }

const char *@ID@_digest(void) { return "@DIGEST@"; }

int @ID@_parts(int parts, size_t n, int spin,
               const double *rho, const double *sigma, const double *tau,
               double *exc, double *vrho, double *vsigma,
               double *v2rho2, double *v2rhosigma, double *v2sigma2) {
    const arrays x = {parts, rho, sigma, exc, vrho, vsigma, v2rho2, v2rhosigma, v2sigma2};
    (void)tau;
    if (parts < 1 || parts > 3 || (spin != 1 && spin != 2) || (n && (!rho || !sigma))) return 1;
    int which = 2 * (spin - 1) + (v2rho2 || v2rhosigma || v2sigma2);
#if defined(XCF_DISPATCH)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
        kernels_by_8[which](n, &x);
        return 0;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        kernels_by_4[which](n, &x);
        return 0;
    }
#endif
    XCF_PLAIN[which](n, &x);
    return 0;
}

int @ID@_eval(size_t n, int spin, const double *rho, const double *sigma, const double *tau,
              double *exc, double *vrho, double *vsigma,
              double *v2rho2, double *v2rhosigma, double *v2sigma2) {
    return @ID@_parts(3, n, spin, rho, sigma, tau, exc, vrho, vsigma, v2rho2, v2rhosigma, v2sigma2);
}

#else /* VL is defined */

