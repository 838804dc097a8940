/* sign-off: what two people sign, in plain words, and the record of it (S37). */
#include "admin/admin.h"

#include <stdlib.h>
#include <string.h>

#include "admin/options.h"
#include "admin/sets.h"
#include "core/check.h"
#include "core/locate.h"
#include "core/proof.h"
#include "core/sign_off.h"

/* What one call holds; large, so allocated. */
struct signing {
	struct sign_items now;
	struct sign_off old;
	struct sign_off record;
	struct proof proof;
	struct sign_change changes[2 * SIGN_ITEMS_MAX];
};

/* ---- what is signed, in words ---- */

static void print_nations(unsigned nations, FILE *out)
{
	if (nations == NATIONS_ALL) {
		fprintf(out, "all nations");
		return;
	}
	const char *between = "";
	for (int i = 0; i < NATION_COUNT; i++)
		if (nations & NATION_BIT(i)) {
			fprintf(out, "%s%s", between, nation_name(i));
			between = ", ";
		}
}

static void print_day_time(int minute, FILE *out)
{
	fprintf(out, "%02d:%02d", minute / 60, minute % 60);
}

static void print_hours(const struct offer *offer, FILE *out)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

	if (!offer->hours.known || offer->hours.always) {
		fprintf(out, offer->hours.always ? "day and night" : "hours not known");
		return;
	}
	for (int i = 0; i < offer->hours.count; i++) {
		const struct span *span = &offer->hours.spans[i];
		const char *between = i ? "; " : "";
		for (int d = 0; d < 7; d++)
			if (span->days >> d & 1) {
				fprintf(out, "%s%s", between, days[d]);
				between = " ";
			}
		fprintf(out, " ");
		print_day_time(span->open, out);
		fprintf(out, "-");
		print_day_time(span->close, out);
	}
}

static void print_line(const struct hub *hub, const struct offer *offer, FILE *out)
{
	char day[11] = "never";

	if (offer->checked)
		day_print(offer->checked, day);
	fprintf(out, "  %s (%s)\n   ", hub_part(hub, 0, offer->id, "name"), offer->id);
	for (int i = 0; i < offer->channel_count; i++)
		fprintf(out, " %s %s%s%s;", channel_name((int)offer->channels[i].kind), offer->channels[i].word,
			offer->channels[i].word[0] ? " to " : "", offer->channels[i].value);
	fprintf(out, " ");
	print_hours(offer, out);
	fprintf(out, "; ");
	print_nations(offer->nations, out);
	fprintf(out, "\n    %s %s\n    checked: %s%s%s%s%s\n", hub_part(hub, 0, offer->id, "who"), hub_part(hub, 0, offer->id, "body"), day,
		offer->checked_by[0] ? ", " : "", offer->checked_by, offer->doubt[0] ? "; in doubt: " : "", offer->doubt);
}

static void print_lines(const struct hub *hub, FILE *out)
{
	fprintf(out, "\nHelp lines and other safety items, in this order:\n");
	for (int i = 0; i < hub->offer_count; i++)
		if (hub->offers[i].safety || hub->offers[i].kind == OFFER_SUPPORT_LINE)
			print_line(hub, &hub->offers[i], out);
}

static void print_offers(const struct hub *hub, FILE *out)
{
	fprintf(out, "\nOffers for families, and after which worry they are withheld:\n");
	for (int i = 0; i < hub->offer_count; i++) {
		const struct offer *offer = &hub->offers[i];
		if (offer->safety || offer->kind == OFFER_SUPPORT_LINE || offer->audience == AUDIENCE_STAFF)
			continue;
		fprintf(out, "  %s (%s). %s %s%s%s\n", hub_part(hub, 0, offer->id, "name"), offer->id, hub_part(hub, 0, offer->id, "who"),
			hub_part(hub, 0, offer->id, "body"), offer->joint ? " - for two people together, never after a concern" : "",
			offer->conflict && !offer->joint ? " - about rows, never after a concern" : "");
	}
}

static void print_asked(const struct hub *hub, FILE *out)
{
	fprintf(out, "\nQuestions, in this order%s:\n", hub->self_check ? "" : " (this hub has switched them off)");
	for (int i = 0; i < hub->question_count; i++) {
		const struct question *question = &hub->questions[i];
		fprintf(out, "  %s%s\n", hub_part(hub, 0, question->id, "ask"), question->kind == QUESTION_SAFETY ? " (safety)" : "");
		if (question->filler[0])
			fprintf(out, "    with someone beside: %s\n", hub_part(hub, 0, question->filler, "ask"));
	}
	fprintf(out, "\nMessages, each with its boundary:\n");
	for (int i = 0; i < hub->message_count; i++)
		fprintf(out, "  %s %s\n", hub_part(hub, 0, hub->messages[i].id, "line"), hub_part(hub, 0, hub->messages[i].id, "boundary"));
}

static void print_signed(const struct loaded_set *set, const struct sign_items *items, FILE *out)
{
	const struct hub *hub = &set->hub;
	int words = 0;

	for (int i = 0; i < items->count; i++)
		words += strncmp(items->item[i].name, "word ", 5) == 0;
	fprintf(out, "%s: %s\nNation: %s. Languages:", set_name(set), hub->packs, nation_name((int)hub->nation));
	for (int i = 0; i < hub->language_count; i++)
		fprintf(out, " %s%s", hub->languages[i].code, hub->languages[i].draft ? " (a draft)" : "");
	fprintf(out, "\n");
	print_lines(hub, out);
	print_offers(hub, out);
	print_asked(hub, out);
	fprintf(out, "\nThe screen's own words: %d, in text/en.json of the country's pack (keys \"ui.\").\n", words);
	fprintf(out, "%d safety items, SHA-256 %s\n", items->count, items->digest);
}

