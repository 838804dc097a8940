/*
 * How everything between a server and the glass says what went wrong: a class and a sentence
 * (struct trust_problem of core/trust.h), set in one call.
 */
#ifndef CORE_PROBLEM_H
#define CORE_PROBLEM_H

#include "core/trust.h"

/* Sets both (printf form); NULL for the problem means that nobody wants to know. Always
 * returns false, so that a function can end with `return problem_set(...)`. */
__attribute__((format(printf, 3, 4))) bool problem_set(struct trust_problem *problem, enum failure failure, const char *format, ...);

#endif
