#include "core/content.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

/* ---- names of sets ---- */

bool content_name_ok(const char *name)
{
	return strlen(name) == TRUST_HEX_SIZE - 1 && strspn(name, "0123456789abcdef") == TRUST_HEX_SIZE - 1;
}

bool content_named(const struct content_names *names, const char *set)
{
	for (int i = 0; i < names->count; i++)
		if (strcmp(names->set[i], set) == 0)
			return true;
	return false;
}

static void add_name(struct content_names *names, const char *set)
{
	if (content_named(names, set))
		return;
	if (names->count == CONTENT_NAMES_MAX) {
		names->count--;
		memmove(names->set[0], names->set[1], sizeof names->set[0] * (size_t)names->count);
	}
	snprintf(names->set[names->count++], TRUST_HEX_SIZE, "%s", set);
}

/* ---- reading, leniently ---- */

/* The object in the file, or NULL: as if it were absent. */
static json_t *read_object(const char *path)
{
	char *text = NULL;
	size_t length = 0;

	if (!file_read(path, CONTENT_FILE_MAX, &text, &length, NULL))
		return NULL;
	json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
	free(text);
	if (json_integer_value(json_object_get(root, "format")) == CONTENT_FORMAT)
		return root;
	json_decref(root);
	return NULL;
}

static void read_name(const json_t *value, char out[TRUST_HEX_SIZE])
{
	const char *name = json_string_value(value);

	if (name && content_name_ok(name))
		snprintf(out, TRUST_HEX_SIZE, "%s", name);
}

static void read_list(const json_t *list, struct content_names *out)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		char name[TRUST_HEX_SIZE] = "";
		read_name(json_array_get(list, i), name);
		if (name[0])
			add_name(out, name);
	}
}

void content_active_read(const char *store, struct content_active *out)
{
	char path[FAULT_FILE_MAX];
	json_t *root = file_join(path, sizeof path, store, "active.json") ? read_object(path) : NULL;

	memset(out, 0, sizeof *out);
	read_name(json_object_get(root, "current"), out->current);
	read_name(json_object_get(root, "previous"), out->previous);
	read_list(json_object_get(root, "bad"), &out->bad);
	json_decref(root);
}

void content_state_read(const char *path, struct content_state *out)
{
	json_t *root = read_object(path);
	json_int_t starts = json_integer_value(json_object_get(root, "starts"));

	memset(out, 0, sizeof *out);
	read_name(json_object_get(root, "set"), out->set);
	if (out->set[0]) {
		out->starts = starts < 0 ? 0 : starts > CONTENT_STARTS_MAX ? CONTENT_STARTS_MAX : (int)starts;
		out->good = json_is_true(json_object_get(root, "good"));
	}
	read_list(json_object_get(root, "failed"), &out->failed);
	read_list(json_object_get(root, "good_sets"), &out->good_sets);
	/* One of the two may be lost, or be from before there were both. */
	if (out->good)
		add_name(&out->good_sets, out->set);
	out->good = out->set[0] && content_named(&out->good_sets, out->set);
	json_decref(root);
}

static json_t *list_of(const struct content_names *names)
{
	json_t *list = json_array();

	for (int i = 0; i < names->count; i++)
		json_array_append_new(list, json_string(names->set[i]));
	return list;
}

bool content_save(const char *path, const struct content_state *state, struct fault *fault)
{
	json_t *root = json_pack("{s:i, s:s?, s:i, s:b, s:o, s:o}", "format", CONTENT_FORMAT, "set", state->set[0] ? state->set : NULL, "starts",
				 state->starts, "good", state->good, "failed", list_of(&state->failed), "good_sets", list_of(&state->good_sets));
	char *text = root ? json_dumps(root, JSON_INDENT(1)) : NULL;
	bool good = text ? file_replace(path, text, strlen(text), fault) : fault_set(fault, "no memory is left to write this file");

	free(text);
	json_decref(root);
	return good;
}

/* ---- which set ---- */

static bool folders_of(const char *store, const char *set, const struct channel_file *channel, struct content *out)
{
	for (int i = 0; i < channel->pack_count; i++) {
		char name[FAULT_FILE_MAX];
		snprintf(name, sizeof name, "sets/%s/packs/%s", set, channel->packs[i]);
		if (!file_join(out->packs.folder[i], FAULT_FILE_MAX, store, name))
			return false;
	}
	out->packs.count = channel->pack_count;
	return true;
}

static bool take(const char *store, const char *set, const char *app_version, struct content *out, struct fault *why)
{
	struct content draft = {.release = 0};
	struct channel_file channel;
	struct trust_problem problem;

	if (!content_whole(store, set, app_version, &channel, &problem)) {
		*why = problem.fault;
		return false;
	}
	snprintf(draft.set, sizeof draft.set, "%s", set);
	snprintf(draft.made, sizeof draft.made, "%s", channel.made);
	draft.release = channel.release;
	bool good = folders_of(store, set, &channel, &draft);
	channel_free(&channel);
	if (!good)
		return fault_set(why, "the path of the store is too long; give it a shorter one");
	*out = draft;
	return true;
}

static bool may_be_tried(const char *set, const struct content_active *active, const struct content_state *own, struct fault *why)
{
	if (content_named(&own->failed, set))
		return fault_set(why, "the set %.12s could not be shown here before; publish corrected content", set);
	if (content_named(&active->bad, set))
		return fault_set(why, "the set %.12s was found to be bad before; publish corrected content", set);
	return true;
}

bool content_pick(const char *store, const struct content_state *own, const char *app_version, struct content *out, struct fault *why)
{
	struct content_active active;
	struct fault first = {.says = ""}, later;

	content_active_read(store, &active);
	if (!active.current[0])
		fault_set(&first, "no content is active here; look whether signpost-sync runs");
	const char *const sets[] = {active.current, active.previous};
	for (int i = 0; i < 2; i++) {
		struct fault *told = first.says[0] ? &later : &first;
		if (!sets[i][0] || !may_be_tried(sets[i], &active, own, told) || !take(store, sets[i], app_version, out, told))
			continue;
		*why = first;
		return true;
	}
	*why = first;
	return false;
}

/* ---- what became of it ---- */

struct content_state content_at_start(struct content_state state)
{
	return state.set[0] && !state.good && state.starts >= CONTENT_TRIALS ? content_failed(state, state.set) : state;
}

struct content_state content_started(struct content_state state, const char *set)
{
	if (strcmp(state.set, set) != 0) {
		snprintf(state.set, sizeof state.set, "%s", set);
		state.starts = 0;
		state.good = content_named(&state.good_sets, set);
	}
	if (!state.good && state.starts < CONTENT_STARTS_MAX)
		state.starts++;
	return state;
}

struct content_state content_ended(struct content_state state, const char *set)
{
	if (strcmp(state.set, set) == 0 && !state.good && state.starts > 0)
		state.starts--;
	return state;
}

struct content_state content_good(struct content_state state, const char *set)
{
	if (set[0] && strcmp(state.set, set) == 0) {
		state.good = true;
		state.starts = 0;
		add_name(&state.good_sets, set);
	}
	return state;
}

struct content_state content_failed(struct content_state state, const char *set)
{
	char name[TRUST_HEX_SIZE];

	snprintf(name, sizeof name, "%s", set); /* it may be the state's own */
	add_name(&state.failed, name);
	if (strcmp(state.set, name) == 0) {
		state.set[0] = '\0';
		state.starts = 0;
		state.good = false;
	}
	return state;
}
