#include "display/supply.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "core/sign_off.h"
#include "core/approve.h"
#include "display/forget.h"
#include "display/kiosk.h"

enum { DETAILS = 4 }; /* errors of a refused set that are told beside the first */

#define RULE "content"

/* A hub that is loaded beside the one that is shown. */
struct draft {
	struct arena arena;
	struct hub hub;
	struct pack_set packs;
	bool preview; /* not signed, and not before families */
};

/* ---- the state ---- */

static void save(struct kiosk *kiosk)
{
	struct supply *supply = &kiosk->supply;
	struct fault fault;

	if (!kiosk->lasting)
		return;
	if (!supply->file[0])
		fault_set(&fault, "no folder is named for content_state");
	else if (content_save(supply->file, &supply->state, &fault))
		return;
	if (supply->told)
		return;
	supply->told = true;
	findings_add(&kiosk->findings, SEVERITY_WARNING, "trial", (struct spot){supply->file, 0, ""},
		     "%s; new content is shown all the same, but the screen cannot count its starts and go back from it by itself", fault.says);
}

/* Writes only what is new: a start with a good set writes nothing. */
static void keep(struct kiosk *kiosk, struct content_state state)
{
	if (memcmp(&state, &kiosk->supply.state, sizeof state) == 0)
		return;
	kiosk->supply.state = state;
	save(kiosk);
}

void supply_pointer(const struct supply *supply, int64_t seen[SUPPLY_NUMBERS])
{
	char path[FAULT_FILE_MAX];
	struct stat about;

	memset(seen, 0, SUPPLY_NUMBERS * sizeof seen[0]);
	if (!file_join(path, sizeof path, supply->store, "active.json") || stat(path, &about) != 0)
		return;
	seen[0] = (int64_t)about.st_dev;
	seen[1] = (int64_t)about.st_ino;
	seen[2] = about.st_size;
	seen[3] = about.st_mtim.tv_sec;
	seen[4] = about.st_mtim.tv_nsec;
}

void supply_open(struct kiosk *kiosk)
{
	struct supply *supply = &kiosk->supply;
	char folder[FAULT_FILE_MAX];

	memset(supply, 0, sizeof *supply);
	snprintf(supply->store, sizeof supply->store, "%s", kiosk->settings.content);
	snprintf(folder, sizeof folder, "%s", kiosk->settings.content_state);
	if (!folder[0])
		counting_folder(folder, kiosk->settings.counts, kiosk->rehearsal);
	if (!folder[0] || !file_join(supply->file, sizeof supply->file, folder, "content.json")) {
		supply->file[0] = 0;
		return;
	}
	content_state_read(supply->file, &supply->state);
	if (supply->store[0])
		keep(kiosk, content_at_start(supply->state));
}

void supply_store(struct kiosk *kiosk, const char *store)
{
	snprintf(kiosk->supply.store, sizeof kiosk->supply.store, "%s", store);
	memset(kiosk->supply.seen, 0, sizeof kiosk->supply.seen);
	kiosk->supply.look_ms = 0;
}

/* ---- what is told ---- */

static bool is_refusal(const struct finding *finding, const void *context)
{
	(void)context;
	return strcmp(finding->rule, RULE) == 0;
}

static bool has_refusal(const struct kiosk *kiosk)
{
	for (int i = 0; i < kiosk->findings.count; i++)
		if (is_refusal(&kiosk->findings.list[i], NULL))
			return true;
	return false;
}

static void drop(struct kiosk *kiosk, bool (*old)(const struct finding *finding, const void *context))
{
	kiosk_tell(kiosk);
	findings_drop(&kiosk->findings, old, kiosk);
	kiosk->told = kiosk->findings.count;
}

static bool is_below(const char *file, const char *folder)
{
	size_t length = strlen(folder);

	return length > 0 && strncmp(file, folder, length) == 0 && (file[length] == '/' || file[length] == 0);
}

/* What was wrong with packs that go: in their files, of their hub as a whole, or with the
 * places of its buttons, which are looked at again. */
