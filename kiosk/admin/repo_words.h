/*
 * What the commands that publish say to people: no names of roles, but what they stand for.
 */
#ifndef ADMIN_REPO_WORDS_H
#define ADMIN_REPO_WORDS_H

#include <jansson.h>
#include <stdio.h>

#include "core/repo.h"

enum {
	REPO_WHO_SIZE = 400,
	REPO_SHOWN_MAX = 30, /* ordinary changes told one by one */
};

/* "Ann or Bo", "Ann and Bo", "2 of Ann, Bo and Cy": `needed` of the names. */
void repo_who_words(const json_t *names, int needed, char out[REPO_WHO_SIZE]);

/* "Bo must still sign: the safety items of uk-base", a line for all roles that wait for the
 * same people; `missing` as of repo_change_missing. */
void repo_print_missing(const json_t *missing, FILE *out);

/* The words of a change. First whose keys and which packs, then help lines, then the other
 * things that two people look at, then the rest. Nothing that two people look at is left
 * out, but for this: what a pack brings that was never there is counted, kind by kind, apart
 * from its help lines. Of ordinary changes REPO_SHOWN_MAX are told, and how many more. */
void repo_print_says(const json_t *says, FILE *out);

#endif
