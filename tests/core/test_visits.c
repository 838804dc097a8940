/*
 * The visits of tests/visits: what a family worker expects of the real packs.
 * Each file says at its top how it is read. Beside what a line expects, every
 * visit is held to S2, S3 and S6 here.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "core/hours.h"
#include "core/load.h"
#include "core/visit_line.h"

static const char *const folder = "tests/visits";

enum { LINE_MAX = 1200, VISITS_MIN = 48, FILE_MAX = 200000, SHOWN_MAX = RESULT_CARDS * CARD_OFFERS_MAX };

struct running {
	const char *file;
	int line;
	struct arena arena;
	struct hub hub;
	bool loaded;
	moment now;
	int visits, concerns, failures;
};

/* One visit and what it was shown. */
struct visit {
	struct running *running;
	struct answers answers;
	struct result result;
	int shown_count;
	int16_t shown[SHOWN_MAX]; /* all offers of all cards, in order */
};

__attribute__((format(printf, 2, 3))) static void complain(struct running *running, const char *format, ...)
{
	va_list args;

	running->failures++;
	print_error("%s:%d: ", running->file, running->line);
	va_start(args, format);
	vprint_error(format, args);
	va_end(args);
	print_error("\n");
}

static void print_result(const struct visit *visit)
{
	for (int i = 0; i < RESULT_CARDS; i++) {
		const struct card *card = &visit->result.cards[i];
		print_error("    %s:", card_kind_name(card->kind));
		for (int k = 0; k < card->offer_count; k++)
			print_error(" %s", visit->running->hub.offers[card->offers[k]].id);
		print_error("\n");
	}
}

/* Where among all that is shown, or -1. */
static int place_of(const struct visit *visit, int offer)
{
	for (int i = 0; i < visit->shown_count; i++)
		if (visit->shown[i] == offer)
			return i;
	return -1;
}

static int offer_number(struct running *running, const char *id)
{
	int offer = hub_offer(&running->hub, id);

	if (offer < 0)
		complain(running, "no offer is called \"%s\"", id);
	return offer;
}

static bool is_browsed(const struct visit *visit, int offer)
{
	struct running *running = visit->running;
	struct browse_filter filter = {
	    .now = running->now, .kinds = 1U << OFFER_COURSE | 1U << OFFER_WORKSHOP | 1U << OFFER_ONE_TO_ONE | 1U << OFFER_IDEA | 1U << OFFER_PAGE};
	int16_t out[PACK_OFFERS_MAX];
	int count = route_browse(&running->hub, &visit->answers, filter, out, PACK_OFFERS_MAX);

	for (int i = 0; i < count; i++)
		if (out[i] == offer)
			return true;
	return false;
}

static bool has_kind(const struct visit *visit, const char *kind)
{
	for (int i = 0; i < RESULT_CARDS; i++)
		if (strcmp(card_kind_name(visit->result.cards[i].kind), kind) == 0)
			return true;
	return false;
}

static bool card_names(const struct visit *visit, int kind, int offer)
{
	for (int i = 0; i < RESULT_CARDS; i++) {
		const struct card *card = &visit->result.cards[i];
		for (int k = 0; k < card->offer_count; k++)
			if ((int)card->kind == kind && card->offers[k] == offer)
				return true;
	}
	return false;
}

static bool leads(const struct visit *visit, int offer)
{
	for (int i = 0; i < RESULT_CARDS; i++)
		if (visit->result.cards[i].offer_count > 0 && visit->result.cards[i].offers[0] == offer)
			return true;
	return false;
}

static bool kinds_are(const struct visit *visit, const char *list)
{
	char found[100] = "";
	size_t length = 0;

	for (int i = 0; i < RESULT_CARDS; i++)
		length += (size_t)snprintf(found + length, sizeof(found) - length, "%s%s", i ? "," : "", card_kind_name(visit->result.cards[i].kind));
	return strcmp(found, list) == 0;
}

