/*
 * What leaves of a glass and of the counts: the strict readers of core/glass.h and
 * core/issued.h, and the property that whatever is in a file, nothing but the fields of
 * the schemas comes out, and no number that is not rounded (S42, S43).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tools/short.h"
#include "core/issued.h"
#include "core/glass.h"

static struct fault fault;

static struct glass example(void)
{
	struct glass glass = {.day = day_of(2026, 11, 28), .program = "0.1.0", .pack_count = 2, .language_count = 2, .release = 12, .good = true};

	glass.since = moment_of(glass.day, 9 * 60);
	snprintf(glass.packs[0].id, PACK_ID_MAX, "uk-base");
	snprintf(glass.packs[1].id, PACK_ID_MAX, "example-hub");
	glass.packs[0].day = day_of(2026, 10, 7);
	glass.packs[1].day = day_of(2026, 11, 2);
	memset(glass.set, 'a', TRUST_HEX_SIZE - 1);
	memset(glass.failed, '0', TRUST_HEX_SIZE - 1);
	snprintf(glass.made, sizeof glass.made, "2026-11-27T10:00:00Z");
	snprintf(glass.languages[0], sizeof glass.languages[0], "en");
	snprintf(glass.languages[1], sizeof glass.languages[1], "pa-Arab");
	glass.pictures = glass.fonts = true;
	glass.speech = GLASS_SPEAKS;
	glass.counts = GLASS_COUNTS_BEGUN_AGAIN;
	glass.lines_due = 3;
	return glass;
}

static char *text_of(const struct glass *glass)
{
	json_t *json = glass_json(glass);
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;

	json_decref(json);
	assert_non_null(text);
	return text;
}

static void what_is_written_is_read(void **state)
{
	struct glass glass = example(), plain = {.day = glass.day, .program = "0.1.0"}, read;

	(void)state;
	for (int i = 0; i < 2; i++) {
		const struct glass *one = i ? &plain : &glass;
		char *text = text_of(one);
		if (!glass_read(text, strlen(text), &read, &fault))
			fail_msg("%s: %s", text, fault.says);
		char *again = text_of(&read);
		assert_string_equal(text, again);
		free(text);
		free(again);
	}
	assert_int_equal(plain.pack_count, 0);
}

static void packs_of_a_line(void **state)
{
	static const char *const wrong[] = {"uk-base",
					    "uk-base 2026-10-07,",
					    "uk-base 2026-10-07, ",
					    "uk-base 2026-10-07,x 2026-10-07",
					    "uk-base  2026-10-07",
					    "uk-base 2026-13-07",
					    "UK 2026-10-07",
					    " 2026-10-07",
					    "a 2026-10-07 10:31",
					    "a 2026-10-7, b 2026-10-07"};
	struct glass_pack packs[PACK_LAYERS_MAX];
	char many[512] = "";
	int count = 7;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (glass_packs(wrong[i], packs, &count))
			fail_msg("\"%s\" is no line of packs", wrong[i]);
	assert_int_equal(count, 7);
	assert_true(glass_packs("", packs, &count));
	assert_int_equal(count, 0);
	assert_true(glass_packs("uk-base 2026-10-07, example-hub 2026-11-02", packs, &count));
	assert_int_equal(count, 2);
	assert_string_equal(packs[1].id, "example-hub");
	assert_int_equal(packs[1].day, day_of(2026, 11, 2));
	for (int i = 0; i <= PACK_LAYERS_MAX; i++)
		snprintf(many + strlen(many), sizeof many - strlen(many), "%sp%d 2026-10-07", i ? ", " : "", i);
	assert_false(glass_packs(many, packs, &count));
}

/* Puts `with` where `what` stands, once. */
static char *changed(const char *text, const char *what, const char *with)
{
	const char *at = strstr(text, what);
	size_t size = strlen(text) + strlen(with) + 1;
	char *out = malloc(size);

	assert_non_null(out);
	if (!at)
		fail_msg("\"%s\" is not in %s", what, text);
	snprintf(out, size, "%.*s%s%s", (int)(at - text), text, with, at + strlen(what));
	return out;
}

