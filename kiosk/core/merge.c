#include "core/merge.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "core/merge_parts.h"

__attribute__((format(printf, 5, 6))) static void say(struct merging *merging, const char *rule, int line, const char *item, const char *format, ...)
{
	char says[FAULT_SAYS_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);
	findings_add(merging->findings, SEVERITY_ERROR, rule, (struct spot){merging->file, line, item}, "%s", says);
}

void *merge_take(struct merging *merging, size_t count, size_t size)
{
	void *memory = arena_take(merging->arena, count * size > 0 ? count * size : 1);
	if (!memory && !merging->full) {
		say(merging, "merge", 0, "", "the packs are larger together than the memory kept for them; make them shorter");
		merging->full = true;
	}
	return memory;
}

struct item *merge_find(const struct merging *merging, const char *id, size_t length)
{
	for (int i = 0; i < merging->item_count; i++)
		if (strncmp(merging->items[i].id, id, length) == 0 && merging->items[i].id[length] == '\0')
			return &merging->items[i];
	return NULL;
}

struct hint merge_hint(const struct merging *merging, const char *id)
{
	const char *ids[ITEMS_MAX];
	for (int i = 0; i < merging->item_count; i++)
		ids[i] = merging->items[i].id;
	return hint(id, ids, merging->item_count);
}

static const char *owner_of(const struct merging *merging, const struct item *item)
{
	return merging->packs[item->pack]->id;
}

static struct item *add_item(struct merging *merging, const char *id, enum item_kind kind, int pack)
{
	struct item *item = &merging->items[merging->item_count++];
	*item = (struct item){.id = id, .kind = kind, .pack = pack};
	return item;
}

/* ---- filling ---- */

#define PART(bit, member)                                                                \
	{                                                                                \
		bit, offsetof(struct offer, member), sizeof(((struct offer *)0)->member) \
	}
static const struct {
	uint32_t given;
	size_t offset;
	size_t size;
} parts[] = {
    PART(GIVEN_NATIONS, nations),
    PART(GIVEN_STAGES, stages),
    PART(GIVEN_TOPICS, topics),
    PART(GIVEN_PEOPLE, people),
    PART(GIVEN_JOINT, joint),
    PART(GIVEN_CONFLICT, conflict),
    PART(GIVEN_REFERRAL, referral),
    PART(GIVEN_BSL, bsl),
    PART(GIVEN_CHANNELS, channel_count),
    PART(GIVEN_CHANNELS, channels),
    PART(GIVEN_HOURS, hours),
    PART(GIVEN_VALID, valid_from),
    PART(GIVEN_VALID, valid_until),
    PART(GIVEN_SESSIONS, session_count),
    PART(GIVEN_SESSIONS, sessions),
    PART(GIVEN_REPEATS, repeat_count),
    PART(GIVEN_REPEATS, repeats),
    PART(GIVEN_LANGUAGES, languages),
    PART(GIVEN_PICTURE, picture),
    PART(GIVEN_SOURCE, source),
    PART(GIVEN_CHECKED, checked),
    PART(GIVEN_CHECKED, checked_by),
    PART(GIVEN_DOUBT, doubt),
};

/* Topics that put an offer among the lines of a concern: only where it begins. */
enum { SAFETY_TOPICS = TOPIC_EMERGENCY | TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR | TOPIC_CRISIS | TOPIC_URGENT_HEALTH };

/* What a later pack may not do to an offer, safety item or not. */
static bool fill_allowed(struct merging *merging, const struct offer *old, const struct pack_offer *new)
{
	const struct offer *offer = &new->offer;
	int before = merging->findings->errors;

	if (new->given & GIVEN_KIND && offer->kind != old->kind)
		say(merging, "merge", offer->line, offer->id, "the kind \"%s\" of an offer stays as it is; take \"kind\" out",
		    offer_kind_name(old->kind));
	if (new->given & GIVEN_AUDIENCE && offer->audience != old->audience)
		say(merging, "merge", offer->line, offer->id, "the audience \"%s\" of an offer stays as it is; take \"audience\" out",
		    audience_name(old->audience));
	if (new->given & GIVEN_JOINT && old->joint && !offer->joint)
		say(merging, "S3", offer->line, offer->id, "an offer for two people together stays one; take \"joint\" out");
	if (new->given & GIVEN_CONFLICT && old->conflict && !offer->conflict)
		say(merging, "S3", offer->line, offer->id, "an offer about rows stays one; take \"conflict\" out");
	if (new->given & GIVEN_TOPICS && offer->topics &SAFETY_TOPICS & ~old->topics)
		say(merging, "S37", offer->line, offer->id, "a safety topic is given where the offer begins; take \"%s\" out",
		    topic_name(offer->topics & SAFETY_TOPICS & ~old->topics));
	return merging->findings->errors == before;
}

