#include "display/counting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "core/counts_issue.h"
#include "core/shown.h"

enum { DAY_S = 24 * 60 * 60 };

/* Without chance nothing is counted: the last number is never the one. */
static uint32_t kernel_draw(void *context, uint32_t below)
{
	uint64_t number;

	(void)context;
	if (getrandom(&number, sizeof number, GRND_NONBLOCK) != (ssize_t)sizeof number)
		return below - 1;
	return (uint32_t)(number % below);
}

void counting_folder(char out[FAULT_FILE_MAX], const char *wanted, bool rehearsal)
{
	const char *state = rehearsal ? NULL : getenv("STATE_DIRECTORY");

	snprintf(out, FAULT_FILE_MAX, "%s", wanted[0] ? wanted : state ? state : "");
	if (!wanted[0] && strcspn(out, ":") < strlen(out))
		out[strcspn(out, ":")] = 0; /* the first of several */
}

void counting_check(const char *folder, struct findings *findings)
{
	struct spot spot = {folder, 0, "counts"};
	struct fault fault = {.says = ""};
	enum counts_state state = folder[0] ? counts_store_look(folder, &fault) : COUNTS_FINE;

	if (state != COUNTS_FINE && state != COUNTS_BUSY)
		findings_add(findings, SEVERITY_WARNING, "S41", spot, "%s", fault.says);
}

void counting_begin(struct counting *counting, const char *folder)
{
	memset(counting, 0, sizeof *counting);
	snprintf(counting->folder, sizeof counting->folder, "%s", folder);
	counting->chance.draw = kernel_draw;
	counting->state = counting->folder[0] ? COUNTS_FINE : COUNTS_OFF;
}

void counting_hub(struct counting *counting, const struct hub *hub)
{
	explicit_bzero(&counting->marks, sizeof counting->marks);
	if (counting->folder[0])
		counts_set_hub(&counting->counts, hub);
}

/* The offer whose code stands on the screen, or -1. */
static int code_offer(const struct session *session, const struct hub *hub, moment now)
{
	if (session->screen != SCREEN_CODE)
		return -1;
	if (!session->item_is_card)
		return session->item;
	struct result result;
	int offer = -1;
	shown_result(session, hub, now, &result);
	if (session->item >= 0 && session->item < RESULT_CARDS) {
		const struct card *card = &result.cards[session->item];
		if (card->kind == CARD_OFFER && card->offer_count > 0) /* S40: no other card is counted */
			offer = card->offers[0];
	}
	explicit_bzero(&result, sizeof result);
	return offer;
}

void counting_look(struct counting *counting, const struct session *session, const struct hub *hub, moment now)
{
	if (!counting->folder[0])
		return;
	if (!session->visiting) {
		if (session->staff)
			explicit_bzero(&counting->marks, sizeof counting->marks);
		else if (counting->marks.visit)
			counts_end_visit(&counting->counts, &counting->marks, counting->chance);
		return;
	}
	counting->marks.visit = true;
	counting->marks.finished = counting->marks.finished || session->finished;
	int name = counts_code_name(&counting->counts, hub, code_offer(session, hub, now));
	if (name >= 0)
		counting->marks.code[name] = true;
}

static void tell(struct counting *counting, enum counts_state state, const struct fault *fault, struct findings *findings)
{
	struct spot spot = {counting->folder, 0, "counts"};
	const char *then = state == COUNTS_ASIDE ? "it is kept beside as counts.db.damaged, and a new one is begun" : "the screen goes on without";

	if (counting->told & 1U << state)
		return;
	counting->told |= 1U << state;
	findings_add(findings, SEVERITY_WARNING, "S41", spot, "%s; %s", fault->says, then);
}

/* Opens, writes, issues, closes. A store that is held by somebody else is no news
 * unless it is so twice; one that turns out to be damaged now is put aside when it is
 * opened next. */
static void write_slot(struct counting *counting, const struct hub *hub, moment now, bool may_add, struct findings *findings)
{
	static const struct batch nothing;
	struct counts_store store;
	struct fault fault = {.says = ""};
	struct batch batch = nothing;
	bool added = false;
	int32_t week = week_at(now);
	enum counts_state state = counts_store_open(&store, counting->folder, &fault);

	if (state == COUNTS_ASIDE) {
		counting->aside = true;
		tell(counting, state, &fault, findings);
		state = COUNTS_FINE;
	}
	if (state == COUNTS_FINE) {
		counts_batch(&counting->counts, &batch);
		if (!may_add)
			memset(batch.add, 0, sizeof batch.add);
		state = counts_store_slot(&store, week, &batch, &added, &fault);
		if (state == COUNTS_FINE && added)
			counts_batch_done(&counting->counts, &batch);
		if (state == COUNTS_ASIDE)
			state = COUNTS_STOPPED;
		if (state == COUNTS_FINE && !issue_months(&store, counting->folder, hub, week, &fault))
			state = COUNTS_STOPPED;
		counts_store_close(&store);
	}
	explicit_bzero(&batch, sizeof batch);
	if (state != COUNTS_FINE && (state != COUNTS_BUSY || counting->state == COUNTS_BUSY))
		tell(counting, state, &fault, findings);
	counting->state = state == COUNTS_FINE && counting->aside ? COUNTS_ASIDE : state;
}

/* The next night's moment, as chance has it. */
static void plan(struct counting *counting, moment now)
{
	struct civil civil = civil_at(now);
	int32_t night = civil.minute < SLOT_FIRST_MINUTE ? civil.day : civil.day + 1;

	counting->slot = moment_of(night, SLOT_FIRST_MINUTE) + counting->chance.draw(counting->chance.context, SLOT_SPREAD_S);
}

void counting_rest(struct counting *counting, const struct hub *hub, moment now, struct findings *findings)
{
	bool first = counting->slot == 0, jumped = counting->slot - now > 2 * DAY_S;

	if (!counting->folder[0] || (now < counting->slot && !jumped))
		return;
	/* A clock that was set back makes no slot: it only finds the next one. */
	if (!jumped)
		write_slot(counting, hub, now, !first && civil_at(now).weekday == SUNDAY, findings);
	plan(counting, now);
}

void counting_end(struct counting *counting, const struct hub *hub, moment now, struct findings *findings)
{
	explicit_bzero(&counting->marks, sizeof counting->marks); /* a visit that runs is dropped */
	if (counting->folder[0])
		write_slot(counting, hub, now, true, findings);
	explicit_bzero(&counting->counts, sizeof counting->counts);
}