static bool comes_before(const struct visit *visit, char *pair)
{
	char *sign = strchr(pair, '>');

	if (!sign)
		return false;
	*sign = '\0';
	int first = place_of(visit, offer_number(visit->running, pair)), second = place_of(visit, offer_number(visit->running, sign + 1));
	*sign = '>';
	return first >= 0 && (second < 0 || first < second);
}

/* "id=reason"; the reason "shown" is none. */
static bool withheld_as(const struct visit *visit, char *pair)
{
	struct running *running = visit->running;
	char *sign = strchr(pair, '=');

	if (!sign)
		return false;
	*sign = '\0';
	int offer = offer_number(running, pair);
	*sign = '=';
	if (offer < 0)
		return false;
	const char *why = route_withheld(&running->hub, &visit->answers, &running->hub.offers[offer], running->now);
	return strcmp(why[0] ? why : "shown", sign + 1) == 0;
}

/* Expectations about one offer. */
static bool offer_meets(const struct visit *visit, const char *verb, const char *id)
{
	int offer = offer_number(visit->running, id);

	if (offer < 0)
		return false;
	if (strcmp(verb, "shows") == 0)
		return place_of(visit, offer) >= 0;
	if (strcmp(verb, "absent") == 0)
		return place_of(visit, offer) < 0;
	if (strcmp(verb, "lead") == 0)
		return leads(visit, offer);
	if (strcmp(verb, "browse") == 0)
		return is_browsed(visit, offer);
	if (strcmp(verb, "no-browse") == 0)
		return !is_browsed(visit, offer);
	return card_kind_value(verb) >= 0 && card_names(visit, card_kind_value(verb), offer);
}

static bool meets(const struct visit *visit, const char *verb, char *what)
{
	if (strcmp(verb, "cards") == 0)
		return kinds_are(visit, what);
	if (strcmp(verb, "first") == 0)
		return strcmp(card_kind_name(visit->result.cards[0].kind), what) == 0;
	if (strcmp(verb, "has") == 0)
		return has_kind(visit, what);
	if (strcmp(verb, "no") == 0)
		return card_kind_value(what) >= 0 && !has_kind(visit, what);
	if (strcmp(verb, "before") == 0)
		return comes_before(visit, what);
	if (strcmp(verb, "why") == 0)
		return withheld_as(visit, what);
	return offer_meets(visit, verb, what);
}

/* S2, S3 and S6, on the result and on everything that can be browsed. */
static void hold_to_safety(const struct visit *visit)
{
	struct running *running = visit->running;
	const struct hub *hub = &running->hub;
	struct concern concern = route_concern(hub, &visit->answers);
	enum card_kind first = visit->result.cards[0].kind;
	bool abuse_line = false;

	if (concern.urgent && first != CARD_URGENT)
		complain(running, "S6: urgent, and the first card is %s", card_kind_name(first));
	if (!concern.any)
		return;
	running->concerns++;
	for (int k = 0; k < visit->result.cards[0].offer_count; k++)
		abuse_line = abuse_line || (hub->offers[visit->result.cards[0].offers[k]].topics & TOPIC_DOMESTIC_ABUSE);
	if (!abuse_line || (first != CARD_SUPPORT && !concern.urgent))
		complain(running, "S2: after a concern the first card is %s", card_kind_name(first));
	for (int i = 0; i < hub->offer_count; i++)
		if ((hub->offers[i].joint || hub->offers[i].conflict) && (place_of(visit, i) >= 0 || is_browsed(visit, i)))
			complain(running, "S3: %s is shown after a concern", hub->offers[i].id);
}

/* Cuts the next word off; NULL at the end. */
static char *next_word(char **line)
{
	char *word = *line + strspn(*line, " \t\r");
	size_t length = strcspn(word, " \t\r");

	*line = word + length;
	if (**line)
		*(*line)++ = '\0';
	return length ? word : NULL;
}