static void fill_offer(struct merging *merging, struct item *item, const struct pack_offer *new, int pack)
{
	struct offer *old = &merging->offers[item->index];

	if (item->safety) {
		say(merging, "S37", new->offer.line, new->offer.id, "a safety item of \"%s\" cannot be changed by a later pack; take this out",
		    owner_of(merging, item));
		return;
	}
	if (!fill_allowed(merging, old, new))
		return;
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (new->given & parts[i].given)
			memcpy((char *)old + parts[i].offset, (const char *)&new->offer + parts[i].offset, parts[i].size);
	item->fillers |= (uint8_t)(1U << pack);
}

/* ---- items ---- */

static void say_taken(struct merging *merging, const struct item *item, int line)
{
	if (item->safety)
		say(merging, "S37", line, item->id, "this is a safety item of \"%s\", and no later pack brings one of the same id; take this out",
		    owner_of(merging, item));
	else if (item->kind == ITEM_OFFER)
		say(merging, "merge", line, item->id, "the pack \"%s\" has this id; choose another, or add \"fills\": true to add to its offer",
		    owner_of(merging, item));
	else
		say(merging, "merge", line, item->id, "the pack \"%s\" has this id; choose another", owner_of(merging, item));
}

static void lay_offer(struct merging *merging, const struct pack_offer *new, int pack)
{
	const struct offer *offer = &new->offer;
	struct item *item = merge_find(merging, offer->id, strlen(offer->id));

	if (new->fills && !item) {
		say(merging, "merge", offer->line, offer->id, "\"fills\" adds to an offer of an earlier pack, and none has this id%s",
		    merge_hint(merging, offer->id).text);
	} else if (new->fills && item->kind != ITEM_OFFER) {
		say(merging, "merge", offer->line, offer->id, "only an offer can be filled, and this id of \"%s\" is none; take this out",
		    owner_of(merging, item));
	} else if (new->fills && item->pack == pack) {
		say(merging, "merge", offer->line, offer->id, "\"fills\" adds to an offer of an earlier pack; write it once here");
	} else if (new->fills) {
		fill_offer(merging, item, new, pack);
	} else if (item) {
		say_taken(merging, item, offer->line);
	} else if (merging->offer_count >= PACK_OFFERS_MAX) {
		say(merging, "merge", offer->line, offer->id, "is one offer too many for one hub, at most %d; take some out", PACK_OFFERS_MAX);
	} else {
		item = add_item(merging, offer->id, ITEM_OFFER, pack);
		item->index = merging->offer_count;
		item->safety = offer->safety;
		merging->offers[merging->offer_count] = *offer;
		merging->offers[merging->offer_count].layer = merging->packs[pack]->layer;
		merging->offers[merging->offer_count++].pack = merging->packs[pack]->id;
	}
}

static void lay_message(struct merging *merging, const struct message *message, int pack)
{
	struct item *item = merge_find(merging, message->id, strlen(message->id));

	if (item) {
		say_taken(merging, item, message->line);
	} else if (merging->message_count >= PACK_MESSAGES_MAX) {
		say(merging, "merge", message->line, message->id, "is one message too many for one hub, at most %d; take some out",
		    PACK_MESSAGES_MAX);
	} else {
		add_item(merging, message->id, ITEM_MESSAGE, pack)->index = merging->message_count;
		struct message *kept = &merging->messages[merging->message_count++];
		*kept = *message;
		kept->pack = merging->packs[pack]->id;
	}
}

/* Only the nation pack has questions (the reader sees to it), so all fit. */
static void lay_question(struct merging *merging, const struct question *question, int pack)
{
	struct item *item = merge_find(merging, question->id, strlen(question->id));
	struct item *filler = merge_find(merging, question->filler, strlen(question->filler));

	if (item) {
		say_taken(merging, item, question->line);
		return;
	}
	if (question->filler[0] && filler)
		say(merging, "S11", question->line, question->id,
		    "its filler \"%s\" is the id of another item; give each question a filler of its own", question->filler);
	if (merging->question_count >= PACK_QUESTIONS_MAX)
		return;
	add_item(merging, question->id, ITEM_QUESTION, pack)->index = merging->question_count;
	if (question->filler[0] && !filler)
		add_item(merging, question->filler, ITEM_FILLER, pack)->index = merging->question_count;
	struct question *kept = &merging->questions[merging->question_count++];
	*kept = *question;
	kept->pack = merging->packs[pack]->id;
}

