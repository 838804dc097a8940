#include "display/stock.h"

#include <stdlib.h>
#include <string.h>

#include "core/builtin.h"
#include "core/sign_off.h"
#include "core/approve.h"

static bool load(struct kiosk *kiosk, const struct pack_set *set, struct findings *findings, struct fault *fault)
{
	arena_release(&kiosk->arena);
	kiosk->codes.count = 0; /* they lead into the old hub */
	memset(&kiosk->hub, 0, sizeof kiosk->hub);
	if (!arena_init(&kiosk->arena, HUB_ARENA_MAX, fault))
		return false;
	kiosk->packs_in = load_hub_or_less(set, &kiosk->arena, &kiosk->hub, findings);
	if (kiosk->rehearsal)
		kiosk->hub.released = 0;
	return true;
}

/* The packs of the hub in the order of their layers, with those they need. */
static void complete_packs(struct kiosk *kiosk)
{
	struct findings *told = calloc(1, sizeof *told);

	kiosk->packs = kiosk->settings.packs;
	if (told)
		pack_set_complete(&kiosk->packs, told);
	free(told);
}

/* The same packs without the last. What is wrong with them was told when they were
 * loaded first; the nation stays that of the hub, whatever is left of it (S35). */
static void load_less(struct kiosk *kiosk)
{
	struct findings *again = calloc(1, sizeof *again);
	enum nation nation = kiosk->hub.nation;

	kiosk->packs.count -= kiosk->packs.count > 0;
	if (!again || !load(kiosk, &kiosk->packs, again, NULL))
		kiosk->packs_in = 0;
	free(again);
	kiosk->hub.nation = nation;
	if (kiosk->packs_in == 0)
		builtin_hub(nation, &kiosk->hub);
	if (kiosk->rehearsal)
		kiosk->hub.released = 0;
}

/* S37: before families only what two people have signed; anywhere else it is shown
 * and called what it is. What is signed below an unsigned pack stays. */
static void look_for_signatures(struct kiosk *kiosk)
{
	struct findings *found = calloc(1, sizeof *found);
	struct pack_set set = kiosk->packs;
	enum severity severity = kiosk->live ? SEVERITY_ERROR : SEVERITY_WARNING;
	bool all = found != NULL;

	while (all && kiosk->packs_in > 0 && !sign_off_holds(&kiosk->hub, &kiosk->packs, severity, found)) {
		kiosk->health.preview = !kiosk->live && kiosk->packs_in > 1;
		if (!kiosk->live)
			break;
		kiosk->health.unsigned_packs = true;
		load_less(kiosk);
	}
	if (kiosk->health.preview)
		findings_add(&kiosk->findings, SEVERITY_WARNING, "S37", (struct spot){set.folder[set.count - 1], 0, ""},
			     "this is a preview: these packs are not signed off as they stand, so no screen shows them to families");
	else if (kiosk->live && found && found->count > 0)
		findings_add(&kiosk->findings, SEVERITY_ERROR, "S37", (struct spot){found->list[0].fault.file, 0, ""}, "%s",
			     found->list[0].fault.says);
	free(found);
}

/* The packs that the settings name, and those that they need. */
static bool load_settings(struct kiosk *kiosk, struct fault *fault)
{
	if (!load(kiosk, &kiosk->settings.packs, &kiosk->findings, fault))
		return false;
	complete_packs(kiosk);
	look_for_signatures(kiosk);
	return true;
}

bool stock_open(struct kiosk *kiosk, struct fault *fault)
{
	supply_open(kiosk);
	return supply_take(kiosk) || load_settings(kiosk, fault);
}

bool stock_holds(struct kiosk *kiosk)
{
	struct findings *found;

	if (!kiosk->supply.shown.set[0])
		return approve_hub(&kiosk->hub, &kiosk->packs, kiosk_wall(kiosk), &kiosk->findings);
	found = calloc(1, sizeof *found);
	bool good = found && approve_hub(&kiosk->hub, &kiosk->packs, kiosk_wall(kiosk), found);
	if (!good)
		supply_refuse(kiosk, found);
	free(found);
	return good;
}

/* From a set that does not hold to another hub altogether. Where nobody names packs the
 * nation stays that of the set (S35). */
static void leave_set(struct kiosk *kiosk)
{
	enum nation nation = kiosk->hub.nation;

	kiosk->supply.shown = (struct content){.release = 0};
	if (supply_take(kiosk))
		return;
	bool loaded = load_settings(kiosk, NULL);
	if (!loaded || kiosk->settings.packs.count == 0) {
		kiosk->packs_in = 0;
		builtin_hub(nation, &kiosk->hub);
	}
}

void stock_less(struct kiosk *kiosk)
{
	if (kiosk->supply.shown.set[0]) {
		leave_set(kiosk);
		return;
	}
	load_less(kiosk);
	look_for_signatures(kiosk);
}
