/*
 * Weeks and months of the counts (S41, S42).
 *
 * A `week` is a number that grows by one every Monday of London's calendar. The
 * store writes it as ISO 8601 does, year and week in one number (202647), so that
 * a person can read it. A week belongs to the month of its Thursday (the rule by
 * which ISO gives a week to a year); a month is 202611. Nothing is finer.
 */
#ifndef CORE_COUNTS_WEEK_H
#define CORE_COUNTS_WEEK_H

#include "base/moment.h"

/* The week in which `now` lies in London. */
int32_t week_at(moment now);

/* ISO year and week as one number, from 197001. */
int week_label(int32_t week);

/* Year and month of its Thursday as one number. */
int week_month(int32_t week);

#endif