static void print_changes(struct signing *signing, enum sign_state state, const struct fault *fault, FILE *out)
{
	static const char *const kinds[] = {"new", "taken out", "changed"};
	char day[11];

	if (state != SIGN_READ) {
		fprintf(out, "\nNot signed before%s%s.\n", state == SIGN_BROKEN ? " in a way that can be read: " : "",
			state == SIGN_BROKEN ? fault->says : "");
		return;
	}
	int max = (int)(sizeof signing->changes / sizeof signing->changes[0]);
	int count = sign_changes(&signing->old.items, &signing->now, signing->changes, max);
	day_print(signing->old.day, day);
	fprintf(out, "\nSigned on %s by %s, %s, and %s, %s.\n", day, signing->old.lead.name, signing->old.lead.role, signing->old.second.name,
		signing->old.second.role);
	fprintf(out, count ? "Since then:\n" : "Nothing has changed since then.\n");
	for (int i = 0; i < count; i++)
		fprintf(out, "  %-9s %s\n", kinds[signing->changes[i].kind], signing->changes[i].name);
}

/* ---- signing ---- */

/* What has errors or breaks a rule is not signed: no screen would show it. */
static bool may_sign(struct loaded_set *set, const struct options *options, struct signing *signing, FILE *err)
{
	char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];

	if (set->loaded)
		check_hub(&set->hub, options->now, &set->findings);
	findings_locate(&set->packs, &set->findings, 0);
	for (int i = 0; i < set->findings.count; i++) {
		if (set->findings.list[i].severity != SEVERITY_ERROR)
			continue;
		fault_print(&set->findings.list[i].fault, line, sizeof line);
		fprintf(err, "error %s %s\n", set->findings.list[i].rule, line);
	}
	if (set->findings.errors > 0) {
		fprintf(err, "signpost-admin: not signed: correct what is wrong first\n");
		return false;
	}
	if (!options->show && !proof_run(&set->hub, options->now, &signing->proof)) {
		fprintf(err, "signpost-admin: not signed: a safety rule is broken; see \"signpost-admin prove\"\n");
		return false;
	}
	return true;
}

static bool read_people(const struct options *options, struct sign_off *record, struct fault *fault)
{
	if (!options->lead || !options->second)
		return fault_set(fault, "two people sign: --lead \"Name, role\" and --second \"Name, role\"; or --show to look only");
	if (!person_parse(options->lead, &record->lead, fault) || !person_parse(options->second, &record->second, fault))
		return false;
	if (person_same(&record->lead, &record->second))
		return fault_set(fault, "\"%s\" stands in both places; two different people sign (S37)", record->lead.name);
	return true;
}

static int sign_set(struct loaded_set *set, const struct options *options, struct signing *signing, FILE *streams[2])
{
	FILE *out = streams[0], *err = streams[1];
	const char *folder = set->packs.folder[set->packs.count - 1];
	struct fault fault = {0};

	if (!may_sign(set, options, signing, err))
		return ADMIN_FINDINGS;
	if (!sign_items_of(&set->hub, &signing->now)) {
		fprintf(err, "signpost-admin: the system has no memory left\n");
		return ADMIN_SYSTEM;
	}
	print_signed(set, &signing->now, out);
	print_changes(signing, sign_off_read(folder, &signing->old, &fault), &fault, out);
	if (set->hub.example)
		fprintf(out, "This is a made-up hub (\"example\"): a screen shows it without a sign-off.\n");
	if (options->show)
		return ADMIN_FINE;
	signing->record.day = civil_at(options->now).day;
	signing->record.items = signing->now;
	if (!sign_off_write(folder, &signing->record, &fault)) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
		return ADMIN_SYSTEM;
	}
	fprintf(out, "\nSigned by %s, %s, and %s, %s: %s/sign-off.json\n", signing->record.lead.name, signing->record.lead.role,
		signing->record.second.name, signing->record.second.role, folder);
	return ADMIN_FINE;
}

int command_sign_off(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	struct options options = {.now = now};
	struct set_list list = {0, NULL};
	struct fault fault;
	struct signing *signing = calloc(1, sizeof *signing);
	bool usable = options_read(argc, argv, command_find("sign-off")->options, &options, &fault);
	int code = ADMIN_USAGE;

	if (usable && signing && !options.show)
		usable = read_people(&options, &signing->record, &fault);
	if (!signing || (usable && !sets_load(&options, &list, &fault))) {
		fprintf(err, "signpost-admin: the system has no memory left\n");
		code = ADMIN_SYSTEM;
	} else if (!usable) {
		fprintf(err, "signpost-admin: %s\n", fault.says);
	} else if (list.count > 1) {
		fprintf(err, "signpost-admin: these packs are for %d different screens; sign one at a time\n", list.count);
	} else {
		code = sign_set(&list.sets[0], &options, signing, (FILE *[]){out, err});
		if (!folders_there(&options))
			code = ADMIN_SYSTEM;
	}
	sets_release(&list);
	free(signing);
	return code;
}
