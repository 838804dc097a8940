/*
 * What must hold before content goes live on a screen (S9).
 *
 * The checker and the proof, both, as in the manager's tool: a pack that it would
 * refuse is refused here too, whoever put it there. Only errors count. What an error
 * is never depends on the day, so no screen loses its hub by the calendar.
 */
#ifndef CORE_APPROVE_H
#define CORE_APPROVE_H

#include "core/finding.h"
#include "core/load.h"

/* May `hub`, made of `packs`, be shown? When not, the errors are added to `findings`
 * with file, line and item, each once however often this is asked, and a warning
 * that says which packs go. False also when memory is out. */
bool approve_hub(const struct hub *hub, const struct pack_set *packs, moment now, struct findings *findings);

#endif
