/*
 * Counts evaluated points for a program and all processes that it starts (also those that end
 * without saying so), and reports them when the program ends. The program is the first process that
 * has the library; it hands the counters on in XCF_TALLY, a file that processes map into memory.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "tally.h"

#define MAGIC "xcf tally 1\n"
enum { FAILED = 86 };

typedef struct {
    char magic[16];
    unsigned long long points[2], passed, other, processes;
} counters;

static counters own, *shared = &own;
static int ids[2] = {101, 130}, passes, requires, root, counted;

const int *tally_ids(void) { return ids; }

int tally_passes(void) { return passes; }

static void add(unsigned long long *counter, size_t n) {
    __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
}

void tally_points(int part, size_t n) {
    /* a forked process counts as one of its own */
    if (counted != getpid()) {
        counted = getpid();
        add(&shared->processes, 1);
    }
    add(&shared->points[part], n);
}

void tally_passed(size_t n) { add(&shared->passed, n); }

void tally_other(size_t n) { add(&shared->other, n); }

static void report(const char *text) {
    const char *path = getenv("XCF_LOG");
    FILE *log = path && *path ? fopen(path, "a") : NULL;
    /* one write, as several processes may report at once */
    char line[1024];
    snprintf(line, sizeof line, "xcf: @NAME@ (SHA-256 @DIGEST@) %s\n", text);
    fputs(line, log ? log : stderr);
    if (log) fclose(log);
    else fflush(stderr);
}

void tally_stop(const char *why) {
    report(why);
    root = 0;
    fflush(NULL);
    _exit(FAILED);
}

static int is_libxc(struct dl_phdr_info *object, size_t size, void *data) {
    const char *name = strrchr(object->dlpi_name, '/');
    (void)size;
    (void)data;
    return name && !strncmp(name, "/libxc.", 7);
}

/* What there is to say at the end. Returns whether the functional, and nothing else, was used. */
static int summary(char *text, size_t size) {
    unsigned long long x = shared->points[0], c = shared->points[1];
    if (shared->passed) {
        snprintf(text, size, "was NOT used: XCF_PASS let libxc answer at %llu points", shared->passed);
        return 0;
    }
    if (!x && !c) {
        snprintf(text, size,
                 "was NEVER used: nothing asked libxc, as a shared library, for %d%s; the results are"
                 " those of another functional",
                 ids[0], ids[1] ? " or its correlation" : "");
        return 0;
    }
    if (!x || !c) {
        snprintf(text, size,
                 "was used in part: libxc was asked for %s alone (%llu points); the results are not"
                 " those of the functional",
                 x ? "exchange" : "correlation", x + c);
        return 0;
    }
    int length = snprintf(text, size, "was evaluated for exchange at %llu points, for correlation at"
                          " %llu, in %llu process%s", x, c, shared->processes,
                          shared->processes == 1 ? "" : "es");
    if (shared->other)
        snprintf(text + length, size - length,
                 "; libxc evaluated other gradient approximations at %llu points", shared->other);
    return 1;
}

/* Reports, once and by the program itself; gives the exit status that it is to have. */
static int conclude(int status) {
    if (root != getpid()) return status;
    root = 0;
    char text[512];
    int used = summary(text, sizeof text);
    /* without XCF_REQUIRE, programs that have nothing to do with libxc are left alone */
    if (used || requires || shared->passed || shared->points[0] || shared->points[1]
        || dl_iterate_phdr(is_libxc, NULL))
        report(text);
    return !used && requires && !status ? FAILED : status;
}

/* Registered before everything else, hence called after it, when all output has been written. */
static void end(int status, void *unused) {
    (void)unused;
    int wanted = conclude(status);
    if (wanted == status) return;
    fflush(NULL);
    syscall(SYS_exit_group, wanted);
}

/* Some programs, such as dash, end this way. */
__attribute__((visibility("default"), noreturn)) void _exit(int status) {
    status = conclude(status);
    for (;;) syscall(SYS_exit_group, status);
}

static counters *mapped(int file) {
    struct stat status;
    if (fstat(file, &status) || (size_t)status.st_size < sizeof(counters)) return NULL;
    void *at = mmap(NULL, sizeof(counters), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (at == MAP_FAILED) return NULL;
    if (!memcmp(((counters *)at)->magic, MAGIC, sizeof MAGIC)) return at;
    munmap(at, sizeof(counters));
    return NULL;
}

/* The counters of the program that began this process, if there are. */
static counters *inherited(void) {
    const char *path = getenv("XCF_TALLY");
    int file = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return NULL;
    counters *found = mapped(file);
    close(file);
    return found;
}

/* Counters for this program and those that it begins; of its own alone where that is impossible. */
static void begin(void) {
    root = getpid();
    memcpy(own.magic, MAGIC, sizeof MAGIC);
    int file = memfd_create("xcf-tally", MFD_CLOEXEC), high = -1;
    if (file >= 0 && write(file, &own, sizeof own) == sizeof own) high = fcntl(file, F_DUPFD_CLOEXEC, 200);
    counters *made = high >= 0 ? mapped(high) : NULL;
    if (file >= 0) close(file);
    if (!made) return;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int)root, high);
    setenv("XCF_TALLY", path, 1);
    shared = made;
}

static int on(const char *name) {
    const char *value = getenv(name);
    return value && *value && strcmp(value, "0");
}

static int understood(const char *replaced) {
    int length = 0;
    int pair = sscanf(replaced, "%d,%d%n", &ids[0], &ids[1], &length) == 2 && length;
    if (!pair) ids[1] = 0;
    if (!pair && sscanf(replaced, "%d%n", &ids[0], &length) != 1) return 0;
    return !replaced[length] && ids[0] > 0 && (!pair || (ids[1] > 0 && ids[1] != ids[0]));
}

__attribute__((constructor)) static void load(void) {
    passes = on("XCF_PASS");
    requires = on("XCF_REQUIRE");
    const char *replaced = getenv("XCF_REPLACE");
    if (replaced && !understood(replaced))
        tally_stop("cannot understand XCF_REPLACE: it is like 101,130, or one number");
    counters *found = inherited();
    if (found) shared = found;
    else begin();
    if (on_exit(end, NULL)) tally_stop("cannot watch over the end of the program");
}
