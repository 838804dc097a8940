#include "core/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/names.h"
#include "core/words.h"

static int compare_key(const void *key, const void *text)
{
	return strcmp(key, ((const struct text *)text)->key);
}

const struct text *hub_find_text(const struct hub *hub, int language, const char *key)
{
	if (language < 0 || language >= hub->language_count)
		return NULL;
	const struct language *texts = &hub->languages[language];
	return bsearch(key, texts->texts, texts->count, sizeof *texts->texts, compare_key);
}

static const char *own_text(const struct hub *hub, int language, const char *key)
{
	const struct text *text = hub_find_text(hub, language, key);
	return text ? text->value : NULL;
}

const char *hub_text(const struct hub *hub, int language, const char *key)
{
	const char *text = own_text(hub, language, key);
	if (!text && language != 0)
		text = own_text(hub, 0, key);
	if (!text)
		text = word_find(key);
	return text ? text : "";
}

const struct language *hub_text_language(const struct hub *hub, int language, const char *key)
{
	return &hub->languages[own_text(hub, language, key) ? language : 0];
}

const char *hub_part(const struct hub *hub, int language, const char *id, const char *part)
{
	char key[2 * PACK_ID_MAX];
	if (snprintf(key, sizeof key, "%s.%s", id, part) >= (int)sizeof key)
		return "";
	return hub_text(hub, language, key);
}

bool hub_has_text(const struct hub *hub, int language, const char *key)
{
	return own_text(hub, language, key) != NULL;
}

int hub_offer(const struct hub *hub, const char *id)
{
	for (int i = 0; i < hub->offer_count; i++)
		if (strcmp(hub->offers[i].id, id) == 0)
			return i;
	return -1;
}

const struct channel *offer_channel(const struct offer *offer, enum channel_kind kind)
{
	for (int i = 0; i < offer->channel_count; i++)
		if (offer->channels[i].kind == kind)
			return &offer->channels[i];
	return NULL;
}

/* One pair of functions an enum, all over the lists of core/names.c. */
#define VALUE_NAMES(enumeration, set)             \
	const char *enumeration##_name(int value) \
	{                                         \
		return names_at(set, value);      \
	}                                         \
	int enumeration##_value(const char *name) \
	{                                         \
		return names_find(set, name);     \
	}
#define BIT_NAMES(enumeration, set)                                  \
	const char *enumeration##_name(unsigned bit)                 \
	{                                                            \
		return bit ? names_at(set, __builtin_ctz(bit)) : ""; \
	}                                                            \
	unsigned enumeration##_value(const char *name)               \
	{                                                            \
		int place = names_find(set, name);                   \
		return place < 0 ? 0 : 1U << place;                  \
	}

VALUE_NAMES(layer, NAMES_LAYER)
VALUE_NAMES(offer_kind, NAMES_OFFER_KIND)
VALUE_NAMES(audience, NAMES_AUDIENCE)
VALUE_NAMES(nation, NAMES_NATION)
VALUE_NAMES(channel, NAMES_CHANNEL)
VALUE_NAMES(place, NAMES_PLACE)
VALUE_NAMES(construct, NAMES_CONSTRUCT)
BIT_NAMES(stage, NAMES_STAGE)
BIT_NAMES(topic, NAMES_TOPIC)
BIT_NAMES(people, NAMES_PEOPLE)
BIT_NAMES(signal, NAMES_SIGNAL)
