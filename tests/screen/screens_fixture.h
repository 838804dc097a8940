/*
 * For tests of whole screens: a hub made in C with names and numbers, letters of a
 * fixed width for each size, and any panel.
 */
#ifndef TESTS_SCREEN_SCREENS_FIXTURE_H
#define TESTS_SCREEN_SCREENS_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../core/hub_fixture.h"
#include "base/utf8.h"
#include "screen/kit.h"

enum { TEXTS_MAX = 160, NOON = FIXTURE_NOW + 12 * 3600 };

struct world {
	struct fixture f;
	struct text texts[TEXTS_MAX];
	char keys[TEXTS_MAX][80], values[TEXTS_MAX][120];
	struct language languages[2];
	struct session session;
	struct health health;
	struct view view;
	int count;
};

static struct world world;
static struct draw_list list, other __attribute__((unused));

/* About as wide as Noto; Urdu says the same in less room. */
static int fake_width(void *context, struct run_font font, const char *text, int length)
{
	int width = 0;
	(void)context;
	for (; length > 0;) {
		int bytes = utf8_next(text, (size_t)length, NULL);
		width += (font.px * (font.face == FACE_REGULAR ? 46 : 53) * (world.session.language ? 65 : 100) + 5000) / 10000;
		text += bytes;
		length -= bytes;
	}
	return width;
}

static struct font_metrics fake_metrics(void *context, struct run_font font)
{
	(void)context;
	return (struct font_metrics){.ascent = font.px, .descent = font.px / 4, .cap = font.px * 7 / 10};
}

static const struct measure fake = {.width = fake_width, .metrics = fake_metrics};

static inline void world_text(const char *id, const char *part, const char *value)
{
	int i = world.count++;
	assert_true(i < TEXTS_MAX);
	snprintf(world.keys[i], sizeof world.keys[i], "%s.%s", id, part);
	snprintf(world.values[i], sizeof world.values[i], "%s", value);
}

static inline int by_key(const void *a, const void *b)
{
	return strcmp(((const struct text *)a)->key, ((const struct text *)b)->key);
}

static inline void world_texts(void)
{
	static const struct {
		int offer;
		const char *name, *title;
	} names[] = {
	    {F_999, "Emergency services", NULL},
	    {F_NATION, "National Domestic Abuse Helpline", "Free support line, day and night"},
	    {F_MEN, "Men's Advice Line", "Free support line for men"},
	    {F_RESPECT, "Respect Phoneline", "Free support line about how you act"},
	    {F_SAMARITANS, "Samaritans", NULL},
	    {F_SHOUT, "Shout", NULL},
	    {F_111, "NHS 111, then press 2", NULL},
	    {F_FAMILY, "Family Lives", NULL},
	    {F_DEBT, "StepChange", NULL},
	    {F_FRANK, "FRANK", NULL},
	    {F_SEPARATED, "Parenting when Separated", NULL},
	    {F_GROUP, "Parents' circle", NULL},
	    {F_COUPLES, "Getting on Better", NULL},
	    {F_BABY_COURSE, "Me, You and Baby Too", NULL},
	    {F_ARGUING, "Arguing Better", NULL},
	    {F_GETTING_RIGHT, "Getting It Right for Children", NULL},
	    {F_SEND_GROUP, "SEND parents' group", NULL},
	    {F_ONE, "One to one with the hub team", NULL},
	    {F_ONE_CONFLICT, "Getting on, one to one", NULL},
	    {F_MEDIATION, "Mediation for parents", NULL},
	    {F_STAFF, "How to talk about it", NULL},
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *id = world.f.offers[names[i].offer].id;
		world_text(id, "name", names[i].name);
		world_text(id, "body", "Meet other parents and carers. Keep children happy in two homes.");
		world_text(id, "who", "For parents who live apart, or soon will.");
		if (names[i].title)
			world_text(id, "title", names[i].title);
	}
	world_text("hub", "name", "A hub of the test");
	world_text("hub", "phone-place", "It is in the quiet room.");
	for (int i = 0; i < world.count; i++)
		world.texts[i] = (struct text){world.keys[i], world.values[i]};
	qsort(world.texts, (size_t)world.count, sizeof world.texts[0], by_key);
	world.languages[0] = (struct language){.code = "en", .name = "English", .count = (uint16_t)world.count, .texts = world.texts};
	world.languages[1] = (struct language){.code = "ur", .name = "Urdu", .rtl = true, .texts = world.texts};
	world.f.hub.languages = world.languages;
	world.f.hub.language_count = 2;
}

