#include <stdio.h>
#include <string.h>

#include "core/read_parts.h"

/* ---- opening hours ---- */

static int weekday_find(const char *at, size_t length)
{
	char name[8];
	if (length >= sizeof name)
		return -1;
	snprintf(name, sizeof name, "%.*s", (int)length, at);
	return names_find(NAMES_WEEKDAY, name);
}

/* "mon", "mon-fri", "sat,sun": a bit a day, or 0 when it is none of these. */
static uint8_t days_parse(const char *text)
{
	uint8_t days = 0;
	for (const char *at = text;;) {
		size_t length = strcspn(at, ",");
		const char *dash = memchr(at, '-', length);
		int first = weekday_find(at, dash ? (size_t)(dash - at) : length);
		int last = dash ? weekday_find(dash + 1, length - (size_t)(dash + 1 - at)) : first;
		if (first < 0 || last < first || (dash && last == first))
			return 0;
		for (int day = first; day <= last; day++) {
			if (days & 1 << day)
				return 0;
			days |= (uint8_t)(1 << day);
		}
		if (!at[length])
			return days;
		at += length + 1;
	}
}

static void read_days(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	const char *text = form_string(reading, value, FORM_LONG_MAX);
	if (!text)
		return;
	uint8_t days = days_parse(text);
	if (days)
		*(uint8_t *)target = days;
	else
		form_error(reading, "format", "\"%s\" are not days of the week; write \"mon-fri\", \"sat,sun\" or \"tue\"", quote(text).text);
}

static const struct field opening_fields[] = {
    {"days", read_days, FORM_MEMBER(struct span, days), .needed = true},
    {"open", field_minute, FORM_MEMBER(struct span, open), .needed = true},
    {"close", field_minute, FORM_MEMBER(struct span, close), .needed = true},
};
const struct form opening_form = FORM_OF("an opening time", opening_fields);

static void check_span(struct reading *reading, const struct hours *hours, const struct span *span)
{
	if (span->close <= span->open) {
		form_error(reading, "format", "it closes before it opens; past midnight, write two times: to \"24:00\" and from \"00:00\"");
		return;
	}
	for (int i = 0; i < hours->count; i++) {
		const struct span *other = &hours->spans[i];
		int both = span->days & other->days;
		if (both && span->open < other->close && other->open < span->close) {
			form_error(reading, "format", "it overlaps with another time on %s; join the two",
				   names_at(NAMES_WEEKDAY, __builtin_ctz(both)));
			return;
		}
	}
}

void read_hours(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct hours *hours = target;
	(void)field;

	if (json_is_string(value)) {
		hours->always = strcmp(json_string_value(value), "always") == 0;
		hours->known = hours->always;
		if (!hours->always)
			form_error(reading, "format", "is \"%s\"; write \"always\" or a list of times, or take it out when not known",
				   quote(json_string_value(value)).text);
		return;
	}
	if (!json_is_array(value)) {
		form_error(reading, "format", "has to be \"always\" or a list of times, not %s", form_kind(value));
		return;
	}
	int count = form_list(reading, value, PACK_SPANS_MAX);
	if (count == 0)
		form_error(reading, "format", "is an empty list; take it out when the hours are not known");
	for (int i = 0; i < count; i++) {
		struct span span = {0};
		int before = reading->findings->errors;
		form_enter(reading, NULL, i);
		form_read(reading, json_array_get(value, (size_t)i), &opening_form, &span);
		if (reading->findings->errors == before)
			check_span(reading, hours, &span);
		form_leave(reading);
		hours->spans[hours->count++] = span;
	}
	hours->known = hours->count > 0;
}

/* ---- meetings ---- */

static void read_group(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	(void)field;
	const char *group = form_string(reading, value, FORM_LONG_MAX);
	if (!group)
		return;
	if (strcmp(group, "A") == 0 || strcmp(group, "B") == 0)
		*(char *)target = group[0];
	else
		form_error(reading, "format", "\"%s\" is not a group; write \"A\" or \"B\"", quote(group).text);
}

/* "garden-room" is kept as the text key "venue.garden-room". */
static void read_venue(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	const char *id = NULL;
	char key[PACK_ID_MAX + 8];

	field_id(reading, value, field, &id);
	if (!id)
		return;
	int length = snprintf(key, sizeof key, "venue.%s", id);
	*(const char **)target = form_copy(reading, key, (size_t)length);
}

