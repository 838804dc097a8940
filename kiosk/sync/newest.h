/*
 * Which base has the newest content? A stick that was forgotten in the machine, or a mirror that
 * always gives what it gave a year ago, answers as well as any other; asked alone, it would
 * freeze the screen. So all are asked for their timestamp, and the highest that is signed and
 * not expired wins. A base that cannot be reached or has something else counts as none.
 */
#ifndef SYNC_NEWEST_H
#define SYNC_NEWEST_H

#include "core/trust.h"
#include "net/source.h"

/* Asks every base that is left for timestamp.json and makes the one with the newest the first to be
 * asked from then on; at the same version the one that is first already stays it. `answer` may
 * hold one that came before (bytes NULL: none), and gets the newest. False when none has any, or there
 * is only one and nothing came before:
 * `answer` is then as it was. */
bool newest_timestamp(struct source *source, const struct trust *trust, struct source_answer *answer);

/* Has a base that is a folder something that may be newer than version `trusted`? */
bool newest_in_folder(struct source *source, const struct trust *trust, int64_t trusted);

#endif