static void expect_all(const struct visit *visit, char *words)
{
	struct running *running = visit->running;
	int failures = running->failures, count = 0;

	for (char *word = next_word(&words); word; word = next_word(&words), count++) {
		char *colon = strchr(word, ':');
		if (!colon) {
			complain(running, "\"%s\" is no expectation", word);
			continue;
		}
		*colon = '\0';
		if (!meets(visit, word, colon + 1))
			complain(running, "not so: %s:%s", word, colon + 1);
	}
	if (count == 0)
		complain(running, "the visit expects nothing");
	hold_to_safety(visit);
	if (running->failures > failures)
		print_result(visit);
}

static void run_visit(struct running *running, char *line)
{
	struct visit visit = {.running = running};
	char *arrow = strstr(line, "=>");
	struct fault fault;

	if (!arrow || !running->loaded) {
		complain(running, "a visit needs \"=>\" and a pack before it");
		return;
	}
	*arrow = '\0';
	if (!visit_line_read(&running->hub, line, &visit.answers, &fault)) {
		complain(running, "%s", fault.says);
		return;
	}
	running->visits++;
	route(&running->hub, &visit.answers, running->now, &visit.result);
	for (int i = 0; i < RESULT_CARDS; i++)
		for (int k = 0; k < visit.result.cards[i].offer_count; k++)
			visit.shown[visit.shown_count++] = visit.result.cards[i].offers[k];
	expect_all(&visit, arrow + 2);
}

static void use_pack(struct running *running, const char *path)
{
	static struct findings findings;
	struct pack_set set = {.count = 1};
	struct fault fault;

	if (running->loaded)
		arena_release(&running->arena);
	memset(&findings, 0, sizeof(findings));
	snprintf(set.folder[0], sizeof(set.folder[0]), "%s", path);
	running->loaded = arena_init(&running->arena, HUB_ARENA_MAX, &fault) && pack_set_complete(&set, &findings) &&
			  load_hub(&set, &running->arena, &running->hub, &findings);
	if (!running->loaded)
		complain(running, "%s: %s", path, findings.count ? findings.list[0].fault.says : "cannot be loaded");
	else
		running->hub.released = 0; /* a time that is said is no wrong clock */
}

static void run_line(struct running *running, char *line)
{
	line += strspn(line, " \t");
	if (line[0] == '\0' || line[0] == '#')
		return;
	if (strncmp(line, "pack ", 5) == 0)
		use_pack(running, line + 5);
	else if (strncmp(line, "now ", 4) == 0 && !moment_parse(line + 4, &running->now))
		complain(running, "no time: %s", line + 4);
	else if (strncmp(line, "now ", 4) != 0)
		run_visit(running, line);
}

static void run_file(struct running *running, const char *name)
{
	char path[FAULT_FILE_MAX], *text = NULL, *save = NULL;
	size_t length;
	struct fault fault;

	assert_true(file_join(path, sizeof(path), folder, name));
	if (!file_read(path, FILE_MAX, &text, &length, &fault))
		fail_msg("%s: %s", path, fault.says);
	running->file = path;
	running->line = 0;
	for (char *line = text; line; line = save) {
		save = strchr(line, '\n');
		if (save)
			*save++ = '\0';
		running->line++;
		run_line(running, line);
	}
	if (running->loaded)
		arena_release(&running->arena);
	running->loaded = false;
	free(text);
}

static void visits_get_what_is_expected(void **state)
{
	struct running running = {0};
	struct dirent **names;
	int count = scandir(folder, &names, NULL, alphasort);
	(void)state;

	assert_true(count > 0);
	for (int i = 0; i < count; i++) {
		const char *end = strrchr(names[i]->d_name, '.');
		if (end && strcmp(end, ".visits") == 0)
			run_file(&running, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	print_message("%d visits, %d of them with a concern\n", running.visits, running.concerns);
	assert_int_equal(running.failures, 0);
	assert_true(running.visits >= VISITS_MIN);
	assert_true(running.concerns >= VISITS_MIN / 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(visits_get_what_is_expected)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