static bool is_of_old_hub(const struct finding *finding, const void *context)
{
	const struct kiosk *kiosk = context;
	const char *file = finding->fault.file;

	for (int i = 0; i < kiosk->packs.count; i++)
		if (is_below(file, kiosk->packs.folder[i]))
			return true;
	for (int i = 0; i < kiosk->settings.packs.count; i++)
		if (is_below(file, kiosk->settings.packs.folder[i]))
			return true;
	return is_below(file, kiosk->supply.store) || strcmp(finding->rule, RULE) == 0 || strcmp(finding->rule, "reach") == 0 ||
	       (file[0] == 0 && strcmp(finding->rule, "S9") == 0);
}

static void tell_refusal(struct kiosk *kiosk, const struct content *content, const struct findings *found)
{
	int told = 0, errors = found ? found->errors : 0;

	for (int i = 0; i < errors && i < found->count && told <= DETAILS; i++) {
		const struct fault *fault = &found->list[i].fault;
		struct spot spot = {fault->file, fault->line, fault->item};
		if (found->list[i].severity != SEVERITY_ERROR)
			continue;
		if (told++ == 0)
			findings_add(&kiosk->findings, SEVERITY_ERROR, RULE, spot, "release %lld (%.12s) is not shown, for %d %s: %s",
				     (long long)content->release, content->set, errors, errors == 1 ? "error" : "errors", fault->says);
		else
			findings_add(&kiosk->findings, SEVERITY_ERROR, RULE, spot, "%s", fault->says);
	}
}

static bool is_told(const struct kiosk *kiosk, const struct fault *why)
{
	for (int i = 0; i < kiosk->findings.count; i++)
		if (is_refusal(&kiosk->findings.list[i], NULL) && strcmp(kiosk->findings.list[i].fault.says, why->says) == 0)
			return true;
	return false;
}

/* What it was that is no fault of the content; NULL when it is the content. */
static const char *hindrance(const struct kiosk *kiosk, const struct content *content, const struct findings *found)
{
	struct channel_file channel;

	if (!found || found->errors == 0)
		return "no memory is left for it";
	for (int i = 0; i < found->count; i++)
		if (strcmp(found->list[i].rule, FINDING_MACHINE) == 0)
			return found->list[i].fault.says;
	/* It was whole when it was picked. If it no longer is, what was read is not what was signed. */
	if (!content_whole(kiosk->supply.store, content->set, NULL, &channel, NULL))
		return "its files do not read as they did";
	channel_free(&channel);
	return NULL;
}

/* Nothing is kept against the set. */
static void put_off(struct kiosk *kiosk, const struct content *content, const char *hindered)
{
	struct supply *supply = &kiosk->supply;
	struct fault why;

	supply->later = content_failed((struct content_state){.failed = supply->later}, content->set).failed;
	supply->again_ms = SUPPLY_SOON_MS;
	supply->picked_ms = kiosk->now_ms;
	fault_set(&why, "release %lld (%.12s) could not be looked at and is tried again soon: %s", (long long)content->release, content->set,
		  hindered);
	if (is_told(kiosk, &why))
		return;
	drop(kiosk, is_refusal);
	findings_add(&kiosk->findings, SEVERITY_ERROR, RULE, (struct spot){supply->store, 0, ""}, "%s", why.says);
}

static void refuse(struct kiosk *kiosk, const struct content *content, const struct findings *found)
{
	const char *hindered = hindrance(kiosk, content, found);

	if (hindered) {
		put_off(kiosk, content, hindered);
		return;
	}
	drop(kiosk, is_refusal);
	tell_refusal(kiosk, content, found);
	keep(kiosk, content_failed(kiosk->supply.state, content->set));
}

/* As content_pick, without those that are to be looked at later. */
static bool pick(const struct kiosk *kiosk, struct content *content, struct fault *why)
{
	const struct supply *supply = &kiosk->supply;
	struct content_state own = supply->state;

	for (int i = 0; i < supply->later.count; i++)
		own = content_failed(own, supply->later.set[i]);
	return content_pick(supply->store, &own, SIGNPOST_VERSION, content, why);
}

void supply_refuse(struct kiosk *kiosk, const struct findings *found)
{
	refuse(kiosk, &kiosk->supply.shown, found);
}

/* The journal has which content was on the screen when. */
static void note_shown(const struct kiosk *kiosk)
{
	const struct content *shown = &kiosk->supply.shown;

	if (kiosk->lasting)
		fprintf(stderr, "signpost-kiosk: shows release %lld of %s (%.12s)\n", (long long)shown->release, shown->made, shown->set);
}

