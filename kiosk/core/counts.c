#include "core/counts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char code_prefix[] = "code:";

bool counts_may_count(const struct hub *hub, const struct offer *offer)
{
	const uint32_t safety = TOPIC_EMERGENCY | TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR | TOPIC_CRISIS | TOPIC_URGENT_HEALTH;

	if (offer->safety || offer->kind == OFFER_SUPPORT_LINE || (offer->topics & safety)) /* S40 */
		return false;
	if (offer->kind == OFFER_STAFF || offer->audience != AUDIENCE_PARENTS)
		return false;
	return (offer->nations & NATION_BIT(hub->nation)) != 0;
}

static int find(const struct counts *counts, const char *name)
{
	for (int i = 0; i < counts->name_count; i++)
		if (strcmp(counts->tallies[i].name, name) == 0)
			return i;
	return -1;
}

static void add_name(struct counts *counts, const char *prefix, const char *id)
{
	struct tally *tally = &counts->tallies[counts->name_count++];

	snprintf(tally->name, sizeof tally->name, "%s%s", prefix, id);
	tally->waiting = 0;
}

static int by_name(const void *a, const void *b)
{
	const struct tally *first = a, *second = b;

	return strcmp(first->name, second->name);
}

void counts_set_hub(struct counts *counts, const struct hub *hub)
{
	struct counts next = {.name_count = 0};

	add_name(&next, "visits", "");
	add_name(&next, "finished", "");
	for (int i = 0; i < hub->offer_count && next.name_count < COUNTS_NAMES_MAX; i++)
		if (counts_may_count(hub, &hub->offers[i]))
			add_name(&next, code_prefix, hub->offers[i].id);
	qsort(next.tallies + COUNT_OFFERS, (size_t)next.name_count - COUNT_OFFERS, sizeof next.tallies[0], by_name);
	for (int i = 0; i < next.name_count; i++) {
		int old = find(counts, next.tallies[i].name);
		if (old >= 0)
			next.tallies[i].waiting = counts->tallies[old].waiting;
	}
	*counts = next;
	explicit_bzero(&next, sizeof next);
}

int counts_code_name(const struct counts *counts, const struct hub *hub, int offer)
{
	char name[COUNT_NAME_MAX];

	if (offer < 0 || offer >= hub->offer_count || !counts_may_count(hub, &hub->offers[offer]))
		return -1;
	snprintf(name, sizeof name, "%s%s", code_prefix, hub->offers[offer].id);
	return find(counts, name);
}

static void grow(struct tally *tally)
{
	if (tally->waiting < COUNT_MAX)
		tally->waiting++;
}

void counts_end_visit(struct counts *counts, struct marks *marks, struct chance chance)
{
	if (marks->visit && chance.draw(chance.context, COUNTS_ONE_IN) == 0) {
		grow(&counts->tallies[COUNT_VISITS]);
		if (marks->finished)
			grow(&counts->tallies[COUNT_FINISHED]);
		for (int i = COUNT_OFFERS; i < counts->name_count; i++)
			if (marks->code[i])
				grow(&counts->tallies[i]);
	}
	explicit_bzero(marks, sizeof *marks); /* S26, S39 */
}

void counts_batch(const struct counts *counts, struct batch *batch)
{
	memset(batch, 0, sizeof *batch);
	batch->names = counts;
	for (int i = 0; i < counts->name_count; i++)
		if (counts->tallies[i].waiting >= COUNTS_BATCH) /* S41 */
			batch->add[i] = counts->tallies[i].waiting;
}

void counts_batch_done(struct counts *counts, const struct batch *batch)
{
	for (int i = 0; i < counts->name_count; i++)
		counts->tallies[i].waiting -= batch->add[i];
}
