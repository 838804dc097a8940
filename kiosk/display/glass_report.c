#include "display/glass_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/hours.h"
#include "core/outbox.h"
#include "display/kiosk.h"

enum { HOUR_S = 60 * 60, DAY_S = 24 * HOUR_S };

/* Where the settings name no outbox it is that of the counts, which core/counts_issue.c makes, too. */
void glass_report_begin(struct kiosk *kiosk)
{
	struct glass_report *report = &kiosk->glass;
	char folder[FAULT_FILE_MAX];

	memset(report, 0, sizeof *report);
	if (kiosk->settings.outbox[0]) {
		snprintf(report->folder, sizeof report->folder, "%s", kiosk->settings.outbox);
		return;
	}
	counting_folder(folder, kiosk->settings.counts, kiosk->rehearsal);
	if (!folder[0] || !file_join(report->folder, sizeof report->folder, folder, "outbox"))
		report->folder[0] = 0;
}

/* ---- what is said ---- */

static bool is_of_speech(const struct finding *finding)
{
	return strcmp(finding->rule, "S27") == 0;
}

static int errors(const struct kiosk *kiosk, bool of_speech)
{
	int count = 0;

	for (int i = 0; i < kiosk->findings.count; i++) {
		const struct finding *finding = &kiosk->findings.list[i];
		count += finding->severity == SEVERITY_ERROR && is_of_speech(finding) == of_speech;
	}
	return count;
}

/* While nobody has touched the screen since the start, or since other content was taken up. */
static void look(struct kiosk *kiosk)
{
	struct glass_report *report = &kiosk->glass;

	snprintf(report->set, sizeof report->set, "%s", kiosk->supply.shown.set);
	report->pictures = kiosk->pictures.fine;
	report->fonts = kiosk->fonts && fonts_fine(kiosk->fonts);
	report->faults = errors(kiosk, false);
	if (report->begun)
		return;
	report->speech = !kiosk->settings.speech.on ? GLASS_SILENT : errors(kiosk, true) ? GLASS_SPEECH_FAULTY : GLASS_SPEAKS;
}

static enum glass_content content_of(const struct kiosk *kiosk)
{
	if (kiosk->health.unsigned_packs)
		return GLASS_UNSIGNED;
	if (kiosk->packs_in == 0)
		return GLASS_BUILTIN;
	if (kiosk->health.preview)
		return GLASS_PREVIEW;
	return kiosk->hub.example ? GLASS_EXAMPLE : GLASS_FINE;
}

/* Held by somebody else for a moment is no news, as on the screen of the staff. */
static enum glass_counts counts_of(const struct kiosk *kiosk)
{
	static const enum glass_counts table[] = {
	    [COUNTS_OFF] = GLASS_COUNTS_OFF, [COUNTS_FINE] = GLASS_COUNTS_ON,       [COUNTS_ASIDE] = GLASS_COUNTS_BEGUN_AGAIN,
	    [COUNTS_BUSY] = GLASS_COUNTS_ON, [COUNTS_NEWER] = GLASS_COUNTS_STOPPED, [COUNTS_STOPPED] = GLASS_COUNTS_STOPPED};
	return table[kiosk->counting.state];
}

static int lines_due(const struct hub *hub, moment now)
{
	int due = 0;

	for (int i = 0; i < hub->offer_count; i++) {
		const struct offer *offer = &hub->offers[i];
		due += offer->kind == OFFER_SUPPORT_LINE && (offer->nations & NATION_BIT(hub->nation)) && check_due_in(offer, now) < 0;
	}
	return due;
}

static void fill_content(const struct kiosk *kiosk, struct glass *out)
{
	const struct content *shown = &kiosk->supply.shown;
	const struct content_state *state = &kiosk->supply.state;

	if (state->failed.count > 0)
		memcpy(out->failed, state->failed.set[state->failed.count - 1], sizeof out->failed);
	if (!shown->set[0])
		return;
	memcpy(out->set, shown->set, sizeof out->set);
	memcpy(out->made, shown->made, sizeof out->made);
	out->release = shown->release;
	out->good = state->good && strcmp(state->set, shown->set) == 0;
}