static void check_times(struct reading *reading, int start, int end)
{
	if (end <= start)
		form_error(reading, "format", "it ends before it starts; correct one of the times");
}

static void check_places(struct reading *reading, json_t *object, int places, int taken)
{
	if (json_object_get(object, "taken") && !json_object_get(object, "places"))
		form_error(reading, "format", "\"taken\" says nothing without \"places\"; add how many there are");
	else if (taken > places)
		form_error(reading, "format", "%d of %d places are taken; correct one of the numbers", taken, places);
}

#define MEETING_FIELDS(type)                                                                                                              \
	{"start", field_minute, FORM_MEMBER(type, start), .needed = true}, {"end", field_minute, FORM_MEMBER(type, end), .needed = true}, \
	    {"group", read_group, FORM_MEMBER(type, group)}, {"place", field_name, FORM_MEMBER(type, place), .names = NAMES_PLACE},       \
	    {"venue", read_venue, FORM_MEMBER(type, venue)}, {"places", field_number, FORM_MEMBER(type, places), .min = 1, .max = 999},   \
	{                                                                                                                                 \
		"taken", field_number, FORM_MEMBER(type, taken), .min = 0, .max = 999                                                     \
	}

static const struct field session_fields[] = {
    {"date", field_day, FORM_MEMBER(struct session_row, day), .needed = true},
    MEETING_FIELDS(struct session_row),
};
const struct form session_form = FORM_OF("a session", session_fields);

static const struct field repeat_fields[] = {
    {"weekday", field_name, FORM_MEMBER(struct repeat, weekday), .needed = true, .names = NAMES_WEEKDAY},
    {"weeks", field_number, FORM_MEMBER(struct repeat, weeks), .min = 1, .max = 52},
    {"from", field_day, FORM_MEMBER(struct repeat, from), .needed = true},
    {"until", field_day, FORM_MEMBER(struct repeat, until)},
    {"meetings", field_number, FORM_MEMBER(struct repeat, meetings), .min = 1, .max = 60},
    MEETING_FIELDS(struct repeat),
};
const struct form repeat_form = FORM_OF("a repeat", repeat_fields);

void read_sessions(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct offer *offer = target;
	int count = form_list(reading, value, PACK_SESSIONS_MAX);
	(void)field;

	if (count <= 0 || !(offer->sessions = form_take(reading, (size_t)count, sizeof *offer->sessions)))
		return;
	for (int i = 0; i < count; i++) {
		struct session_row *session = &offer->sessions[offer->session_count++];
		json_t *object = json_array_get(value, (size_t)i);
		int before = reading->findings->errors;

		*session = (struct session_row){.venue = ""};
		form_enter(reading, NULL, i);
		form_read(reading, object, &session_form, session);
		if (reading->findings->errors == before) {
			check_times(reading, session->start, session->end);
			check_places(reading, object, session->places, session->taken);
		}
		form_leave(reading);
	}
}

static void check_repeat(struct reading *reading, json_t *object, const struct repeat *repeat)
{
	check_times(reading, repeat->start, repeat->end);
	check_places(reading, object, repeat->places, repeat->taken);
	if (repeat->until && repeat->until < repeat->from)
		form_error(reading, "format", "\"until\" comes before \"from\"; correct one of the days");
	if (weekday_of(repeat->from) != repeat->weekday)
		form_error(reading, "format", "\"from\" is a %s, not a %s; give the day of the first meeting",
			   names_at(NAMES_WEEKDAY, weekday_of(repeat->from)), names_at(NAMES_WEEKDAY, repeat->weekday));
}

void read_repeats(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct offer *offer = target;
	int count = form_list(reading, value, PACK_REPEATS_MAX);
	(void)field;

	for (int i = 0; i < count; i++) {
		struct repeat repeat = {.weeks = 1, .venue = ""};
		json_t *object = json_array_get(value, (size_t)i);
		int before = reading->findings->errors;

		form_enter(reading, NULL, i);
		form_read(reading, object, &repeat_form, &repeat);
		if (reading->findings->errors == before)
			check_repeat(reading, object, &repeat);
		form_leave(reading);
		offer->repeats[offer->repeat_count++] = repeat;
	}
}
