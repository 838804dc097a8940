#include "screen/say.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "screen/kit.h"

static const char lri[] = "\u2066", rli[] = "\u2067", pdi[] = "\u2069";

/* Does the first letter run from the right? "24 November" in Urdu does, a number
 * or an address does not. In UTF-8 the letters of Hebrew and Arabic begin with the
 * bytes D6 to DB, those of Europe with C3 to D5 and those of India with E0 and E1. */
static bool from_right(const char *text)
{
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;
		if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= 0xC3 && byte < 0xD6) || byte == 0xE0 || byte == 0xE1)
			return false;
		if (byte >= 0xD6 && byte <= 0xDB)
			return true;
	}
	return false;
}

/* Appends and keeps the end whole: `used` never passes size - 1. */
static int append(char *out, int size, int used, const char *text, size_t length)
{
	size_t room = (size_t)(size - 1 - used);
	if (length > room)
		length = utf8_cut(text, length, room);
	memcpy(out + used, text, length);
	out[used + (int)length] = 0;
	return used + (int)length;
}

/* The length without a character at the end that has lost some of its bytes. */
static int whole(const char *text, int length)
{
	for (int back = 1; back <= 3 && back <= length; back++) {
		unsigned char byte = (unsigned char)text[length - back];
		int bytes = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
		if ((byte & 0xC0) != 0x80)
			return bytes > back ? length - back : length;
	}
	return length;
}

int say_print(char *out, int size, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int wanted = vsnprintf(out, (size_t)size, format, args);
	va_end(args);
	if (wanted < size)
		return wanted > 0 ? wanted : 0;
	int length = whole(out, size - 1);
	out[length] = 0;
	return length;
}

static int append_isolated(char *out, int size, int used, const char *text)
{
	/* All or nothing: an isolate that is opened is closed. */
	if (used + (int)(strlen(text) + sizeof lri + sizeof pdi) > size)
		return used;
	used = append(out, size, used, from_right(text) ? rli : lri, sizeof lri - 1);
	used = append(out, size, used, text, strlen(text));
	return append(out, size, used, pdi, sizeof pdi - 1);
}

static const char *find_value(const char *name, size_t length, const struct say_value *values, int count)
{
	for (int i = 0; i < count; i++)
		if (strlen(values[i].name) == length && memcmp(values[i].name, name, length) == 0)
			return values[i].value;
	return NULL;
}

void say_fill(char *out, int size, const char *template, const struct say_value *values, int count)
{
	int used = 0;
	out[0] = 0;
	while (*template) {
		const char *end = *template == '{' ? strchr(template, '}') : NULL;
		const char *value = end ? find_value(template + 1, (size_t)(end - template - 1), values, count) : NULL;
		if (value) {
			used = append_isolated(out, size, used, value);
			template = end + 1;
			continue;
		}
		size_t plain = 1 + strcspn(template + 1, "{");
		used = append(out, size, used, template, plain);
		template += plain;
	}
}

/* Blanks become hard ones: a time or a date stays on one line. */
static void harden(char *out, int size, const char *text)
{
	int used = 0;
	out[0] = 0;
	for (; *text; text++)
		used = *text == ' ' ? append(out, size, used, "\u00A0", 2) : append(out, size, used, text, 1);
}

/* A number stays on one line: its blanks become hard ones. */
void say_isolated(char *out, int size, const char *text)
{
	char hard[SAY_MAX];
	harden(hard, sizeof hard, text);
	out[0] = 0;
	append_isolated(out, size, 0, hard);
}

/* Languages differ in how they name the hours after noon: until four, until eight,
 * and the night. */
static enum word part_of_day(int minute)
{
	return minute < 720 ? WORD_AM : minute < 16 * 60 ? WORD_PM : minute < 20 * 60 ? WORD_EVENING : WORD_NIGHT;
}

/* "9.30", "10": a clock of twelve hours, as English writes it. */
static void twelve_hours(char *out, int size, int minute)
{
	int hour = minute / 60 % 12 ? minute / 60 % 12 : 12;
	if (minute % 60)
		say_print(out, size, "%d.%02d", hour, minute % 60);
	else
		say_print(out, size, "%d", hour);
}

void say_time(const struct view *view, char *out, int size, int minute)
{
	char h[16], h24[16], text[SAY_PART / 2];
	if (minute % 720 == 0) {
		say_print(text, sizeof text, "%s", kit_word(view, minute == 720 ? WORD_NOON : WORD_MIDNIGHT));
	} else {
		twelve_hours(h, sizeof h, minute);
		say_print(h24, sizeof h24, "%02d:%02d", minute / 60 % 24, minute % 60);
		struct say_value values[] = {{"h", h}, {"h24", h24}};
		say_fill(text, sizeof text, kit_word(view, part_of_day(minute)), values, 2);
	}
	harden(out, size, text);
}

void say_times(const struct view *view, char *out, int size, int start, int end)
{
	char from[SAY_PART / 2], to[SAY_PART / 2];
	say_time(view, from, sizeof from, start);
	say_time(view, to, sizeof to, end);
	struct say_value values[] = {{"start", from}, {"end", to}};
	say_fill(out, size, kit_word(view, WORD_TIMES), values, 2);
}

const char *say_comma(const struct view *view)
{
	return kit_rtl(view) ? "\u060C" : ",";
}

static void date_parts(int32_t day, struct civil *civil)
{
	*civil = civil_at(moment_of(day, 720));
}

