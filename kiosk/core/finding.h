/*
 * All that is wrong with a pack, at once.
 *
 * Reading, merging and checking add findings instead of stopping at the first:
 * a manager gets one list. An error refuses the pack; a warning does not. A note
 * is no fault at all (a licence that ended as it should): shown when asked for.
 * A list holds at most FINDINGS_MAX; what comes after is counted, not kept.
 */
#ifndef CORE_FINDING_H
#define CORE_FINDING_H

#include "base/fault.h"

enum { FINDINGS_MAX = 400 };

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_NOTE };

struct finding {
	enum severity severity;
	char rule[8]; /* "S28", "format", "text" */
	struct fault fault;
};

struct findings {
	int count;    /* kept */
	int errors;   /* all, kept or not */
	int warnings; /* all, kept or not */
	int notes;    /* all, kept or not */
	struct finding list[FINDINGS_MAX];
};

/* The rule of what is no fault of the content: memory is out, or a file could not be read just
 * now. What holds only such a finding may be right, and is worth another look later. */
#define FINDING_MACHINE "machine"

/* Where a finding stands. */
struct spot {
	const char *file;
	int line;
	const char *item;
};

__attribute__((format(printf, 5, 6))) void findings_add(struct findings *findings, enum severity severity, const char *rule, struct spot spot,
							const char *format, ...);

/* Takes out each that `old` says yes to, keeping the order of the others: what was wrong
 * with content that is no longer there. */
void findings_drop(struct findings *findings, bool (*old)(const struct finding *finding, const void *context), const void *context);

#endif
