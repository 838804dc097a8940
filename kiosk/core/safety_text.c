#include "core/safety_text.h"

#include "core/check_rules.h"
#include "core/words.h"

/* What a family reads of help: also of a line that is not protected, and not what
 * only people who work here read. */
static bool decides(const struct text_owner *owner)
{
	if (owner->staff)
		return false;
	if (owner->use == TEXT_OFFER)
		return owner->offer->safety || owner->offer->kind == OFFER_SUPPORT_LINE;
	return owner->use == TEXT_QUESTION || owner->use == TEXT_MESSAGE || owner->use == TEXT_WORD;
}

bool safety_text(const struct hub *hub, const char *key)
{
	struct text_owner owner = check_owner(hub, key);
	return decides(&owner);
}

/* A real name stands as it is, under a title in the reader's language; where there is
 * no title the name is the title. */
bool safety_text_needed(const struct hub *hub, const char *key)
{
	struct text_owner owner = check_owner(hub, key);
	bool title = owner.name && owner.offer && !hub_part(hub, 0, owner.offer->id, "title")[0];
	return decides(&owner) && (!owner.name || title);
}

int safety_texts_missing(const struct hub *hub, int language, const char **first)
{
	const struct language *english = &hub->languages[0];
	int missing = 0;

	for (int i = 0; i < english->count; i++)
		if (!hub_has_text(hub, language, english->texts[i].key) && safety_text_needed(hub, english->texts[i].key) && missing++ == 0)
			*first = english->texts[i].key;
	/* The program says its own English where no pack has the word. */
	for (int i = 0; i < WORD_COUNT; i++) {
		const char *key = word_key((enum word)i);
		if (!hub_has_text(hub, 0, key) && !hub_has_text(hub, language, key) && safety_text_needed(hub, key) && missing++ == 0)
			*first = key;
	}
	return missing;
}
