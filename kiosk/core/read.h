/*
 * Reading one pack folder, strictly.
 *
 * Verify, then parse, then check the meaning: the size of each file is looked
 * at first, jansson refuses syntax errors and duplicate keys, and then every
 * key is consumed; a key left over is an error that names the nearest known
 * one. Each finding has the file, the line and the item.
 */
#ifndef CORE_READ_H
#define CORE_READ_H

#include "core/finding.h"
#include "core/pack.h"

/* Which fields an offer of a later layer really gives, so that a merge fills
 * only those. One bit a key of the offer. */
enum offer_given {
	GIVEN_KIND = 1 << 0,
	GIVEN_AUDIENCE = 1 << 1,
	GIVEN_NATIONS = 1 << 2,
	GIVEN_STAGES = 1 << 3,
	GIVEN_TOPICS = 1 << 4,
	GIVEN_PEOPLE = 1 << 5,
	GIVEN_SAFETY = 1 << 6,
	GIVEN_JOINT = 1 << 7,
	GIVEN_CONFLICT = 1 << 8,
	GIVEN_REFERRAL = 1 << 9,
	GIVEN_BSL = 1 << 10,
	GIVEN_CHANNELS = 1 << 11,
	GIVEN_HOURS = 1 << 12,
	GIVEN_VALID = 1 << 13,
	GIVEN_SESSIONS = 1 << 14,
	GIVEN_REPEATS = 1 << 15,
	GIVEN_LANGUAGES = 1 << 16,
	GIVEN_PICTURE = 1 << 17,
	GIVEN_SOURCE = 1 << 18,
	GIVEN_CHECKED = 1 << 19,
	GIVEN_DOUBT = 1 << 20,
};

struct pack_offer {
	struct offer offer;
	uint32_t given;
	bool fills; /* "fills": true: adds to an item of an earlier layer */
};

struct hidden {
	const char *id;
	int line;
};

/* One pack as it stands in its folder. All pointers lead into the arena that
 * pack_read was given. */
struct pack {
	const char *folder;
	int format; /* PACK_FORMAT_FIRST to PACK_FORMAT */
	const char *id;
	enum layer layer;
	const char *owner;
	int32_t updated;
	uint8_t need_count;
	const char *needs[PACK_LAYERS_MAX];
	bool has_nation;
	enum nation nation;
	bool has_hub; /* the block "hub" is there */
	bool example;
	bool self_check;
	const char *phone;
	const char *page;
	uint8_t wanted_count; /* languages the hub offers, in its order */
	char wanted[PACK_LANGUAGES_MAX][12];
	uint16_t host_count;
	const char **hosts;
	uint16_t offer_count;
	struct pack_offer *offers;
	uint16_t message_count;
	struct message *messages;
	uint8_t question_count;
	struct question *questions;
	uint16_t hidden_count;
	struct hidden *hidden;
	uint8_t language_count;
	struct language languages[PACK_LANGUAGES_MAX]; /* "en" first, then by code; with marks */
	const int *text_lines[PACK_LANGUAGES_MAX];     /* one a text, in its order */
};

/* Reads only id, layer, needs and nation, to put packs in order. Findings are
 * those that stop this; pack_read gives them all. */
bool pack_peek(const char *folder, struct arena *arena, struct pack *pack, struct findings *findings);

/* Reads the whole folder. False when an error was found; warnings alone are true. */
bool pack_read(const char *folder, struct arena *arena, struct pack *pack, struct findings *findings);

#endif
