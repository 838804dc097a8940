/*
 * A visit in one line: "who=just-me stage=apart how-often=most-days fear=no".
 *
 * For the tool's `route` command, the data files in tests/visits and the proof's
 * counter-examples; a kiosk never writes one. Each word is question=option, with
 * the ids of the pack, in the order in which a visitor answers. A safety question
 * takes no, sometimes, yes, rather-not. `skip` and `timeout` go with every
 * question; a question that is not named was not asked. `who` is just-me,
 * someone-with-me or under-16; without it nobody has said who is looking, so a
 * concern counts and nothing is cleared.
 *
 * It behaves as the session does: a concern latches (S2), a question that comes
 * again means Back and another answer, and a second `who` begins again with
 * every question not asked and the latch kept. `latched=yes` and `latched=own`
 * stand for a concern from earlier in the visit.
 */
#ifndef CORE_VISIT_LINE_H
#define CORE_VISIT_LINE_H

#include "base/fault.h"
#include "core/route.h"

enum { VISIT_WORD_MAX = 2 * PACK_ID_MAX };

/* Reads `line` (spaces and tabs between words; an empty line is a visit in which
 * nothing was answered). False with the fault naming the word and the nearest
 * known one; `answers` is then untouched. */
bool visit_line_read(const struct hub *hub, const char *line, struct answers *answers, struct fault *fault);

/* The other way. Returns the length, always below `size`; `size` >= 1. */
int visit_line_print(const struct hub *hub, const struct answers *answers, char *out, int size);

/* An unanswered visit: nobody has said who is looking. */
struct answers answers_none(void);

#endif
