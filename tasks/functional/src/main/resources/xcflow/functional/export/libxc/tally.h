/* What was evaluated, counted together for a program and all processes that it starts. */
#ifndef XCF_TALLY_H
#define XCF_TALLY_H

#include <stddef.h>

/* The numbers of XCF_REPLACE: exchange and correlation; the second is 0 if there is but one. */
const int *tally_ids(void);

/* Whether libxc is to answer itself (XCF_PASS). */
int tally_passes(void);

/* Counts points of one part (0 exchange, 1 correlation) that this functional answered for. */
void tally_points(int part, size_t n);

/* Counts points of the replaced functionals that libxc answered for. */
void tally_passed(size_t n);

/* Counts points of other gradient approximations. */
void tally_other(size_t n);

/* Ends the program: the functional cannot do what is asked for. */
void tally_stop(const char *why) __attribute__((noreturn));

#endif
