/* route: what visits would be shown, one line of JSON each. */
#include "admin/admin.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "admin/options.h"
#include "admin/sets.h"
#include "core/hours.h"
#include "core/route.h"
#include "core/visit_line.h"

enum { ANSWERS_LINE_MAX = 4096, ANSWERS_LINES_MAX = 1000000 };

static const char *card_name(enum card_kind kind)
{
	static const char *const names[] = {"support", "urgent", "offer", "talk", "team", "week"};
	_Static_assert(sizeof names / sizeof names[0] == CARD_KIND_COUNT, "a name for each card");
	return names[kind];
}

static const char *who_name(int who)
{
	static const char *const names[] = {"unknown", "just-me", "someone-with-me", "under-16"};
	return who >= 0 && who < (int)(sizeof names / sizeof names[0]) ? names[who] : names[0];
}

/* Adds an id once: a list of ids is in the order of the screen. */
static void add_once(json_t *ids, const char *id)
{
	size_t i;
	json_t *one;
	json_array_foreach(ids, i, one) if (strcmp(json_string_value(one), id) == 0) return;
	json_array_append_new(ids, json_string(id));
}

static void add_cards(const struct hub *hub, const struct answers *answers, moment now, json_t *cards, json_t *offers)
{
	struct result result;
	route(hub, answers, now, &result);
	for (int i = 0; i < RESULT_CARDS; i++) {
		const struct card *card = &result.cards[i];
		json_t *ids = json_array();
		for (int j = 0; j < card->offer_count; j++) {
			const char *id = hub->offers[card->offers[j]].id;
			json_array_append_new(ids, json_string(id));
			add_once(offers, id);
		}
		json_array_append_new(cards, json_pack("{s:s, s:o}", "kind", card_name(card->kind), "offers", ids));
	}
}

/* Under 16 there is no result: the page for children shows these (S11). */
static void add_children(const struct hub *hub, moment now, json_t *offers)
{
	for (int i = 0; i < hub->offer_count; i++)
		if (hub->offers[i].audience == AUDIENCE_CHILDREN && offer_current(hub, &hub->offers[i], now))
			add_once(offers, hub->offers[i].id);
}

static json_t *withheld(const struct hub *hub, const struct answers *answers, moment now)
{
	json_t *array = json_array();
	for (int i = 0; i < hub->offer_count; i++) {
		const char *why = route_withheld(hub, answers, &hub->offers[i], now);
		if (why[0])
			json_array_append_new(array, json_pack("{s:s, s:s}", "id", hub->offers[i].id, "why", why));
	}
	return array;
}

static json_t *answer_visit(const struct hub *hub, const struct answers *answers, moment now, int number)
{
	json_t *cards = json_array(), *offers = json_array();
	if (answers->who == WHO_CHILD)
		add_children(hub, now, offers);
	else
		add_cards(hub, answers, now, cards, offers);
	return json_pack("{s:i, s:s, s:o, s:o, s:o}", "visit", number, "who", who_name(answers->who), "cards", cards, "offers", offers, "withheld",
			 withheld(hub, answers, now));
}

struct asking {
	const struct hub *hub;
	moment now;
	const char *file;
	FILE *out, *err;
};

/* One line of the file; false when it is none that can be read. */
static bool answer_line(const struct asking *asking, const char *line, int number)
{
	struct answers answers;
	struct fault fault;
	json_t *root;
	bool fine = visit_line_read(asking->hub, line, &answers, &fault);

	if (fine) {
		root = answer_visit(asking->hub, &answers, asking->now, number);
	} else {
		fprintf(asking->err, "%s:%d: %s%s%s\n", asking->file, number, fault.item, fault.item[0] ? ": " : "", fault.says);
		root = json_pack("{s:i, s:s}", "visit", number, "error", fault.says);
	}
	json_dumpf(root, asking->out, JSON_COMPACT);
	fputc('\n', asking->out);
	json_decref(root);
	return fine;
}

/* Takes the line's end off. False when the line was too long for the buffer; the
 * rest of it is then read away. */
