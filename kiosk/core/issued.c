#include "core/issued.h"

#include <stdio.h>
#include <string.h>

#include "core/form.h"
#include "core/glass.h"

enum { DAYS_OF_WEEK = 7 };

/* S42: hidden, or rounded. */
static bool rounded(const json_t *value)
{
	json_int_t number = json_integer_value(value);

	if (json_is_string(value))
		return strcmp(json_string_value(value), "*") == 0;
	return json_is_integer(value) && number > ISSUE_HIDDEN_MOST && number <= INT64_MAX / 2 && issue_rounded(number) == number;
}

static bool codes_ok(json_t *codes)
{
	json_t *total, *offers, *value;
	const char *id;

	if (json_unpack_ex(codes, NULL, JSON_STRICT, "{s:o, s:o}", "total", &total, "offers", &offers) != 0 || !rounded(total) ||
	    !json_is_object(offers) || json_object_size(offers) > PACK_OFFERS_MAX)
		return false;
	json_object_foreach(offers, id, value)
	{
		if (!id_is_good(id) || !rounded(value))
			return false;
	}
	return true;
}

static bool packs_ok(const char *line)
{
	struct glass_pack packs[PACK_LAYERS_MAX];
	int count;

	return glass_packs(line, packs, &count);
}

static json_t *read_whole(json_t *root, const char *month, struct fault *fault)
{
	const char *said, *packs;
	json_t *visits, *finished, *codes;
	int format, one_in;
	json_error_t error;

	if (json_unpack_ex(root, &error, JSON_STRICT, "{s:i, s:s, s:s, s:i, s:o, s:o, s:o}", "format", &format, "month", &said, "packs", &packs,
			   "one_in", &one_in, "visits", &visits, "finished", &finished, "codes", &codes) != 0) {
		fault_set(fault, "these are no counts: %.100s", error.text);
		return NULL;
	}
	if (format != ISSUE_FORMAT || one_in != COUNTS_ONE_IN || strcmp(said, month) != 0 || !packs_ok(packs)) {
		fault_set(fault, "these are not the counts of %s, or not in form %d", month, ISSUE_FORMAT);
		return NULL;
	}
	if (!rounded(visits) || !rounded(finished) || !codes_ok(codes)) {
		fault_set(fault, "a number in these counts is not rounded, so they are not sent (S42)");
		return NULL;
	}
	return json_pack("{s:i, s:s, s:s, s:i, s:O, s:O, s:O}", "format", format, "month", month, "packs", packs, "one_in", one_in, "visits", visits,
			 "finished", finished, "codes", codes);
}

json_t *issued_read(const char *text, size_t length, int month, struct fault *fault)
{
	char name[16];
	json_t *root = length <= ISSUE_FILE_MAX ? json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL) : NULL, *out = NULL;

	snprintf(name, sizeof name, "%04d-%02d", month / 100, month % 100);
	if (!root)
		fault_set(fault, "these are no counts: no JSON, or longer than %d bytes", ISSUE_FILE_MAX);
	else
		out = read_whole(root, name, fault);
	json_decref(root);
	return out;
}

json_t *issued_weeks(int month)
{
	moment first = moment_of(day_of(month / 100, month % 100, 1), 12 * 60);
	json_t *list = json_array();
	char name[16];

	for (int32_t week = week_at(first) - 1, end = week + DAYS_OF_WEEK; list && week < end; week++) {
		int label = week_label(week < 0 ? 0 : week);
		if (week < 0 || week_month(week) != month)
			continue;
		snprintf(name, sizeof name, "%04d-W%02d", label / 100, label % 100);
		json_array_append_new(list, json_string(name));
	}
	return list;
}