static void what_is_odd_is_refused(void **state)
{
	static const char *const cases[][2] = {
	    {"{\"format\":1", "{\"format\":2"},
	    {"{\"format\":1", "{\"visits\":4,\"format\":1"},
	    {"{\"format\":1", "{\"format\":1,\"format\":1"},
	    {"{\"format\":1", "{\"format\":1.0"},
	    {"\"day\":\"2026-11-28\"", "\"day\":\"2026-11-31\""},
	    {"\"day\":\"2026-11-28\"", "\"day\":20261128"},
	    {"\"program\":\"0.1.0\"", "\"program\":\"0.1.0 (somebody was here)\""},
	    {"\"program\":\"0.1.0\"", "\"program\":\"0.0.0\""},
	    {"T09:00:00Z", "T09:31:00Z"},
	    {"T09:00:00Z", "T09:00:07Z"},
	    {"\"id\":\"uk-base\"", "\"id\":\"uk base\""},
	    {"\"id\":\"uk-base\"", "\"at\":\"10:31\",\"id\":\"uk-base\""},
	    {"\"release\":12", "\"release\":0"},
	    {"\"release\":12", "\"release\":\"12\""},
	    {"\"state\":\"good\"", "\"state\":\"fine\""},
	    {"\"made\":\"2026-11-27T10:00:00Z\"", "\"made\":\"2026-11-27\""},
	    {"aaaa\"", "aaaA\""},
	    {"aaaa\"", "aaa\""},
	    {"\"pa-Arab\"", "\"pa Arab\""},
	    {"\"pa-Arab\"", "5"},
	    {"\"pictures\":true", "\"pictures\":1"},
	    {"\"content\":\"fine\"", "\"content\":\"busy\""},
	    {"\"speech\":\"on\"", "\"speech\":\"heard\""},
	    {"\"lines_due\":3", "\"lines_due\":-1"},
	    {"\"lines_due\":3", "\"lines_due\":241"},
	    {"\"faults\":0", "\"faults\":401"},
	    {"\"faults\":0", "\"faults\":0,\"touched\":1"},
	    {"\"failed\":", "\"fialed\":"},
	};
	struct glass glass = example(), read = {.day = 5};
	char *text = text_of(&glass);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *bad = changed(text, cases[i][0], cases[i][1]);
		if (glass_read(bad, strlen(bad), &read, &fault))
			fail_msg("read: %s", cases[i][1]);
		assert_true(fault.says[0]);
		free(bad);
	}
	for (size_t length = 0; length < strlen(text); length++)
		assert_false(glass_read(text, length, &read, NULL));
	assert_int_equal(read.day, 5);
	free(text);
}

/* ---- counts ---- */

static uint64_t seed = 88172645463325252U;

static unsigned draw(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 11) % below);
}

/* A number as issue would write it, or, one time in `odd`, as it must not be. */
static json_t *number(unsigned odd)
{
	unsigned count = draw(60);

	if (odd && draw(odd) == 0)
		return draw(3) == 0 ? json_integer((json_int_t)count) : draw(2) ? json_string("12") : json_real(25.0);
	return issue_rounded(count) == ISSUE_HIDDEN ? json_string("*") : json_integer(issue_rounded(count));
}

static json_t *counts_at_random(unsigned odd)
{
	json_t *offers = json_object(), *whole;
	char id[32];

	for (unsigned i = draw(6); i > 0; i--) {
		snprintf(id, sizeof id, odd && draw(odd) == 0 ? "Offer %u" : "offer-%u", i);
		json_object_set_new(offers, id, number(odd));
	}
	whole = json_pack("{s:i, s:s, s:s, s:i, s:o, s:o, s:{s:o, s:o}}", "format", 1, "month", "2026-11", "packs", "uk-base 2026-10-07", "one_in", 8,
			  "visits", number(odd), "finished", number(odd), "codes", "total", number(odd), "offers", offers);
	if (odd && draw(odd) == 0)
		json_object_set_new(whole, draw(2) ? "touched" : "visits ", json_integer(7));
	if (odd && draw(odd) == 0)
		json_object_set_new(json_object_get(whole, "codes"), "by_day", json_array());
	if (odd && draw(odd) == 0)
		json_object_set_new(whole, "packs", json_string("uk-base 2026-10-07; 13 visits"));
	return whole;
}

