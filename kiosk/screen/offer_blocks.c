#include "screen/offer_blocks.h"

#include <stdio.h>
#include <string.h>

#include "core/builtin.h"

static struct offer_block *add(struct offer_blocks *column, enum type type, const char *text)
{
	struct offer_block *block = &column->blocks[column->count < BLOCKS_MAX ? column->count : BLOCKS_MAX - 1];
	if (*text == 0)
		return &column->blocks[BLOCKS_MAX - 1];
	memset(block, 0, sizeof *block);
	block->type = type;
	say_print(block->text, sizeof block->text, "%s", text);
	if (column->count < BLOCKS_MAX - 1)
		column->count++;
	return block;
}

/* The other days when a group does not meet week by week. */
static void other_days(const struct view *view, char *out, int size, const struct offer *offer, char group)
{
	struct meeting next[5];
	int count = offer_meetings(offer, view->now, group, next, 5), used = 0;
	out[0] = 0;
	if (count < 2 || next[1].day - next[0].day == 7)
		return;
	for (int i = 1; i < count && used < size; i++) {
		char date[SAY_PART], isolated[SAY_PART];
		say_date(view, date, sizeof date, next[i].day, false);
		say_isolated(isolated, sizeof isolated, date);
		used += say_print(out + used, size - used, "%s%s%s", i > 1 ? say_comma(view) : "", i > 1 ? " " : "", isolated);
	}
}

/* "Group A", days, times, place, places left: one line each. */
static void meeting_lines(const struct view *view, char *out, int size, const struct offer *offer, char group)
{
	struct group_lines lines;
	char letter[2] = {group, 0}, more[SAY_PART], head[SAY_PART] = "";
	out[0] = 0;
	if (!details_group(view, offer, group, &lines))
		return;
	struct say_value value = {"letter", letter};
	if (group) {
		say_fill(head, sizeof head - 1, kit_word(view, WORD_GROUP), &value, 1);
		say_print(head + strlen(head), (int)(sizeof head - strlen(head)), "\n");
	}
	other_days(view, more, sizeof more, offer, group);
	say_print(out, size, "\x01%s%s\x01%s%s\n%s\n%s%s%s", head, lines.days, *more ? "\n" : "", more, lines.times, lines.place,
		  lines.places[0] ? "\n" : "", lines.places);
}

static void add_meetings(struct offer_blocks *column, const struct offer *offer)
{
	const struct view *view = column->view;
	char text[BLOCK_TEXT];
	if (offer_has_two_groups(offer)) {
		char other[BLOCK_TEXT];
		meeting_lines(view, text, sizeof text, offer, 'A');
		meeting_lines(view, other, sizeof other, offer, 'B');
		if (*text || *other) {
			struct offer_block *block = add(column, TYPE_BODY, *text ? text : other);
			block->well = true;
			if (*text)
				say_print(block->second, sizeof block->second, "%s", other);
		}
		add(column, TYPE_BODY, kit_word(view, WORD_GROUPS_APART))->bold = true;
		return;
	}
	meeting_lines(view, text, sizeof text, offer, 0);
	if (*text)
		add(column, TYPE_BODY, text)->well = true;
}

/* Languages by the names they have in themselves. */
static void add_languages(struct offer_blocks *column, const struct offer *offer)
{
	static const struct {
		const char *code, *name;
	} names[] = {{"cy", "Cymraeg"},  {"en", "English"}, {"bfi", "British Sign Language (BSL)"},
		     {"gd", "Gàidhlig"}, {"ga", "Gaeilge"}, {"pl", "Polski"},
		     {"ur", "اردو"},     {"pa", "ਪੰਜਾਬੀ"},   {"bn", "বাংলা"},
		     {"ar", "العربية"}};
	char text[SAY_MAX] = "";
	const char *at = offer->languages ? offer->languages : "";
	bool signed_already = false;
	while (*at) {
		size_t length = strcspn(at, " "), used = strlen(text);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (strlen(names[i].code) == length && memcmp(names[i].code, at, length) == 0)
				say_print(text + used, (int)(sizeof text - used), "%s\u2068%s\u2069", used ? " · " : "", names[i].name);
		signed_already |= length == 3 && memcmp(at, "bfi", 3) == 0;
		at += length;
		at += *at == ' ';
	}
	size_t used = strlen(text);
	if (offer->bsl && !signed_already)
		say_print(text + used, (int)(sizeof text - used), "%s\u2066%s\u2069", used ? " · " : "", names[2].name);
	add(column, TYPE_SMALL, text)->icon = ICON_TALK;
}