static void hide_item(struct merging *merging, const struct hidden *hidden, int pack)
{
	struct item *item = merge_find(merging, hidden->id, strlen(hidden->id));

	if (!item)
		say(merging, "merge", hidden->line, hidden->id, "there is no item to hide with this id%s", merge_hint(merging, hidden->id).text);
	else if (item->pack == pack)
		say(merging, "merge", hidden->line, hidden->id, "this pack brings the item itself; take it out instead of hiding it");
	else if (item->kind == ITEM_QUESTION || item->kind == ITEM_FILLER)
		say(merging, "S14", hidden->line, hidden->id, "a question cannot be hidden; take it out of \"hide\"");
	else if (item->safety)
		say(merging, "S18", hidden->line, hidden->id, "a safety item of \"%s\" cannot be hidden; take it out of \"hide\"",
		    owner_of(merging, item));
	else
		item->hidden = true;
}

static void lay_hosts(struct merging *merging, const struct pack *pack)
{
	for (int i = 0; i < pack->host_count; i++) {
		bool known = false;
		for (int j = 0; j < merging->host_count && !known; j++)
			known = strcmp(pack->hosts[i], merging->hosts[j]) == 0;
		if (known)
			continue;
		if (merging->host_count >= PACK_HOSTS_MAX) {
			say(merging, "merge", 0, "hosts", "hold more than %d hosts together; take some out", PACK_HOSTS_MAX);
			return;
		}
		merging->hosts[merging->host_count++] = pack->hosts[i];
	}
}

static void lay_pack(struct merging *merging, int number)
{
	const struct pack *pack = merging->packs[number];

	if (!file_join(merging->file, sizeof merging->file, pack->folder, "pack.json"))
		snprintf(merging->file, sizeof merging->file, "%s", pack->id);
	for (int i = 0; i < pack->offer_count; i++)
		lay_offer(merging, &pack->offers[i], number);
	for (int i = 0; i < pack->message_count; i++)
		lay_message(merging, &pack->messages[i], number);
	for (int i = 0; i < pack->question_count; i++)
		lay_question(merging, &pack->questions[i], number);
	for (int i = 0; i < pack->hidden_count; i++)
		hide_item(merging, &pack->hidden[i], number);
	lay_hosts(merging, pack);
}

/* S3: what is hidden and comes again under another id keeps the flags that withhold
 * it after a concern. */
static void check_again(struct merging *merging, const struct offer *hidden, const struct item *again)
{
	const struct offer *offer = &merging->offers[again->index];
	const struct channel *was = offer_channel(hidden, CHANNEL_WEB), *is = offer_channel(offer, CHANNEL_WEB);
	bool joint = hidden->joint && !offer->joint, conflict = hidden->conflict && !offer->conflict && !offer->joint;

	if (!was || !is || strcmp(was->value, is->value) != 0 || offer->audience == AUDIENCE_STAFF || (!joint && !conflict))
		return;
	if (!file_join(merging->file, sizeof merging->file, merging->packs[again->pack]->folder, "pack.json"))
		snprintf(merging->file, sizeof merging->file, "%s", offer->pack);
	say(merging, "S3", offer->line, offer->id,
	    "it leads to the same page as the hidden \"%s\", which is withheld after a worry; add \"%s\": true", hidden->id,
	    joint ? "joint" : "conflict");
}

static void check_hidden(struct merging *merging)
{
	for (int i = 0; i < merging->item_count; i++) {
		const struct item *item = &merging->items[i];
		if (item->kind != ITEM_OFFER || !item->hidden)
			continue;
		for (int j = i + 1; j < merging->item_count; j++)
			if (merging->items[j].kind == ITEM_OFFER && merging->items[j].pack > item->pack)
				check_again(merging, &merging->offers[item->index], &merging->items[j]);
	}
}

/* ---- the hub ---- */

static void keep_shown(struct merging *merging, struct hub *hub)
{
	bool hide_offer[PACK_OFFERS_MAX] = {false};
	bool hide_message[PACK_MESSAGES_MAX] = {false};

	for (int i = 0; i < merging->item_count; i++) {
		const struct item *item = &merging->items[i];
		if (item->kind == ITEM_OFFER)
			hide_offer[item->index] = item->hidden;
		else if (item->kind == ITEM_MESSAGE)
			hide_message[item->index] = item->hidden;
	}
	for (int i = 0; i < merging->offer_count; i++)
		if (!hide_offer[i])
			merging->offers[hub->offer_count++] = merging->offers[i];
	for (int i = 0; i < merging->message_count; i++)
		if (!hide_message[i])
			merging->messages[hub->message_count++] = merging->messages[i];
	hub->offers = merging->offers;
	hub->messages = merging->messages;
	hub->questions = merging->questions;
	hub->question_count = (uint8_t)merging->question_count;
	hub->hosts = merging->hosts;
	hub->host_count = (uint16_t)merging->host_count;
}