/* S42: nothing but "*" and multiples of 5 from 10 on, whoever wrote it. */
static void assert_rounded(const json_t *value)
{
	if (json_is_string(value)) {
		assert_string_equal(json_string_value(value), "*");
		return;
	}
	assert_true(json_is_integer(value));
	assert_true(json_integer_value(value) >= 10 && json_integer_value(value) % 5 == 0);
}

static void assert_only_counts(json_t *read)
{
	json_t *codes = json_object_get(read, "codes"), *value;
	const char *id;

	assert_int_equal(json_object_size(read), 7);
	assert_int_equal(json_object_size(codes), 2);
	assert_string_equal(json_string_value(json_object_get(read, "packs")), "uk-base 2026-10-07");
	assert_rounded(json_object_get(read, "visits"));
	assert_rounded(json_object_get(read, "finished"));
	assert_rounded(json_object_get(codes, "total"));
	json_object_foreach(json_object_get(codes, "offers"), id, value)
	{
		assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(id));
		assert_rounded(value);
	}
}

static void s42_only_rounded_counts_pass(void **state)
{
	int passed = 0, refused = 0, rounds = in_short(30000, 2000);

	(void)state;
	for (int i = 0; i < rounds; i++) {
		unsigned odd = (unsigned)(i % 3) * 12;
		json_t *whole = counts_at_random(odd);
		char *text = json_dumps(whole, i % 2 ? JSON_INDENT(2) : JSON_COMPACT);
		json_t *read = issued_read(text, strlen(text), 202611, &fault);
		if (!odd && (!read || !json_equal(read, whole)))
			fail_msg("what the screen issues does not pass: %s", text);
		passed += read != NULL;
		refused += read == NULL;
		if (read)
			assert_only_counts(read);
		json_decref(read);
		json_decref(whole);
		free(text);
	}
	assert_true(passed > rounds / 3 && refused > rounds / 10);
}

static void counts_of_another_month_do_not_pass(void **state)
{
	json_t *whole = counts_at_random(0);
	char *text = json_dumps(whole, JSON_COMPACT);

	(void)state;
	assert_null(issued_read(text, strlen(text), 202610, &fault));
	assert_non_null(strstr(fault.says, "2026-10"));
	assert_null(issued_read(text, strlen(text) - 1, 202611, &fault));
	char *other = changed(text, "\"one_in\":8", "\"one_in\":1");
	assert_null(issued_read(other, strlen(other), 202611, &fault));
	free(other);
	free(text);
	json_decref(whole);
}

/* Each ISO week belongs to one month, that of its Thursday, and none is left out. */
static void weeks_of_months(void **state)
{
	static const struct {
		int month;
		const char *first, *last;
		size_t count;
	} cases[] = {{202611, "2026-W45", "2026-W48", 4},
		     {202612, "2026-W49", "2026-W53", 5},
		     {202701, "2027-W01", "2027-W04", 4},
		     {202502, "2025-W06", "2025-W09", 4}};
	int32_t week = week_at(moment_of(day_of(2020, 1, 2), 0));

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		json_t *weeks = issued_weeks(cases[i].month);
		assert_int_equal(json_array_size(weeks), cases[i].count);
		assert_string_equal(json_string_value(json_array_get(weeks, 0)), cases[i].first);
		assert_string_equal(json_string_value(json_array_get(weeks, cases[i].count - 1)), cases[i].last);
		json_decref(weeks);
	}
	for (int month = 0; month < 240; month++) {
		json_t *weeks = issued_weeks((2020 + month / 12) * 100 + month % 12 + 1);
		for (size_t i = 0; i < json_array_size(weeks); i++, week++) {
			char want[16];
			snprintf(want, sizeof want, "%04d-W%02d", week_label(week) / 100, week_label(week) % 100);
			assert_string_equal(json_string_value(json_array_get(weeks, i)), want);
		}
		json_decref(weeks);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_written_is_read),
	    cmocka_unit_test(packs_of_a_line),
	    cmocka_unit_test(what_is_odd_is_refused),
	    cmocka_unit_test(s42_only_rounded_counts_pass),
	    cmocka_unit_test(counts_of_another_month_do_not_pass),
	    cmocka_unit_test(weeks_of_months),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
