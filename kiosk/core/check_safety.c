/* Promises that no screen may make, and what safety items must have. */
#include "core/check_rules.h"

#include <string.h>

static struct check_place place_at(const struct checking *checking, const struct text *text, const struct text_owner *owner)
{
	return place_of_owned(checking->hub, 0, owner, text->key);
}

/* What families read in English, but for names, which are not ours. */
static void each_sentence(const struct checking *checking, void (*rule)(const struct checking *, const struct text *, const struct text_owner *))
{
	for (int i = 0; checking->hub->language_count > 0 && i < checking->hub->languages[0].count; i++) {
		const struct text *text = &checking->hub->languages[0].texts[i];
		struct text_owner owner = check_owner(checking->hub, text->key);
		if (!owner.name && !owner.staff && owner.use != TEXT_STRAY)
			rule(checking, text, &owner);
	}
}

/* S31: what a phone, a bill or a browser keeps is not ours to promise. */
static void trace_text(const struct checking *checking, const struct text *text, const struct text_owner *owner)
{
	static const char *const phrases[] = {"will not show",
					      "won't show",
					      "does not show",
					      "doesn't show",
					      "never show*",
					      "will not appear",
					      "won't appear",
					      "does not appear",
					      "doesn't appear",
					      "never appear*",
					      "hidden from your",
					      "hidden on your",
					      "not on your bill",
					      "never on your bill",
					      "leaves no trace",
					      "leave no trace",
					      "no trace",
					      "without a trace",
					      "without trace",
					      "leaves no record",
					      "leave no record",
					      "cannot be traced",
					      "can't be traced",
					      "untraceable",
					      "nobody will know",
					      "no one will know",
					      "nobody will see",
					      "no one will see",
					      NULL};
	int length = 0;
	const char *found = phrase_any(text->value, phrases, &length);
	if (!found)
		return;
	struct check_place place = place_at(checking, text, owner);
	check_add(checking, (struct grade){SEVERITY_ERROR, "S31"}, &place,
		  "\"%.*s\": nobody can promise this; say \"a call may show on your phone or bill\"", length, found);
}

void rule_traces(const struct checking *checking)
{
	each_sentence(checking, trace_text);
}

/* Does the text tell people to press 55? A room or a bus may have that number. */
static bool names_silent_call(const char *text)
{
	static const char *const signs[] = {"999", "press*", "silent*", "speak", "police", "emergency", "dial*", "tap", NULL};
	return phrase_in(text, "55", NULL) && phrase_any(text, signs, NULL);
}

static void check_silent(const struct checking *checking, const char *text, const struct check_place *place)
{
	if (!phrase_in(text, "when asked", NULL) || !phrase_in(text, "not tell the police where you are", NULL))
		check_add(checking, (struct grade){SEVERITY_ERROR, "S32"}, place,
			  "it must say to press 55 \"when asked\", and that it does \"not tell the police where you are\"");
}

static void silent_text(const struct checking *checking, const struct text *text, const struct text_owner *owner)
{
	struct check_place place = place_at(checking, text, owner);
	if (names_silent_call(text->value) && strcmp(text->key, "ui.lines.silent") != 0)
		check_silent(checking, text->value, &place);
}

void rule_silent_call(const struct checking *checking)
{
	const char *text = hub_text(checking->hub, 0, "ui.lines.silent");
	struct check_place place = place_of_text(checking->hub, 0, "", "ui.lines.silent", "");
	check_silent(checking, phrase_in(text, "55", NULL) ? text : "", &place);
	each_sentence(checking, silent_text);
}

/* S19: what stands large on the screen of a line about abuse is seen by whoever
 * stands behind. */
void rule_neutral_titles(const struct checking *checking)
{
	static const char *const loud[] = {"abus*", "violen*", "victim*", "perpetrat*", "assault*", "rape", "raped", NULL};
	const uint32_t topics = TOPIC_DOMESTIC_ABUSE | TOPIC_OWN_BEHAVIOUR | TOPIC_SEXUAL_VIOLENCE;

	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		const char *title = hub_part(checking->hub, 0, offer->id, "title");
		int length = 0;
		if (offer->kind != OFFER_SUPPORT_LINE || offer->audience != AUDIENCE_PARENTS || !(offer->topics & topics))
			continue;
		struct check_place place = place_of_text(checking->hub, 0, offer->pack, offer->id, "title");
		const char *found = phrase_any(title, loud, &length);
		if (title[strspn(title, " \t\n")] == 0)
			check_add(checking, (struct grade){SEVERITY_ERROR, "S19"}, &place,
				  "this text is missing; add \"%s.title\": a neutral one, such as \"Free support line, day and night\"", offer->id);
		else if (found)
			check_add(checking, (struct grade){SEVERITY_ERROR, "S19"}, &place,
				  "\"%.*s\": a title stands large; give it a neutral one, the name says the rest in small type", length, found);
	}
}

/* S3: a safety item is never withheld, so nothing that could harm is one. */
void rule_safety_kind(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		bool work = offer->kind == OFFER_COURSE || offer->kind == OFFER_WORKSHOP || offer->kind == OFFER_ONE_TO_ONE ||
			    offer->kind == OFFER_EVENT || offer->kind == OFFER_IDEA;
		struct check_place place = place_of_offer(offer);
		if (offer->safety && work)
			check_add(checking, (struct grade){SEVERITY_ERROR, "S3"}, &place,
				  "\"%s\" is never a safety item, only lines and pages are; take \"safety\" out", offer_kind_name(offer->kind));
	}
}

/* S21: a boundary that names nothing is none. A missing one is an error elsewhere. */
void rule_boundaries(const struct checking *checking)
{
	static const char *const names[] = {"scar*",    "afraid", "fear*",   "fright*",  "terrif*", "hurt*",    "harm*",  "threat*", "control*",
					    "hit",      "hits",   "hitting", "watch*",   "shov*",   "push*",    "force*", "trapped", "check*",
					    "put down", "told",   "kept",    "keeping*", "unsafe",  "not safe", "stopp*", "blam*",   "help",
					    "safe",     "danger", "follow*", "choke*",   "kick*",   "slap*",    "punch*", "grab*",   NULL};
	for (int i = 0; i < checking->hub->message_count; i++) {
		const struct message *message = &checking->hub->messages[i];
		const char *text = hub_part(checking->hub, 0, message->id, "boundary");
		struct check_place place = place_of_text(checking->hub, 0, message->pack, message->id, "boundary");
		if (text[strspn(text, " \t\n")] != 0 && !phrase_any(text, names, NULL))
			check_add(
			    checking, (struct grade){SEVERITY_ERROR, "S21"}, &place,
			    "it names nothing that is more than a row; say what is, as \"Being scared of someone is different\", and where help is");
	}
}
