/*
 * Reads what core/counts_issue.h has issued, for the step that sends it (S42, S43).
 *
 * The one who sends has a network, so it does not take the screen's word for it: a file
 * passes only when every number in it is "*" or a multiple of 5 from 10 on, and nothing
 * else stands in it than the fields of config/schema/counts.schema.json. What passes is
 * made anew from what was understood; the bytes of the file go no further.
 */
#ifndef CORE_ISSUED_H
#define CORE_ISSUED_H

#include <jansson.h>

#include "core/counts_issue.h"

/* The file's `length` bytes as JSON, which has to be that of `month` (202611): a new
 * reference; NULL with a sentence. */
json_t *issued_read(const char *text, size_t length, int month, struct fault *fault);

/* The ISO weeks that a month has in core/counts_week.h, ["2026-W45", ...]: a new reference. */
json_t *issued_weeks(int month);

#endif
