/* A library with libxc's interface: PBE by parts (101, 130), both together (160), another
 * gradient approximation (106), and a mixture (406) that is evaluated by way of 101. All give their own number. */
#include <stddef.h>
#include <stdlib.h>

typedef struct {
    int number, kind;
    const char *name;
} info;

typedef struct {
    const info *info;
    int nspin;
} functional;

static const info known[] = {{101, 0, "x"}, {130, 1, "c"}, {160, 2, "xc"}, {106, 0, "other"}, {406, 2, "mixture"}};

const info *standin(int number) {
    for (int i = 0; i < 5; i++)
        if (known[i].number == number) return known + i;
    abort();
}

int xc_func_info_get_number(const info *i) { return i->number; }
int xc_func_info_get_kind(const info *i) { return i->kind; }

void xc_version(int *major, int *minor, int *micro) {
    *major = getenv("STANDIN_VERSION") ? atoi(getenv("STANDIN_VERSION")) : 7;
    *minor = *micro = 0;
}

void xc_gga_exc_vxc(const functional *, size_t, const double *, const double *, double *, double *, double *);

/* By way of the dynamic linker, as libxc does. */
void xc_gga_exc(const functional *p, size_t n, const double *rho, const double *sigma, double *zk) {
    double *v = malloc(2 * n * sizeof *v), *s = malloc(3 * n * sizeof *s);
    xc_gga_exc_vxc(p, n, rho, sigma, zk, v, s);
    free(v);
    free(s);
}

void xc_gga_exc_vxc(const functional *p, size_t n, const double *rho, const double *sigma,
                    double *zk, double *vrho, double *vsigma) {
    if (p->info->number == 406) {
        functional part = {standin(101), p->nspin};
        xc_gga_exc(&part, n, rho, sigma, zk);
        for (size_t i = 0; i < n; i++) zk[i] += 305;
        return;
    }
    for (size_t i = 0; i < n; i++) zk[i] = p->info->number;
}

void xc_gga_kxc(const functional *p, size_t n, const double *rho, const double *sigma,
                double *a, double *b, double *c, double *d) {}