static bool whole_line(char *line, FILE *file)
{
	size_t length = strcspn(line, "\r\n");
	bool whole = line[length] != 0 || feof(file);
	for (int c = 0; !whole && c != '\n' && c != EOF;)
		c = getc(file);
	line[length] = 0;
	return whole;
}

static bool set_time(struct asking *asking, const char *text, int number)
{
	if (moment_parse(text + strspn(text, " \t"), &asking->now))
		return true;
	fprintf(asking->err, "%s:%d: now needs a time like 2026-11-03, 2026-11-03T09:30 or 2026-11-03T09:30:00Z\n", asking->file, number);
	return false;
}

/* The files of tests/visits can be asked as they are: what a line expects, after
 * =>, and the lines that name packs are left out. Empty lines and those that begin
 * with # are no visits. */
static bool answer_any(struct asking *asking, char *line, int number)
{
	char *expected = strstr(line, "=>");
	if (expected)
		*expected = 0;
	line += strspn(line, " \t");
	if (*line == 0 || *line == '#' || strncmp(line, "pack ", 5) == 0)
		return true;
	if (strncmp(line, "now ", 4) == 0)
		return set_time(asking, line + 4, number);
	return answer_line(asking, line, number);
}

static bool answer_all(struct asking *asking, FILE *file)
{
	char line[ANSWERS_LINE_MAX];
	bool fine = true;
	for (int number = 1; number <= ANSWERS_LINES_MAX && fgets(line, sizeof line, file); number++) {
		if (!whole_line(line, file)) {
			fprintf(asking->err, "%s:%d: a line longer than %d bytes; no visit is so long\n", asking->file, number, ANSWERS_LINE_MAX - 1);
			fine = false;
			continue;
		}
		fine = answer_any(asking, line, number) && fine;
	}
	return fine;
}

static int answer_file(struct asking *asking, const char *path)
{
	bool typed = strcmp(path, "-") == 0;
	FILE *file = typed ? stdin : fopen(path, "r");
	if (!file) {
		fprintf(asking->err, "signpost-admin: %s cannot be opened; look whether it is there and readable\n", path);
		return ADMIN_SYSTEM;
	}
	asking->file = typed ? "(input)" : path;
	bool fine = answer_all(asking, file);
	bool broken = ferror(file) != 0;
	if (!typed)
		fclose(file);
	if (broken)
		fprintf(asking->err, "signpost-admin: %s could not be read to its end\n", asking->file);
	if (broken)
		return ADMIN_SYSTEM;
	return fine ? ADMIN_FINE : ADMIN_FINDINGS;
}

static int refuse(const struct loaded_set *set, FILE *err)
{
	for (int i = 0; i < set->findings.count; i++) {
		char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];
		if (set->findings.list[i].severity != SEVERITY_ERROR)
			continue;
		fault_print(&set->findings.list[i].fault, line, sizeof line);
		fprintf(err, "error %s %s\n", set->findings.list[i].rule, line);
	}
	return ADMIN_FINDINGS;
}

int command_route(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct options options = {.now = now};
	struct set_list list = {0, NULL};
	struct fault fault;
	int code;

	if (!options_read(argc, argv, command_find("route")->options, &options, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_USAGE;
	}
	if (!options.answers) {
		fprintf(err, "signpost-admin: route needs --answers FILE with one visit a line, or --answers - for what is piped in\n");
		return ADMIN_USAGE;
	}
	if (!sets_load(&options, &list, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_SYSTEM;
	}
	if (list.count > 1) {
		fprintf(err, "signpost-admin: these packs are for %d different screens; name the packs of one\n", list.count);
		code = ADMIN_USAGE;
	} else if (!list.sets[0].loaded) {
		code = refuse(&list.sets[0], err);
		if (!folders_there(&options))
			code = ADMIN_SYSTEM;
	} else {
		struct asking asking = {.hub = &list.sets[0].hub, .now = options.now, .out = out, .err = err};
		code = answer_file(&asking, options.answers);
	}
	sets_release(&list);
	return code;
}
