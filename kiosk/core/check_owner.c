/* Which text belongs to what: by the id before a full stop. */
#include "core/check_rules.h"

#include <stdio.h>
#include <string.h>

#include "core/words.h"

static bool among(const char *part, const char *const *parts)
{
	for (; *parts; parts++)
		if (strcmp(part, *parts) == 0)
			return true;
	return false;
}

/* Is `key` "id.part"? Then the part. */
static const char *part_of(const char *key, const char *id)
{
	if (key[0] != id[0]) /* nearly always, and every text is asked for every offer */
		return NULL;
	size_t length = strlen(id);
	return length > 0 && strncmp(key, id, length) == 0 && key[length] == '.' ? key + length + 1 : NULL;
}

static bool own_offer(const struct hub *hub, const char *key, struct text_owner *owner)
{
	static const char *const parts[] = {"name", "title", "body", "who", "small", NULL};
	for (int i = 0; i < hub->offer_count; i++) {
		const struct offer *offer = &hub->offers[i];
		const char *part = part_of(key, offer->id);
		if (!part || !among(part, parts))
			continue;
		owner->use = TEXT_OFFER;
		owner->offer = offer;
		owner->staff = offer->audience == AUDIENCE_STAFF || offer->kind == OFFER_STAFF;
		owner->name = strcmp(part, "name") == 0;
		snprintf(owner->part, sizeof owner->part, "%s", part);
		return true;
	}
	return false;
}

static bool own_message(const struct hub *hub, const char *key, struct text_owner *owner)
{
	static const char *const parts[] = {"line", "more", "boundary", NULL};
	for (int i = 0; i < hub->message_count; i++) {
		const char *part = part_of(key, hub->messages[i].id);
		if (!part || !among(part, parts))
			continue;
		owner->use = TEXT_MESSAGE;
		owner->message = &hub->messages[i];
		snprintf(owner->part, sizeof owner->part, "%s", part);
		return true;
	}
	return false;
}

static bool is_option(const struct question *question, const char *part)
{
	for (int i = 0; i < question->option_count && i < PACK_OPTIONS_MAX; i++)
		if (question->options[i].id && strcmp(question->options[i].id, part) == 0)
			return true;
	return false;
}

static bool own_question(const struct hub *hub, const char *key, struct text_owner *owner)
{
	static const char *const parts[] = {"lead", "ask", NULL};
	for (int i = 0; i < hub->question_count; i++) {
		const struct question *question = &hub->questions[i];
		const char *part = part_of(key, question->id);
		const char *filler = part_of(key, question->filler ? question->filler : "");
		bool option = part && is_option(question, part);
		if (!(part && (option || among(part, parts))) && !(filler && among(filler, parts)))
			continue;
		owner->use = TEXT_QUESTION;
		owner->question = question;
		owner->filler = !part;
		owner->option = option;
		snprintf(owner->part, sizeof owner->part, "%s", part ? part : filler);
		return true;
	}
	return false;
}

/* A room is named by "garden-room" or by its whole key. */
static bool names_venue(const char *venue, const char *key)
{
	return venue && venue[0] && (strcmp(venue, key) == 0 || strcmp(venue, key + strlen("venue.")) == 0);
}

static bool own_venue(const struct hub *hub, const char *key)
{
	for (int i = 0; i < hub->offer_count; i++) {
		const struct offer *offer = &hub->offers[i];
		for (int j = 0; j < offer->session_count; j++)
			if (names_venue(offer->sessions[j].venue, key))
				return true;
		for (int j = 0; j < offer->repeat_count; j++)
			if (names_venue(offer->repeats[j].venue, key))
				return true;
	}
	return false;
}

struct text_owner check_owner(const struct hub *hub, const char *key)
{
	static const char *const hub_keys[] = {"hub.name", "hub.phone-place", "hub.week-line", NULL};
	static const char *const language_keys[] = {"language.name", "language.direction", "language.state", NULL};
	struct text_owner owner = {.use = TEXT_STRAY};

	if (own_offer(hub, key, &owner) || own_message(hub, key, &owner) || own_question(hub, key, &owner))
		return owner;
	if (among(key, hub_keys)) {
		owner.use = TEXT_HUB;
		owner.name = strcmp(key, "hub.name") == 0;
	} else if (among(key, language_keys)) {
		owner.use = TEXT_LANGUAGE;
		owner.name = true;
	} else if (part_of(key, "venue")) {
		owner.use = own_venue(hub, key) ? TEXT_VENUE : TEXT_STRAY;
		owner.name = true;
	} else if (word_find(key)) {
		owner.use = TEXT_WORD;
		owner.staff = part_of(key, "ui.staff") || part_of(key, "ui.health");
	}
	return owner;
}