void glass_report_fill(const struct kiosk *kiosk, struct glass *out)
{
	const struct glass_report *report = &kiosk->glass;
	const struct hub *hub = &kiosk->hub;
	moment now = kiosk_wall(kiosk);
	struct glass glass = {.day = civil_at(now).day, .program = SIGNPOST_VERSION, .since = report->since};

	glass.content = content_of(kiosk);
	(void)glass_packs(hub->packs ? hub->packs : "", glass.packs, &glass.pack_count);
	fill_content(kiosk, &glass);
	for (int i = 0; i < hub->language_count && i < PACK_LANGUAGES_MAX; i++)
		memcpy(glass.languages[glass.language_count++], hub->languages[i].code, sizeof glass.languages[0]);
	glass.pictures = report->pictures;
	glass.fonts = report->fonts;
	glass.speech = report->speech;
	glass.counts = counts_of(kiosk);
	glass.lines_due = lines_due(hub, now);
	glass.faults = report->faults < GLASS_FAULTS_MAX ? report->faults : GLASS_FAULTS_MAX;
	*out = glass;
}

/* ---- when it is said ---- */

static void write_report(struct kiosk *kiosk)
{
	struct glass_report *report = &kiosk->glass;
	struct glass glass;
	struct fault fault;

	glass_report_fill(kiosk, &glass);
	json_t *json = glass_json(&glass);
	char *text = json ? json_dumps(json, JSON_INDENT(2)) : NULL;
	bool good = text ? outbox_put_glass(report->folder, glass.day, text, &fault) : fault_set(&fault, "no memory for the report of the glass");

	free(text);
	json_decref(json);
	memcpy(report->said, report->seen, sizeof report->said);
	if (good)
		outbox_prune(report->folder, glass.day);
	if (good || report->told)
		return;
	report->told = true;
	findings_add(&kiosk->findings, SEVERITY_WARNING, "glass", (struct spot){report->folder, 0, ""},
		     "%s; the screen goes on, but nobody far away learns how it is", fault.says);
}

static moment next_night(moment now)
{
	struct civil civil = civil_at(now);

	return moment_of(civil.minute < GLASS_MINUTE ? civil.day : civil.day + 1, GLASS_MINUTE);
}

static moment next_hour(moment now)
{
	return (now / HOUR_S + 1) * HOUR_S;
}

/* At a full hour, which may come late where the machine slept: has the pointer changed, and was
 * it found so an hour ago? */
static bool has_settled(struct kiosk *kiosk, moment now)
{
	struct glass_report *report = &kiosk->glass;
	int64_t seen[SUPPLY_NUMBERS];

	supply_pointer(&kiosk->supply, seen);
	if (memcmp(seen, report->seen, sizeof seen) != 0 || now < report->seen_at) {
		memcpy(report->seen, seen, sizeof seen);
		report->seen_at = now;
	}
	return memcmp(seen, report->said, sizeof seen) != 0 && now - report->seen_at >= HOUR_S;
}

static void begin(struct kiosk *kiosk, moment now)
{
	struct glass_report *report = &kiosk->glass;

	look(kiosk);
	report->begun = true;
	report->since = (now - kiosk->now_ms / 1000) / HOUR_S * HOUR_S;
	supply_pointer(&kiosk->supply, report->seen);
	report->seen_at = now;
}

void glass_report_step(struct kiosk *kiosk)
{
	struct glass_report *report = &kiosk->glass;
	moment now = kiosk_wall(kiosk);

	if (!report->folder[0] || clock_is_wrong(&kiosk->hub, now))
		return;
	if (report->begun && strcmp(report->set, kiosk->supply.shown.set) != 0)
		look(kiosk);
	bool first = !report->begun, night = now >= report->night, hour = now >= report->hour;
	/* A clock that was set back is waited for no longer than by a new plan. */
	bool back = report->night - now > 2 * DAY_S || report->hour - now > 2 * HOUR_S;
	if (!first && !night && !hour && !back)
		return;
	if (first)
		begin(kiosk, now);
	bool settled = !first && hour && kiosk->supply.store[0] && has_settled(kiosk, now);
	report->night = next_night(now);
	report->hour = next_hour(now);
	if (first || night || settled)
		write_report(kiosk);
}

int64_t glass_report_due(const struct kiosk *kiosk)
{
	const struct glass_report *report = &kiosk->glass;
	moment next = kiosk->supply.store[0] && report->hour < report->night ? report->hour : report->night;

	if (!report->folder[0] || !report->begun || clock_is_wrong(&kiosk->hub, kiosk_wall(kiosk)))
		return INT64_MAX;
	return (next - kiosk->wall) * 1000;
}
