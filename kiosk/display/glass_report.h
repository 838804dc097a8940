/*
 * When the screen writes down what stands on its glass (core/glass.h), and how it knows.
 *
 * Somebody who reads the report must not learn from it that a visit took place, nor when
 * (S39, S41). So it is written at moments that no visit moves, also during one:
 *
 * - at the start, before the first touch is read;
 * - each night at GLASS_MINUTE, in London;
 * - after other content has come: at the first full hour that is an hour after one at which
 *   the store's pointer was found changed. The screen takes content up when it rests, which a visit may put off;
 *   by the second hour that tells nothing any more. Whether a set is good yet does not either.
 *
 * What could be found out by a visit is not looked at when the report is written: pictures,
 * letters and errors are those of the start, or of the moment at which content was taken
 * up, when the screen rested. Errors of reading aloud are not counted at all, since later
 * ones come only when somebody listens; whether it works is as at the start.
 *
 * With a clock that cannot be right nothing is written, as with the counts; the step that
 * sends says by itself that its clock is not sure. What is too old is deleted here
 * (core/outbox.h). A folder that cannot be written is told once and tried again.
 */
#ifndef DISPLAY_GLASS_REPORT_H
#define DISPLAY_GLASS_REPORT_H

#include "core/glass.h"
#include "display/supply.h"

enum { GLASS_MINUTE = 2 * 60 + 30 };

struct kiosk;

struct glass_report {
	char folder[FAULT_FILE_MAX];                        /* the outbox; "": nothing is written */
	bool told;                                          /* that it cannot be written */
	bool begun;                                         /* the first was written, or tried */
	moment since;                                       /* the hour of the start */
	moment night, hour;                                 /* the next of each */
	int64_t seen[SUPPLY_NUMBERS], said[SUPPLY_NUMBERS]; /* the store's pointer */
	moment seen_at;                                     /* since it was found so */
	/* Of the start, or of the last change of content. */
	char set[TRUST_HEX_SIZE];
	bool pictures, fonts;
	enum glass_speech speech;
	int faults;
};

/* Finds the outbox of the settings; for runs that families see, and scripts. Writes nothing. */
void glass_report_begin(struct kiosk *kiosk);

/* Writes when it is time. Call it once before the first touch, and whenever time has passed. */
void glass_report_step(struct kiosk *kiosk);

/* When it is time, on the kiosk's own clock. */
int64_t glass_report_due(const struct kiosk *kiosk);

/* What stands on the glass now; for the step and for tests. */
void glass_report_fill(const struct kiosk *kiosk, struct glass *out);

#endif
