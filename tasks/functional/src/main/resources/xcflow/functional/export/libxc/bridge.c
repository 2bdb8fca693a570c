/*
 * Answers libxc's questions about one functional with another one, @NAME@
 * (SHA-256 of its file: @DIGEST@),
 * in programs that are linked with libxc 5, 6 or 7 as a shared library:
 *
 *     env LD_PRELOAD=$PWD/lib@ID@_libxc.so XCF_REQUIRE=1 program ...
 *
 *     XCF_REPLACE    101,130 (the default): the libxc numbers of an exchange and a correlation GGA,
 *                    answered with the exchange and the correlation of this functional; one number
 *                    of an exchange-correlation GGA is answered with the whole functional
 *     XCF_REQUIRE=1  fail with exit status 86 unless the functional was used
 *     XCF_LOG=FILE   append the report at the end to a file instead of the standard error
 *     XCF_PASS=1     let libxc answer as if this library were not there, but count: for tests
 *
 * How it works: the dynamic linker finds a preloaded function before that of the same name in libxc.
 * Everything that is not asked about the chosen numbers goes on to libxc.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include "tally.h"
#include "@ID@.h"

#define EXPORTED __attribute__((visibility("default")))
enum { EXCHANGE = 1, CORRELATION = 2, WHOLE = 3 };

/* The beginnings of libxc's xc_func_type and xc_func_info_type, which versions 5 to 7 have in
 * common; resolve() compares them with what libxc itself says. */
typedef struct {
    int number, kind;
    const char *name;
} information;

typedef struct {
    const information *info;
    int nspin;
} functional;

/* What one thread knows of the libxc that it came from last, and how deep inside it is: libxc
 * calls its own functions by way of the dynamic linker, which brings them here again. */
static __thread struct {
    const char *known;
    void *library;
    int depth;
} here;

/* libxc, which defines the name of its functional: programs may have loaded several, and some load
 * it where RTLD_NEXT does not look. */
static void resolve(const functional *p) {
    if (here.library && here.known == p->info->name) return;
    Dl_info object;
    void *library = NULL;
    if (dladdr(p->info->name, &object) && object.dli_fname)
        library = dlopen(object.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    if (!library) tally_stop("cannot find the libxc that asks for its functional");
    int (*number)(const information *) = dlsym(library, "xc_func_info_get_number");
    int (*kind)(const information *) = dlsym(library, "xc_func_info_get_kind");
    void (*version)(int *, int *, int *) = dlsym(library, "xc_version");
    int major = 0, minor, micro;
    if (version) version(&major, &minor, &micro);
    if (major < 5 || major > 7) tally_stop("works with libxc 5, 6 and 7; here is another version");
    if (!number || !kind || number(p->info) != p->info->number || kind(p->info) != p->info->kind)
        tally_stop("does not know this build of libxc: its structures are others");
    here.known = p->info->name;
    here.library = library;
}

/* Which part of the functional answers; 0 if libxc does. */
static int part(const functional *p) {
    if (here.depth) return 0;
    const int *ids = tally_ids(), number = p->info->number;
    int part = number == ids[0] ? (ids[1] ? EXCHANGE : WHOLE) : number == ids[1] ? CORRELATION : 0;
    if (!part) return 0;
    resolve(p);
    if (p->info->kind != part - 1)
        tally_stop("XCF_REPLACE is EXCHANGE,CORRELATION, or the number of a functional that is both");
    return part;
}

/* Counts, and answers with the functional. False if libxc has to. */
static int answered(const functional *p, size_t n, const double *rho, const double *sigma, int order,
                    double *zk, double *vrho, double *vsigma,
                    double *v2rho2, double *v2rhosigma, double *v2sigma2) {
    int which = part(p);
    if (!which) {
        if (!here.depth) tally_other(n);
        return 0;
    }
    if (tally_passes()) {
        tally_passed(n);
        return 0;
    }
    if (order > 2) tally_stop("has no third derivatives, which the program asks for");
    if (@ID@_parts(which, n, p->nspin, rho, sigma, NULL, zk, vrho, vsigma,
                   v2rho2, v2rhosigma, v2sigma2))
        tally_stop("was called with impossible arguments");
    if (which & EXCHANGE) tally_points(0, n);
    if (which & CORRELATION) tally_points(1, n);
    return 1;
}

static void *original(const functional *p, const char *name) {
    resolve(p);
    void *found = dlsym(here.library, name);
    if (!found) tally_stop("cannot find the function that it stands in for");
    return found;
}

/* Defines a function of libxc: its name, its results, and what of them this functional gives. */
#define FUNCTION(name, order, results, names, ...)                                                 \
    EXPORTED void name(const functional *p, size_t n, const double *rho, const double *sigma,      \
                       UNPACK results) {                                                           \
        if (answered(p, n, rho, sigma, order, __VA_ARGS__)) return;                                \
        void (*next)(const functional *, size_t, const double *, const double *, UNPACK results)   \
            = original(p, #name);                                                                  \
        here.depth++;                                                                              \
        next(p, n, rho, sigma, UNPACK names);                                                      \
        here.depth--;                                                                              \
    }
#define UNPACK(...) __VA_ARGS__
#define NO NULL

#define E double *e
#define V double *vr, double *vs
#define F double *frr, double *frs, double *fss
#define K double *k1, double *k2, double *k3, double *k4
#define L double *l1, double *l2, double *l3, double *l4, double *l5
#define VXC vr, vs
#define FXC frr, frs, fss
#define KXC k1, k2, k3, k4
#define LXC l1, l2, l3, l4, l5
#define HIGHER (k1 || k2 || k3 || k4 || l1 || l2 || l3 || l4 || l5)

FUNCTION(xc_gga_exc, 0, (E), (e), e, NO, NO, NO, NO, NO)
FUNCTION(xc_gga_exc_vxc, 1, (E, V), (e, VXC), e, VXC, NO, NO, NO)
FUNCTION(xc_gga_vxc, 1, (V), (VXC), NO, VXC, NO, NO, NO)
FUNCTION(xc_gga_exc_vxc_fxc, 2, (E, V, F), (e, VXC, FXC), e, VXC, FXC)
FUNCTION(xc_gga_vxc_fxc, 2, (V, F), (VXC, FXC), NO, VXC, FXC)
FUNCTION(xc_gga_fxc, 2, (F), (FXC), NO, NO, NO, FXC)
FUNCTION(xc_gga_exc_vxc_fxc_kxc, 3, (E, V, F, K), (e, VXC, FXC, KXC), e, VXC, FXC)
FUNCTION(xc_gga_vxc_fxc_kxc, 3, (V, F, K), (VXC, FXC, KXC), NO, VXC, FXC)
FUNCTION(xc_gga_kxc, 3, (K), (KXC), NO, NO, NO, NO, NO, NO)
FUNCTION(xc_gga_lxc, 4, (L), (LXC), NO, NO, NO, NO, NO, NO)
FUNCTION(xc_gga, HIGHER ? 3 : 2, (E, V, F, K, L), (e, VXC, FXC, KXC, LXC), e, VXC, FXC)

/* From libxc 6 on: the results in a structure, in the order of xc_gga. */
EXPORTED void xc_gga_new(const functional *p, int order, size_t n, const double *rho,
                         const double *sigma, void *results) {
    double *const *x = results;
    if (answered(p, n, rho, sigma, order, x[0], x[1], x[2], x[3], x[4], x[5])) return;
    void (*next)(const functional *, int, size_t, const double *, const double *, void *)
        = original(p, "xc_gga_new");
    here.depth++;
    next(p, order, n, rho, sigma, results);
    here.depth--;
}
