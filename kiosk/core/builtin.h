/*
 * The lines that stand in the program itself (S10).
 *
 * When no pack can be read the screen still shows the emergency number and the
 * domestic abuse lines of the four nations. Sources: FACTS of the project, seen
 * 2026-10-07: 999; 0808 2000 247 (England), 0808 80 10 800 (Wales), 0800 027
 * 1234 (Scotland), 0808 802 1414 (Northern Ireland); Samaritans 116 123; NHS
 * 111, in Northern Ireland Lifeline 0808 808 8000; Childline 0800 1111.
 */
#ifndef CORE_BUILTIN_H
#define CORE_BUILTIN_H

#include "core/pack.h"

/* A whole hub made of static constants: lines, no course, no self-check, one
 * boundary message, English words. `nation` sets which abuse line comes first;
 * all four are in it. */
void builtin_hub(enum nation nation, struct hub *hub);

/* The abuse line of a nation that the bar shows: number and spoken name. Taken
 * from the hub when it has one, else from the program. */
struct help_strip {
	const char *number;
	const char *emergency; /* "999" */
};
struct help_strip help_strip(const struct hub *hub);

#endif