/* S35: a hub does not move to another nation than its council. S37, S38: a made-up
 * hub stands on made-up packs, or a real one could show drafts that nobody signed. */
static void check_settings(struct merging *merging, int number)
{
	const struct pack *pack = merging->packs[number];

	if (!file_join(merging->file, sizeof merging->file, pack->folder, "pack.json"))
		snprintf(merging->file, sizeof merging->file, "%s", pack->id);
	for (int i = 0; i < number; i++) {
		const struct pack *below = merging->packs[i];
		if (pack->has_nation && below->has_nation && below->layer > LAYER_NATION && pack->nation != below->nation)
			say(merging, "S35", 0, pack->id,
			    "\"nation\" is \"%s\" here and \"%s\" in \"%s\", and the help lines follow it; make them the same",
			    nation_name((int)pack->nation), nation_name((int)below->nation), below->id);
		if (pack->has_hub && pack->example && below->layer > LAYER_NATION && !(below->has_hub && below->example))
			say(merging, "S37", 0, pack->id,
			    "\"%s\" is no example, so a pack on top of it is none; take \"example\" out and have it signed off", below->id);
	}
}

/* The last pack that says something wins; the self-check, once switched off,
 * stays off (S46). */
static void lay_settings(struct merging *merging, struct hub *hub)
{
	char packs[PACK_LAYERS_MAX * (PACK_ID_MAX + 16)];
	int used = 0;

	hub->self_check = true;
	hub->phone = hub->page = "";
	for (int i = 0; i < merging->count; i++) {
		const struct pack *pack = merging->packs[i];
		char day[11];
		if (pack->has_nation)
			hub->nation = pack->nation;
		check_settings(merging, i);
		if (pack->has_hub) {
			hub->example = pack->example;
			hub->self_check &= pack->self_check;
			hub->phone = pack->phone[0] ? pack->phone : hub->phone;
			hub->page = pack->page[0] ? pack->page : hub->page;
		}
		if (pack->updated > hub->released)
			hub->released = pack->updated;
		day_print(pack->updated, day);
		used += snprintf(packs + used, sizeof packs - (size_t)used, "%s%s %s", i ? ", " : "", pack->id, day);
	}
	char *copy = merge_take(merging, (size_t)used + 1, 1);
	if (copy)
		memcpy(copy, packs, (size_t)used + 1);
	hub->packs = copy;
}

static bool begin(struct merging *merging)
{
	merging->items = merge_take(merging, ITEMS_MAX, sizeof *merging->items);
	merging->offers = merge_take(merging, PACK_OFFERS_MAX, sizeof *merging->offers);
	merging->messages = merge_take(merging, PACK_MESSAGES_MAX, sizeof *merging->messages);
	merging->questions = merge_take(merging, PACK_QUESTIONS_MAX, sizeof *merging->questions);
	merging->hosts = merge_take(merging, PACK_HOSTS_MAX, sizeof *merging->hosts);
	return !merging->full;
}

/* The help lines stand in the nation pack: without it there is no hub (S10). */
static bool in_order(struct merging *merging)
{
	if (merging->count < 1 || merging->count > PACK_LAYERS_MAX || merging->packs[0]->layer != LAYER_NATION) {
		say(merging, "S10", 0, "", "no nation pack is among the packs; add it, the help lines stand in it");
		return false;
	}
	for (int i = 1; i < merging->count; i++)
		if (merging->packs[i]->layer < merging->packs[i - 1]->layer) {
			say(merging, "merge", 0, merging->packs[i]->id, "is laid over a later layer; put nation, region, council, hub in order");
			return false;
		}
	return true;
}

bool merge_packs(const struct pack *const packs[], int count, struct arena *arena, struct hub *hub, struct findings *findings)
{
	struct merging merging = {.packs = packs, .count = count, .arena = arena, .findings = findings};
	struct hub draft = {0};
	int before = findings->errors;

	if (!in_order(&merging) || !begin(&merging))
		return false;
	for (int i = 0; i < count; i++)
		lay_pack(&merging, i);
	merge_check_texts(&merging);
	check_hidden(&merging);
	lay_settings(&merging, &draft);
	if (findings->errors > before)
		return false;
	keep_shown(&merging, &draft);
	merge_languages(&merging, &draft); /* looks at what is shown */
	if (findings->errors > before)
		return false;
	*hub = draft;
	return true;
}
