/* What each help line carries (S33), what a later pack may not pass off as another's
 * (S37), and what a made-up hub may show. */
#include "core/check_rules.h"

#include <stdio.h>
#include <string.h>

static void need_fact(const struct checking *checking, const struct offer *offer, bool there, const char *says)
{
	struct check_place place = place_of_offer(offer);
	if (!there)
		check_add(checking, (struct grade){SEVERITY_ERROR, "S33"}, &place, "%s", says);
}

/* Nations, people and languages have defaults, so they are always there; what is not
 * known stands in the doubt, and a doubt hides the hours. */
void rule_line_facts(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		bool doubt = offer->doubt && offer->doubt[0];
		if (offer->kind != OFFER_SUPPORT_LINE || offer->audience == AUDIENCE_STAFF)
			continue;
		need_fact(checking, offer, offer->channel_count > 0, "a help line needs \"channels\": how it is reached, with its number");
		need_fact(checking, offer, offer->people != 0, "a help line needs \"people\": who it is for");
		need_fact(checking, offer, offer->source && offer->source[0], "a help line needs \"source\": where its facts stand");
		need_fact(checking, offer, offer->checked != 0 || doubt,
			  "a help line needs \"checked\" and \"checked_by\": when and by whom; or \"doubt\": what is still to be looked up");
		need_fact(checking, offer, offer->hours.known || doubt,
			  "a help line needs \"hours\": \"always\" or its weekly hours; or \"doubt\": \"hours\" while nobody knows them");
	}
}

/* ---- no line under the name or the number of another ---- */

/* The next letter or digit, small; signs and blanks are passed over. 0 at the end. */
static int letter(const char **text)
{
	for (; **text; (*text)++) {
		unsigned char c = (unsigned char)**text;
		if (strncmp(*text, "\u2019", 3) == 0) {
			*text += 2;
			continue;
		}
		if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
			(*text)++;
			return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
		}
	}
	return 0;
}

static bool same_words(const char *a, const char *b)
{
	bool empty = true;

	for (;;) {
		int c = letter(&a);
		if (c != letter(&b))
			return false;
		if (c == 0)
			return !empty;
		empty = false;
	}
}

static bool same_number(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a == ' ')
			a++;
		while (*b == ' ')
			b++;
		if (*a != *b)
			return false;
		if (!*a)
			return true;
	}
}

static bool is_number(const struct channel *channel)
{
	return channel->kind == CHANNEL_PHONE || channel->kind == CHANNEL_TEXT;
}

static const struct channel *shared_number(const struct offer *a, const struct offer *b)
{
	for (int i = 0; i < a->channel_count; i++)
		for (int j = 0; j < b->channel_count; j++)
			if (is_number(&a->channels[i]) && is_number(&b->channels[j]) && strcmp(a->channels[i].word, b->channels[j].word) == 0 &&
			    same_number(a->channels[i].value, b->channels[j].value))
				return &a->channels[i];
	return NULL;
}

/* Is it under one of their names in any language? */
static bool shared_name(const struct hub *hub, const struct offer *a, const struct offer *b)
{
	for (int l = 0; l < hub->language_count; l++)
		if (same_words(hub_part(hub, l, a->id, "name"), hub_part(hub, l, b->id, "name")))
			return true;
	return false;
}

static void check_twin(const struct checking *checking, const struct offer *offer, const struct offer *line)
{
	const struct channel *number = shared_number(offer, line);
	struct check_place place = place_of_offer(offer);

	if (shared_name(checking->hub, offer, line))
		check_add(checking, (struct grade){SEVERITY_ERROR, "S37"}, &place,
			  "it has the name of the safety item \"%s\" of \"%s\", which stays the only one of that name; take this out or name it as "
			  "what it is",
			  line->id, line->pack);
	else if (number)
		check_add(checking, (struct grade){SEVERITY_ERROR, "S37"}, &place,
			  "%s is the number of the safety item \"%s\" of \"%s\", and stands there under its own name; take it out here",
			  number->value, line->id, line->pack);
}

/* S37: a safety item of an earlier pack cannot be changed, nor be copied with another
 * number or under another name. */
void rule_twins(const struct checking *checking)
{
	const struct hub *hub = checking->hub;

	for (int i = 0; i < hub->offer_count; i++)
		for (int j = 0; j < hub->offer_count; j++) {
			const struct offer *offer = &hub->offers[i], *line = &hub->offers[j];
			if (line->safety && offer->layer > line->layer && offer->audience != AUDIENCE_STAFF)
				check_twin(checking, offer, line);
		}
}

/* ---- a made-up hub is made up ---- */

/* Numbers that Ofcom keeps for films and plays. */
static bool made_up_number(const char *number)
{
	static const char *const ranges[] = {"01632960", "02079460", "02890180", "02920180", "08081570", "07700900", "03069990", NULL};
	char digits[16];
	int count = 0;

	for (; *number && count < 15; number++)
		if (*number != ' ')
			digits[count++] = *number;
	digits[count] = '\0';
	for (int i = 0; ranges[i]; i++)
		if (strncmp(digits, ranges[i], strlen(ranges[i])) == 0)
			return true;
	return count == 11 && strncmp(digits, "01", 2) == 0 && strncmp(digits + 4, "4960", 4) == 0; /* 0113 496 0000 and its like */
}

/* A host one of whose labels is "example": example.org, www.example.org.uk. */
static bool made_up_host(const char *address)
{
	static const char label[] = "example";
	size_t length = sizeof label - 1;
	const char *host = strstr(address, "://") ? strstr(address, "://") + 3 : address;
	const char *end = host + strcspn(host, "/?#");

	for (const char *at = host; at < end; at += strcspn(at, ".") + 1)
		if (strncmp(at, label, length) == 0 && (at[length] == '.' || at + length == end))
			return true;
	return false;
}

static void refuse_real(const struct checking *checking, const struct check_place *place, const char *what)
{
	check_add(checking, (struct grade){SEVERITY_ERROR, "S37"}, place,
		  "%s is real, and an \"example\" is made up and signed by nobody; take \"example\" out, and have the hub signed off", what);
}

/* S37, S38: "example" lets drafts and unsigned words on the screen, so nothing real may
 * hang on it. Ofcom's and IANA's names for stories are enough for a story. */
void rule_example(const struct checking *checking)
{
	const struct hub *hub = checking->hub;
	struct check_place place = place_of_hub(hub);

	if (!hub->example)
		return;
	if (hub->phone[0] && !made_up_number(hub->phone))
		refuse_real(checking, &place, hub->phone);
	if (hub->page[0] && !made_up_host(hub->page))
		refuse_real(checking, &place, hub->page);
	for (int i = 0; i < hub->offer_count; i++)
		for (int j = 0; hub->offers[i].layer > LAYER_NATION && j < hub->offers[i].channel_count; j++) {
			const struct channel *channel = &hub->offers[i].channels[j];
			const char *at = channel->kind == CHANNEL_EMAIL ? strchr(channel->value, '@') : NULL;
			bool made_up = is_number(channel)               ? made_up_number(channel->value)
				       : channel->kind == CHANNEL_WEB   ? made_up_host(channel->value)
				       : channel->kind == CHANNEL_EMAIL ? at && made_up_host(at + 1)
									: true;
			place = place_of_offer(&hub->offers[i]);
			if (!made_up)
				refuse_real(checking, &place, channel->value);
		}
}