static inline void world_channel(int offer, enum channel_kind kind, const char *value, const char *word)
{
	struct offer *o = &world.f.offers[offer];
	o->channels[o->channel_count++] = (struct channel){kind, value, word};
}

static inline void world_channels(void)
{
	world_channel(F_999, CHANNEL_PHONE, "999", "");
	world_channel(F_NATION, CHANNEL_PHONE, "0808 2000 247", "");
	world_channel(F_NATION, CHANNEL_WEB, "https://nationaldahelpline.org.uk", "");
	world_channel(F_MEN, CHANNEL_PHONE, "0808 801 0327", "");
	world_channel(F_RESPECT, CHANNEL_PHONE, "0808 802 4040", "");
	world_channel(F_SAMARITANS, CHANNEL_PHONE, "116 123", "");
	world_channel(F_SHOUT, CHANNEL_TEXT, "85258", "SHOUT");
	world_channel(F_111, CHANNEL_PHONE, "111", "");
	world_channel(F_FAMILY, CHANNEL_PHONE, "0808 800 2222", "");
	world_channel(F_DEBT, CHANNEL_PHONE, "0800 138 1111", "");
	world_channel(F_FRANK, CHANNEL_PHONE, "0300 123 6600", "");
	for (int i = F_SEPARATED; i <= F_SEND_GROUP; i++)
		world_channel(i, CHANNEL_WEB, "https://example.org/riverside/parenting-when-separated", "");
	world_channel(F_STAFF, CHANNEL_WEB, "https://example.org/staff/how-to-talk", "");
}

static inline struct repeat world_repeat(char group, uint8_t weekday)
{
	return (struct repeat){.group = group,
			       .weekday = weekday,
			       .weeks = 1,
			       .from = civil_at(FIXTURE_NOW).day - 700,
			       .start = 600,
			       .end = 720,
			       .place = PLACE_HERE,
			       .venue = "",
			       .places = 10,
			       .taken = 4};
}

/* Everything fresh, on a panel of w x h. */
static inline void world_make(int w, int h, bool rtl, bool contrast)
{
	memset(&world, 0, sizeof world);
	world.f = fixture_make();
	for (int i = 0; i < F_COUNT; i++) {
		struct offer *o = &world.f.offers[i];
		o->languages = o->picture = o->doubt = o->pack = o->source = "";
		o->checked = civil_at(FIXTURE_NOW).day - 10;
		o->channel_count = 0; /* its own come below */
	}
	world_channels();
	struct offer *separated = &world.f.offers[F_SEPARATED], *group = &world.f.offers[F_GROUP];
	/* The weekdays that the first days of the repeats fall on. */
	separated->repeats[0] = world_repeat('A', (uint8_t)weekday_of(civil_at(FIXTURE_NOW).day));
	separated->repeats[1] = world_repeat('B', (uint8_t)weekday_of(civil_at(FIXTURE_NOW).day));
	separated->repeat_count = 2;
	group->repeats[0] = world_repeat(0, (uint8_t)weekday_of(civil_at(FIXTURE_NOW).day));
	group->repeat_count = 1;
	world.f.offers[F_DEBT].hours = (struct hours){.known = true, .count = 1, .spans = {{31, 480, 1200}}};
	world_texts();
	world.f.hub.phone = "01632 960123";
	world.f.hub.page = "https://example.org/riverside";
	session_begin(&world.session, 0, contrast, false);
	world.session.language = rtl;
	world.session.visiting = true;
	world.view = (struct view){.hub = fixture_hub(&world.f),
				   .session = &world.session,
				   .measure = &fake,
				   .theme = contrast ? &theme_contrast : &theme_light,
				   .health = &world.health,
				   .frame = frame_for(w, h, 0, 0),
				   .now = NOON,
				   .pressed = -1};
}

#endif