/* Why it is not the current set that is shown. That nothing came yet is no fault. */
static void tell_why(struct kiosk *kiosk, const struct fault *why)
{
	struct content_active active;

	kiosk->supply.again_ms = why->file[0] ? SUPPLY_AGAIN_MS : 0;
	kiosk->supply.picked_ms = kiosk->now_ms;
	if (is_told(kiosk, why))
		return;
	content_active_read(kiosk->supply.store, &active);
	drop(kiosk, is_refusal);
	if (why->says[0])
		findings_add(&kiosk->findings, active.current[0] ? SEVERITY_ERROR : SEVERITY_WARNING, RULE,
			     (struct spot){why->file[0] ? why->file : kiosk->supply.store, 0, why->item}, "%s", why->says);
}

/* ---- loading ---- */

/* Everything but the approval. On false the draft holds nothing. */
static bool load_set(const struct kiosk *kiosk, const struct content *content, struct draft *draft, struct findings *found)
{
	enum severity severity = kiosk->live ? SEVERITY_ERROR : SEVERITY_WARNING;
	struct fault fault;

	*draft = (struct draft){.packs = content->packs};
	if (!arena_init(&draft->arena, HUB_ARENA_MAX, &fault))
		return false;
	bool good = pack_set_complete(&draft->packs, found) && load_hub(&draft->packs, &draft->arena, &draft->hub, found);
	bool is_signed = good && sign_off_holds(&draft->hub, &draft->packs, severity, found);
	if (good && (is_signed || !kiosk->live)) {
		draft->preview = !is_signed && draft->packs.count > 1;
		if (kiosk->rehearsal)
			draft->hub.released = 0;
		return true;
	}
	arena_release(&draft->arena);
	return false;
}

/* The draft's hub takes the place of the old one, which goes. */
static void adopt(struct kiosk *kiosk, const struct content *content, const struct draft *draft)
{
	struct supply *supply = &kiosk->supply;

	arena_release(&kiosk->arena);
	kiosk->codes.count = 0; /* they lead into the old hub */
	kiosk->arena = draft->arena;
	kiosk->hub = draft->hub;
	kiosk->packs = draft->packs;
	kiosk->packs_in = draft->packs.count;
	kiosk->health.preview = draft->preview;
	kiosk->health.unsigned_packs = false;
	supply->shown = *content;
	supply->since_ms = kiosk->now_ms;
	keep(kiosk, content_started(supply->state, content->set));
	note_shown(kiosk);
	if (draft->preview)
		findings_add(&kiosk->findings, SEVERITY_WARNING, "S37", (struct spot){supply->store, 0, ""},
			     "this is a preview: this content is not signed off as it stands, so no screen shows it to families");
}

bool supply_take(struct kiosk *kiosk)
{
	struct supply *supply = &kiosk->supply;
	struct content content;
	struct draft draft;
	struct fault why;
	bool taken = false, refused = has_refusal(kiosk); /* of the set before this one */

	if (!supply->store[0])
		return false;
	supply_pointer(supply, supply->seen);
	while (!taken && pick(kiosk, &content, &why)) {
		struct findings *found = calloc(1, sizeof *found);
		taken = found && load_set(kiosk, &content, &draft, found);
		if (taken)
			adopt(kiosk, &content, &draft);
		else
			refuse(kiosk, &content, found);
		refused = refused || !taken;
		free(found);
	}
	if (!refused)
		tell_why(kiosk, &why);
	return taken;
}

/* ---- swapping ---- */

static bool no_finger(const struct touch *touch)
{
	bool down = touch->down;

	for (int i = 0; i < TOUCH_CLEARS_MAX; i++)
		down = down || touch->clears[i].down;
	return !down;
}

static bool rests(const struct kiosk *kiosk)
{
	const struct session *session = &kiosk->session;

	return session->screen == SCREEN_ATTRACT && !session_is_visit(session) && !session->staff && !session->listening &&
	       no_finger(&kiosk->touch) && kiosk->view.pressed < 0 && kiosk->now_ms - session->touched_ms >= SUPPLY_QUIET_MS;
}

