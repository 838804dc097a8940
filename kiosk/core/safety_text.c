#include "core/safety_text.h"

#include "core/check_rules.h"

static bool decides(const struct text_owner *owner)
{
	if (owner->use == TEXT_OFFER)
		return owner->offer->safety;
	return owner->use == TEXT_QUESTION || owner->use == TEXT_MESSAGE || (owner->use == TEXT_WORD && !owner->staff);
}

bool safety_text(const struct hub *hub, const char *key)
{
	struct text_owner owner = check_owner(hub, key);
	return decides(&owner);
}

int safety_texts_missing(const struct hub *hub, int language, const char **first)
{
	const struct language *english = &hub->languages[0];
	int missing = 0;

	for (int i = 0; i < english->count; i++) {
		const char *key = english->texts[i].key;
		if (hub_has_text(hub, language, key))
			continue;
		struct text_owner owner = check_owner(hub, key);
		if (owner.name || !decides(&owner))
			continue;
		if (missing++ == 0)
			*first = key;
	}
	return missing;
}