void say_date(const struct view *view, char *out, int size, int32_t day, bool long_day)
{
	struct civil civil;
	date_parts(day, &civil);
	char mday[8];
	say_print(mday, sizeof mday, "%d", civil.mday);
	struct say_value values[] = {
	    {"weekday", kit_word(view, (enum word)((long_day ? WORD_MON : WORD_MON_SHORT) + civil.weekday))},
	    {"mday", mday},
	    {"month", kit_word(view, (enum word)(WORD_JAN + civil.month - 1))},
	};
	/* A date is one thing on one line: parts are put in plain with hard blanks, the
	 * whole is isolated by whoever puts it into a sentence. */
	int used = 0;
	out[0] = 0;
	const char *t = kit_word(view, WORD_DATE);
	while (*t) {
		const char *end = *t == '{' ? strchr(t, '}') : NULL;
		const char *value = end ? find_value(t + 1, (size_t)(end - t - 1), values, 3) : NULL;
		if (value)
			used = append(out, size, used, value, strlen(value));
		else if (*t == ' ')
			used = append(out, size, used, "\u00A0", 2);
		else
			used = append(out, size, used, t, 1);
		t = value ? end + 1 : t + 1;
	}
}

void say_open(const struct view *view, char *out, int size, const struct offer *offer)
{
	struct hours hours = hours_shown(offer, view->now, view->clock_wrong);
	struct open_at open = hours_at(&hours, view->now);
	if (open.state == OPEN_ALWAYS || open.state == OPEN_UNKNOWN) {
		enum word vary = offer_channel(offer, CHANNEL_WEB) ? WORD_HOURS_VARY : WORD_HOURS_ASK;
		say_print(out, size, "%s", kit_word(view, open.state == OPEN_ALWAYS ? WORD_OPEN_ALWAYS : vary));
		return;
	}
	int32_t today = civil_at(view->now).day;
	char time[SAY_PART / 2];
	say_time(view, time, sizeof time, open.minute);
	struct say_value values[] = {{"time", time}, {"day", kit_word(view, (enum word)(WORD_MON + weekday_of(open.day)))}};
	enum word word = open.state == OPEN_NOW  ? WORD_OPEN_UNTIL
			 : open.day == today     ? WORD_OPENS_TODAY
			 : open.day == today + 1 ? WORD_OPENS_TOMORROW
						 : WORD_OPENS_ON;
	say_fill(out, size, kit_word(view, word), values, 2);
}

void say_meeting(const struct view *view, char *out, int size, const struct meeting *meeting)
{
	char date[SAY_PART], isolated[SAY_PART], times[SAY_PART];
	say_date(view, date, sizeof date, meeting->day, false);
	say_isolated(isolated, sizeof isolated, date);
	say_times(view, times, sizeof times, meeting->start, meeting->end);
	say_print(out, size, "%s%s %s", isolated, say_comma(view), times);
}

void say_place(const struct view *view, char *out, int size, const struct meeting *meeting)
{
	const char *venue = *meeting->venue ? kit_text(view, meeting->venue) : "";
	if (meeting->place == PLACE_ONLINE || *venue == 0) {
		enum word word = meeting->place == PLACE_ONLINE ? WORD_ONLINE : meeting->place == PLACE_HERE ? WORD_HERE : WORD_ASK_ANYONE;
		say_print(out, size, "%s", kit_word(view, word));
		return;
	}
	struct say_value value = {"venue", venue};
	say_fill(out, size, kit_word(view, meeting->place == PLACE_HERE ? WORD_HERE_IN : WORD_ELSEWHERE), &value, 1);
}

void say_places(const struct view *view, char *out, int size, const struct meeting *meeting)
{
	char n[16];
	out[0] = 0;
	if (meeting->left < 0)
		return;
	if (meeting->left <= 1) {
		say_print(out, size, "%s", kit_word(view, meeting->left ? WORD_ONE_PLACE_LEFT : WORD_PLACES_FULL));
		return;
	}
	say_print(n, sizeof n, "%d", meeting->left);
	struct say_value value = {"n", n};
	say_fill(out, size, kit_word(view, WORD_PLACES_LEFT), &value, 1);
}

void say_people(const struct view *view, char *out, int size, const struct offer *offer)
{
	static const struct {
		unsigned bit;
		enum word word;
	} rows[] = {
	    {PEOPLE_HOW_I_ACT, WORD_FOR_HOW_I_ACT}, {PEOPLE_WOMEN, WORD_FOR_WOMEN},       {PEOPLE_MEN, WORD_FOR_MEN},
	    {PEOPLE_LGBT, WORD_FOR_LGBT},           {PEOPLE_DEAF, WORD_FOR_DEAF},         {PEOPLE_OLDER, WORD_FOR_OLDER},
	    {PEOPLE_HONOUR, WORD_FOR_HONOUR},       {PEOPLE_CHILDREN, WORD_FOR_CHILDREN}, {PEOPLE_PARENTS, WORD_FOR_PARENTS},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (offer->people & rows[i].bit) {
			say_print(out, size, "%s", kit_word(view, rows[i].word));
			return;
		}
	say_print(out, size, "%s", kit_word(view, WORD_FOR_ANYONE));
}

void say_address(char *out, int size, const char *url)
{
	const char *text = strncmp(url, "https://", 8) == 0 ? url + 8 : url;
	if (strncmp(text, "www.", 4) == 0)
		text += 4;
	size_t length = strlen(text);
	if (length && text[length - 1] == '/')
		length--;
	out[0] = 0;
	append(out, size, 0, text, length);
}
