/*
 * What is wrong with a merged hub, in words.
 *
 * The reader has refused what cannot be understood; this looks at meaning:
 * links (S28, S29), part-time lines without a 24-hour one (S34), retired
 * services (S36), missing texts, boundaries (S21), constructs (S14), the number
 * of questions (S12), loud titles (S19), promises about traces (S31), the silent
 * call (S32), offers that ended or end within 60 days, overdue checks (S33),
 * unreachable offers, long sentences and jargon (S44), the private-and-serious-risk
 * sentence (S45), labels too long for their card.
 * Pure: the time is an argument. It decides about warnings and notes only: what is
 * an error is one on every day, so no screen loses its packs by the calendar.
 */
#ifndef CORE_CHECK_H
#define CORE_CHECK_H

#include "core/finding.h"
#include "core/pack.h"

/* Adds all findings for `hub` at `now`. */
void check_hub(const struct hub *hub, moment now, struct findings *findings);

#endif
