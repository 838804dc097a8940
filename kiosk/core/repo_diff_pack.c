/* The words for what changed in a pack.json and in its texts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/repo_diff_parts.h"

enum { BRIEF_MAX = 400 };

/* What fields of a pack are called in a sentence; others by their own name. */
static const struct {
	const char *key, *word;
} words[] = {
    {"repeats", "weekly dates"},
    {"sessions", "dates"},
    {"channels", "how to reach it"},
    {"hours", "opening hours"},
    {"venue", "room"},
    {"taken", "places taken"},
    {"valid", "offered from or until"},
    {"joint", "for two people together"},
    {"conflict", "about rows"},
    {"safety", "a safety item"},
    {"checked", "last checked"},
    {"checked_by", "checked by"},
    {"source", "where it stands"},
    {"from", "first day"},
    {"until", "last day"},
    {"self_check", "the questions"},
    {"hosts", "addresses that links may lead to"},
    {"hide", "what is hidden of the packs below"},
    {"phone", "phone"},
    {"needs", "packs it stands on"},
};

static const char *word_of(const char *key)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(words[i].key, key) == 0)
			return words[i].word;
	return key;
}

/* ---- values in a few words ---- */

static void brief(const json_t *value, char out[BRIEF_MAX]);

static void brief_object(const json_t *value, char out[BRIEF_MAX])
{
	int used = 0;
	const char *key;
	json_t *member;

	out[0] = 0;
	json_object_foreach((json_t *)value, key, member)
	{
		char one[BRIEF_MAX];
		brief(member, one);
		if (used < BRIEF_MAX)
			used += snprintf(out + used, (size_t)(BRIEF_MAX - used), "%s%s %s", used ? ", " : "", word_of(key), one);
	}
}

static void brief_list(const json_t *value, char out[BRIEF_MAX])
{
	int used = 0;
	size_t i;
	json_t *member;

	snprintf(out, BRIEF_MAX, "nothing");
	json_array_foreach(value, i, member)
	{
		char one[BRIEF_MAX];
		brief(member, one);
		if (used < BRIEF_MAX)
			used += snprintf(out + used, (size_t)(BRIEF_MAX - used), "%s%s", used ? "; " : "", one);
	}
}

static void brief(const json_t *value, char out[BRIEF_MAX])
{
	if (!value)
		snprintf(out, BRIEF_MAX, "nothing");
	else if (json_is_object(value))
		brief_object(value, out);
	else if (json_is_array(value))
		brief_list(value, out);
	else if (json_is_string(value))
		snprintf(out, BRIEF_MAX, "\"%s\"", json_string_value(value));
	else if (json_is_integer(value))
		snprintf(out, BRIEF_MAX, "%lld", (long long)json_integer_value(value));
	else
		snprintf(out, BRIEF_MAX, "%s", json_is_true(value) ? "yes" : json_is_false(value) ? "no" : "?");
}

/* ---- one value that changed ---- */

struct where {
	const char *label; /* "workshop Parenting (id)" */
	bool safety;
};

static void say_value(struct diff *diff, const struct where *where, const char *field, const json_t *const pair[2])
{
	char was[BRIEF_MAX], is[BRIEF_MAX], says[REPO_SAYS_MAX];

	brief(pair[0], was);
	brief(pair[1], is);
	snprintf(says, sizeof says, "%s: %s: %s: was %s, is now %s", diff->pack, where->label, field, was, is);
	diff_add(diff, where->safety, says);
}

/* Members of two objects; where both are there only what differs is said. */
static void say_members(struct diff *diff, const struct where *where, const char *field, const json_t *const pair[2])
{
	char name[160];
	const char *key;
	json_t *member;

	json_object_foreach((json_t *)pair[1], key, member)
	{
		snprintf(name, sizeof name, "%s%s%s", field, field[0] ? ": " : "", word_of(key));
		const json_t *was = json_object_get(pair[0], key);
		if (!was || !json_equal(was, member))
			say_value(diff, where, name, (const json_t *[]){was, member});
	}
	json_object_foreach((json_t *)pair[0], key, member)
	{
		snprintf(name, sizeof name, "%s%s%s", field, field[0] ? ": " : "", word_of(key));
		if (!json_object_get(pair[1], key))
			say_value(diff, where, name, (const json_t *[]){member, NULL});
	}
}