/* All that was made from the old hub is made anew, as at a start. */
static void swap(struct kiosk *kiosk, const struct content *content, const struct draft *draft)
{
	int w = kiosk->list.w, h = kiosk->list.h;

	drop(kiosk, is_of_old_hub);
	forget_visit(kiosk);
	adopt(kiosk, content, draft);
	codes_fill(&kiosk->codes, &kiosk->hub);
	rehearse_learn(&kiosk->rehearse, &kiosk->hub, kiosk_wall(kiosk));
	counting_hub(&kiosk->counting, &kiosk->hub);
	kiosk_panel(kiosk, w, h);
	forget_prepare(kiosk, NULL);
	malloc_trim(0); /* the proof took more than all the rest will */
}

/* Loads and approves the set; swaps, or refuses it. */
static bool try_set(struct kiosk *kiosk, const struct content *content)
{
	struct findings *found = calloc(1, sizeof *found);
	struct draft draft;
	bool loaded = found && load_set(kiosk, content, &draft, found);
	bool good = loaded && approve_hub(&draft.hub, &draft.packs, kiosk_wall(kiosk), found);

	if (good)
		swap(kiosk, content, &draft);
	else if (loaded)
		arena_release(&draft.arena);
	if (!good)
		refuse(kiosk, content, found);
	free(found);
	return good;
}

/* The pointer changed. What cannot be shown leaves the screen as it is. */
static bool take_up(struct kiosk *kiosk)
{
	struct supply *supply = &kiosk->supply;
	struct content content;
	struct fault why;
	bool refused = false, swapped = false;

	supply->later.count = 0;
	supply->again_ms = 0;
	while (!swapped && pick(kiosk, &content, &why) && strcmp(content.set, supply->shown.set) != 0) {
		swapped = try_set(kiosk, &content);
		refused = refused || !swapped;
	}
	if (!refused)
		tell_why(kiosk, &why);
	kiosk_tell(kiosk);
	return swapped;
}

static void mark_good(struct kiosk *kiosk)
{
	struct supply *supply = &kiosk->supply;

	if (supply->since_ms > kiosk->now_ms)
		supply->since_ms = kiosk->now_ms;
	if (!supply->shown.set[0] || supply->state.good || kiosk->now_ms - supply->since_ms < SUPPLY_GOOD_MS || session_is_visit(&kiosk->session))
		return;
	keep(kiosk, content_good(supply->state, supply->shown.set));
}

/* As if the pointer had changed. */
static void look_again(struct supply *supply, int64_t now_ms)
{
	if (supply->picked_ms > now_ms)
		supply->picked_ms = now_ms;
	if (supply->again_ms > 0 && now_ms - supply->picked_ms >= supply->again_ms)
		memset(supply->seen, 0, sizeof supply->seen);
}

enum change supply_step(struct kiosk *kiosk)
{
	struct supply *supply = &kiosk->supply;
	int64_t seen[SUPPLY_NUMBERS];

	if (!supply->store[0])
		return CHANGE_NONE;
	mark_good(kiosk);
	look_again(supply, kiosk->now_ms);
	if (supply->look_ms > kiosk->now_ms) /* a clock that ran back */
		supply->look_ms = 0;
	if (!rests(kiosk) || (supply->look_ms && kiosk->now_ms - supply->look_ms < SUPPLY_LOOK_MS))
		return CHANGE_NONE;
	supply->look_ms = kiosk->now_ms;
	supply_pointer(supply, seen);
	if (memcmp(seen, supply->seen, sizeof seen) == 0)
		return CHANGE_NONE;
	memcpy(supply->seen, seen, sizeof seen);
	return take_up(kiosk) ? CHANGE_ATTRACT : CHANGE_NONE;
}

void supply_close(struct kiosk *kiosk)
{
	struct supply *supply = &kiosk->supply;

	if (supply->shown.set[0] && !supply->state.good)
		keep(kiosk, content_ended(supply->state, supply->shown.set));
}

void supply_print(const struct kiosk *kiosk)
{
	const struct supply *supply = &kiosk->supply;

	if (!supply->store[0])
		printf("content: no store is named, so the packs of the settings are shown\n");
	else if (!supply->shown.set[0])
		printf("content: nothing of %s is shown\n", supply->store);
	else
		printf("content: release %lld of %s (%.12s) in %s\n", (long long)supply->shown.release, supply->shown.made, supply->shown.set,
		       supply->store);
}
