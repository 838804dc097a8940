/*
 * What breaks a rule, as a script that the kiosk plays. Inside of core/proof.h only.
 *
 * One command a line (display/script.h), each a touch on the control that does
 * the move, found by what it does and not by its words:
 *
 *   tap @start
 *   tap @go:who
 *   tap @who:just-me
 *   tap @answer:sometimes
 *   wait 35100ms
 */
#ifndef CORE_PROOF_SCRIPT_H
#define CORE_PROOF_SCRIPT_H

#include "core/proof_walk.h"

/* The moves that led to `state`. */
void proof_script_moves(const struct walk *walk, const struct walk_state *state, char *out, size_t size);

/* A visit that gives these answers and comes to the result, or, when a safety
 * question was not asked, leaves there and looks round. A concern of before is
 * given in a first run. "" when no finger can bring it about: nobody has said who
 * is looking. */
void proof_script_visit(const struct hub *hub, const struct answers *answers, char *out, size_t size);

#endif