/* "Mon – Fri: 10am to 5pm", one line a stretch of days. */
static void add_week(struct offer_blocks *column, const struct offer *offer)
{
	const struct view *view = column->view;
	struct hours hours = hours_shown(offer, view->now, view->clock_wrong);
	char text[BLOCK_TEXT] = "";
	for (int i = 0; hours.known && !hours.always && i < hours.count; i++) {
		char times[SAY_PART];
		say_times(view, times, sizeof times, hours.spans[i].open, hours.spans[i].close);
		for (int day = 0; day < 7; day++) {
			int last = day;
			if (!(hours.spans[i].days & 1U << day))
				continue;
			while (last < 6 && hours.spans[i].days & 1U << (last + 1))
				last++;
			size_t used = strlen(text);
			const char *to = last > day ? kit_word(view, (enum word)(WORD_MON_SHORT + last)) : "";
			say_print(text + used, (int)(sizeof text - used), "%s%s%s%s: %s", used ? "\n" : "",
				  kit_word(view, (enum word)(WORD_MON_SHORT + day)), *to ? " – " : "", to, times);
			day = last;
		}
	}
	add(column, TYPE_SMALL, text)->soft = true;
}

/* S34: beside a line that is not always open, the one that is. */
static void add_always(struct offer_blocks *column, const struct offer *offer)
{
	const struct view *view = column->view;
	char text[SAY_MAX], number[SAY_PART];
	if (offer->hours.always || offer->kind != OFFER_SUPPORT_LINE)
		return;
	say_isolated(number, sizeof number, help_strip(view->hub).number);
	say_print(text, sizeof text, "%s \x01%s\x01", kit_word(view, WORD_LINE), number);
	add(column, TYPE_BODY, text)->well = true;
}

/* Numbers large, then when somebody answers. */
static void add_channels(struct offer_blocks *column, const struct offer *offer)
{
	const struct view *view = column->view;
	char text[SAY_MAX];
	bool called = false;
	for (int i = 0; i < offer->channel_count; i++) {
		const struct channel *channel = &offer->channels[i];
		bool phone = channel->kind == CHANNEL_PHONE, message = channel->kind == CHANNEL_TEXT;
		if (!phone && !message && channel->kind != CHANNEL_EMAIL)
			continue;
		say_isolated(text, sizeof text, channel->value);
		if (message && *channel->word) {
			struct say_value values[] = {{"word", channel->word}, {"number", channel->value}};
			say_fill(text, sizeof text, kit_word(view, WORD_TEXT_TO), values, 2);
		}
		add(column, phone ? TYPE_NUMBER : TYPE_ADDRESS, text)->icon = phone ? ICON_PHONE : ICON_TALK;
		called |= phone || message;
	}
	if (!called && offer->kind != OFFER_SUPPORT_LINE)
		return;
	say_open(view, text, sizeof text, offer);
	add(column, TYPE_BODY, text)->icon = ICON_CLOCK;
	add_week(column, offer);
	add_always(column, offer);
}

static bool through_team(const struct offer *offer)
{
	return offer->kind == OFFER_ONE_TO_ONE || offer->referral;
}

/* S45 stands with every word about the team. */
static void add_team(struct offer_blocks *column, const struct offer *offer)
{
	const struct view *view = column->view;
	char text[2 * SAY_MAX];
	if (offer->audience == AUDIENCE_STAFF || (!through_team(offer) && !offer_channel(offer, CHANNEL_ASK)))
		return;
	say_print(text, sizeof text, "%s %s", kit_word(view, through_team(offer) ? WORD_THROUGH_TEAM : WORD_ASK_ANYONE),
		  kit_word(view, WORD_PRIVATE));
	add(column, TYPE_BODY, text)->icon = ICON_MUG;
}

void offer_blocks_make(struct offer_blocks *column, const struct offer *offer)
{
	const struct view *view = column->view;
	bool line = offer->kind == OFFER_SUPPORT_LINE, titled = *kit_part(view, offer->id, "title");
	if (titled)
		add(column, TYPE_BODY, kit_part(view, offer->id, "name"))->bold = true;
	add(column, TYPE_LEAD, kit_part(view, offer->id, "body"));
	add_channels(column, offer);
	add_meetings(column, offer);
	if (!line && offer->kind == OFFER_COURSE && !offer->referral)
		add(column, TYPE_BODY, kit_word(view, WORD_ANY_TIME))->icon = ICON_PHONE;
	add_languages(column, offer);
	struct offer_block *small = add(column, TYPE_SMALL, kit_part(view, offer->id, "small"));
	small->soft = true;
	add_team(column, offer);
}

void offer_blocks_who(const struct view *view, const struct offer *offer, char *out, int size)
{
	const char *who = kit_part(view, offer->id, "who");

	if (*who || offer->kind != OFFER_SUPPORT_LINE)
		say_print(out, size, "%s", who);
	else
		say_people(view, out, size, offer);
}