/* A field of an offer: rows of a list of the same length are told one by one. */
static void say_field(struct diff *diff, const struct where *where, const char *key, const json_t *const pair[2])
{
	const char *word = word_of(key);
	size_t count = json_array_size(pair[0]);
	char name[96];

	if (json_is_object(pair[0]) && json_is_object(pair[1])) {
		say_members(diff, where, word, pair);
		return;
	}
	if (!json_is_array(pair[0]) || !json_is_array(pair[1]) || count != json_array_size(pair[1]) || !json_is_object(json_array_get(pair[0], 0))) {
		say_value(diff, where, word, pair);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const json_t *rows[2] = {json_array_get(pair[0], i), json_array_get(pair[1], i)};
		snprintf(name, sizeof name, count > 1 ? "%s %zu" : "%s", word, i + 1);
		if (!json_equal(rows[0], rows[1]))
			say_members(diff, where, name, rows);
	}
}

/* ---- lists of things with an id ---- */

static const json_t *by_id(const json_t *list, const char *id)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
	{
		const char *is = json_string_value(json_object_get(one, "id"));
		if (is && strcmp(is, id) == 0)
			return one;
	}
	return NULL;
}

static bool offer_is_safe(const json_t *offer)
{
	const char *kind = json_string_value(json_object_get(offer, "kind"));
	return json_is_true(json_object_get(offer, "safety")) || json_is_true(json_object_get(offer, "fills")) ||
	       (kind && strcmp(kind, "support_line") == 0);
}

static bool safe_in(const json_t *pack, const char *id)
{
	const json_t *question;
	size_t i;

	if (offer_is_safe(by_id(json_object_get(pack, "offers"), id)) || by_id(json_object_get(pack, "messages"), id) ||
	    by_id(json_object_get(pack, "questions"), id))
		return true;
	json_array_foreach(json_object_get(pack, "questions"), i, question)
	{
		const char *filler = json_string_value(json_object_get(question, "filler"));
		if (filler && strcmp(filler, id) == 0)
			return true;
	}
	return false;
}

bool diff_is_safe(const struct diff *diff, const char *id)
{
	return strcmp(id, "ui") == 0 || safe_in(diff->old_pack, id) || safe_in(diff->new_pack, id) ||
	       /* in a pack that has nothing of that id it fills an item of a pack below */
	       (strcmp(id, "hub") != 0 && strcmp(id, "venue") != 0 && !by_id(json_object_get(diff->old_pack, "offers"), id) &&
		!by_id(json_object_get(diff->new_pack, "offers"), id));
}

static void label_of(const struct diff *diff, const char *kind, const char *id, char out[320])
{
	char key[160];

	snprintf(key, sizeof key, "%s.name", id);
	const char *name = json_string_value(json_object_get(diff->english, key));
	if (name)
		snprintf(out, 320, "%s \"%s\" (%s)", kind, name, id);
	else
		snprintf(out, 320, "%s %s", kind, id);
}

/* Fields that say what an offer is: S37 has them among the safety items of every offer. */
static bool field_is_safe(const char *key)
{
	static const char *const safe[] = {"kind", "safety", "joint", "conflict", "audience", "nations", "people", "referral"};
	for (size_t i = 0; i < sizeof safe / sizeof safe[0]; i++)
		if (strcmp(safe[i], key) == 0)
			return true;
	return false;
}

static void diff_item(struct diff *diff, const struct where *where, const json_t *old, const json_t *new)
{
	const char *key;
	json_t *member;

	json_object_foreach((json_t *)new, key, member)
	{
		const json_t *was = json_object_get(old, key);
		struct where here = {where->label, where->safety || field_is_safe(key)};
		if (!was || !json_equal(was, member))
			say_field(diff, &here, key, (const json_t *[]){was, member});
	}
	json_object_foreach((json_t *)old, key, member)
	{
		struct where here = {where->label, where->safety || field_is_safe(key)};
		if (!json_object_get(new, key))
			say_field(diff, &here, key, (const json_t *[]){member, NULL});
	}
}

/* What came, went or changed in one list; `kind` is the word for things of it. */
static void diff_list(struct diff *diff, const char *list, const char *kind, const json_t *const packs[2])
{
	const json_t *lists[2] = {json_object_get(packs[0], list), json_object_get(packs[1], list)}, *one;
	char label[320], says[REPO_SAYS_MAX], what[BRIEF_MAX];
	size_t i;

	for (int side = 0; side < 2; side++)
		json_array_foreach(lists[side], i, one)
		{
			const char *id = json_string_value(json_object_get(one, "id"));
			const char *is = json_string_value(json_object_get(one, "kind"));
			const json_t *other = id ? by_id(lists[!side], id) : NULL;
			if (!id || (other && side == 0) || (other && json_equal(one, other)))
				continue;
			label_of(diff, is && strcmp(list, "offers") == 0 ? is : kind, id, label);
			if (other) {
				diff_item(diff, &(struct where){label, diff_is_safe(diff, id)}, other, one);
				continue;
			}
			brief(json_object_get(one, "channels"), what);
			snprintf(says, sizeof says, "%s: %s: %s%s%s", diff->pack, label, side ? "new" : "taken out",
				 side && json_object_get(one, "channels") ? "; " : "", side && json_object_get(one, "channels") ? what : "");
			char group[320];
			snprintf(group, sizeof group, "%s: new, of the kind %s", diff->pack, is && strcmp(list, "offers") == 0 ? is : kind);
			diff->group = !packs[0] && !offer_is_safe(one) ? group : NULL;
			diff_add(diff, true, says);
			diff->group = NULL;
		}
	/* The order in which lines and questions come is a safety item, too. */
	if (json_array_size(lists[0]) == json_array_size(lists[1]) && !json_equal(lists[0], lists[1]))
		for (i = 0; i < json_array_size(lists[0]); i++) {
			const json_t *was = json_object_get(json_array_get(lists[0], i), "id"),
				     *now = json_object_get(json_array_get(lists[1], i), "id");
			if (was && now && !json_equal(was, now) && by_id(lists[1], json_string_value(was))) {
				snprintf(says, sizeof says, "%s: the order of %s", diff->pack, list);
				diff_add(diff, true, says);
				break;
			}
		}
}

void diff_pack(struct diff *diff, const json_t *old, const json_t *new)
{
	static const struct {
		const char *list, *kind;
	} lists[] = {{"offers", "offer"}, {"messages", "message"}, {"questions", "question"}};
	const json_t *packs[2] = {old, new};
	char says[REPO_SAYS_MAX];
	const char *key;
	json_t *member;

	if (!old || !new) {
		snprintf(says, sizeof says, "%s: a pack that is %s", diff->pack, new ? "new" : "taken out");
		diff_add(diff, true, says);
	}
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		diff_list(diff, lists[i].list, lists[i].kind, packs);
	json_object_foreach((json_t *)(new ? new : old), key, member)
	{
		const json_t *pair[2] = {json_object_get(old, key), json_object_get(new, key)};
		bool listed = strcmp(key, "offers") == 0 || strcmp(key, "messages") == 0 || strcmp(key, "questions") == 0;
		bool plain = strcmp(key, "updated") == 0 || strcmp(key, "owner") == 0 || strcmp(key, "format") == 0;
		if (!listed && old && new && (!pair[0] || !json_equal(pair[0], pair[1])))
			say_field(diff, &(struct where){"the pack itself", !plain}, key, pair);
	}
	json_object_foreach((json_t *)(old && new ? old : NULL), key, member) if (!json_object_get(new, key))
	    say_field(diff, &(struct where){"the pack itself", true}, key, (const json_t *[]){member, NULL});
}

/* ---- texts ---- */

static bool key_is_safe(const struct diff *diff, const char *key)
{
	char id[96];

	snprintf(id, sizeof id, "%.*s", (int)strcspn(key, "."), key);
	return diff_is_safe(diff, id);
}

static void say_text(struct diff *diff, const char *key, const char *was, const char *is)
{
	char says[REPO_SAYS_MAX];
	int language = (int)strcspn(diff->rest + 5, ".");

	if (was && is)
		snprintf(says, sizeof says, "%s: text %s (%.*s): was \"%s\", is now \"%s\"", diff->pack, key, language, diff->rest + 5, was, is);
	else
		snprintf(says, sizeof says, "%s: text %s (%.*s): %s \"%s\"", diff->pack, key, language, diff->rest + 5,
			 is ? "new:" : "taken out:", is ? is : was);
	diff_add(diff, key_is_safe(diff, key), says);
}

void diff_text(struct diff *diff, const json_t *old, const json_t *new)
{
	char says[REPO_SAYS_MAX];
	const char *key;
	json_t *member;

	if (!old || !new) {
		snprintf(says, sizeof says, "%s: language %.*s: %s, with %zu texts", diff->pack, (int)strcspn(diff->rest + 5, "."), diff->rest + 5,
			 new ? "new" : "taken out", json_object_size(new ? new : old));
		diff_add(diff, true, says);
		return;
	}
	json_object_foreach((json_t *)new, key, member)
	{
		const char *was = json_string_value(json_object_get(old, key)), *is = json_string_value(member);
		if (is && (!was || strcmp(was, is) != 0))
			say_text(diff, key, was, is);
		else if (!is && !json_equal(json_object_get(old, key), member))
			say_field(diff, &(struct where){"the language itself", true}, key, (const json_t *[]){json_object_get(old, key), member});
	}
	json_object_foreach((json_t *)old, key, member) if (json_is_string(member) && !json_object_get(new, key))
	    say_text(diff, key, json_string_value(member), NULL);
}
