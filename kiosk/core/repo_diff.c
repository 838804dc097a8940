#include "core/repo_diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/repo_diff_parts.h"
#include "core/trust_key.h"

void repo_view_free(struct repo_view *view)
{
	json_decref(view->paths);
	json_decref(view->files);
	*view = (struct repo_view){NULL, NULL};
}

void diff_add(struct diff *diff, bool safety, const char *says)
{
	json_t *list = safety ? diff->safety : diff->other;

	if (json_array_size(diff->safety) + json_array_size(diff->other) >= REPO_DIFF_MAX) {
		if (diff->good)
			diff->good = fault_set(diff->fault, "more than %d changes at once; publish in smaller steps", REPO_DIFF_MAX);
		return;
	}
	json_array_append_new(list, json_pack("{s:b, s:s, s:s*}", "safety", safety, "says", says, "group", diff->group));
}

/* The JSON of a path in a view, NULL where there is none; each file is parsed once. */
static json_t *file_of(struct diff *diff, const struct repo_view *view, const char *path)
{
	const char *hash = json_string_value(json_object_get(view->paths, path));
	const char *text = hash ? json_string_value(json_object_get(view->files, hash)) : NULL;
	json_t *parsed = hash ? json_object_get(diff->parsed, hash) : NULL;
	char is[TRUST_HEX_SIZE];

	if (!text || parsed)
		return parsed;
	trust_sha256(text, strlen(text), is);
	parsed = strcmp(is, hash) == 0 ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
	if (!parsed && diff->good) {
		diff->good = fault_set(diff->fault, "the text that came with it is not the one that is signed; do not sign, and ask for it again");
		fault_at(diff->fault, path, 0, NULL);
	}
	if (parsed)
		json_object_set_new(diff->parsed, hash, parsed);
	return parsed;
}

static bool ends(const char *path, const char *end)
{
	size_t length = strlen(path), size = strlen(end);
	return length >= size && strcmp(path + length - size, end) == 0;
}

static void diff_sign_off(struct diff *diff, const json_t *new)
{
	char says[REPO_SAYS_MAX];
	const char *lead = json_string_value(json_object_get(json_object_get(new, "lead"), "name"));
	const char *second = json_string_value(json_object_get(json_object_get(new, "second"), "name"));
	const char *date = json_string_value(json_object_get(new, "date"));

	snprintf(says, sizeof says, "%s: the sign-off of the safety items, by %s and %s on %s", diff->pack, lead ? lead : "?", second ? second : "?",
		 date ? date : "?");
	diff_add(diff, true, says);
}

static void diff_marks(struct diff *diff, const json_t *old, const json_t *new)
{
	char says[REPO_SAYS_MAX];
	const json_t *was = json_object_get(old, "marks"), *is = json_object_get(new, "marks");
	int count = 0;
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)is, key, value) count += !json_equal(json_object_get(was, key), value);
	json_object_foreach((json_t *)was, key, value) count += !json_object_get(is, key);
	snprintf(says, sizeof says, "%s: %d marks of who translated and checked (%s)", diff->pack, count, diff->rest);
	diff_add(diff, true, says);
}

/* Both texts must be here to be compared. To take one that is not here for one that does
 * not exist would be a lie to the person who signs. */
static bool is_readable(struct diff *diff, const char *path, const json_t *old, const json_t *new)
{
	bool was = json_object_get(diff->old->paths, path) && !old, is = json_object_get(diff->new->paths, path) && !new;
	char says[REPO_SAYS_MAX];

	if (!was && !is)
		return true;
	snprintf(says, sizeof says, "%s: %s: %s", diff->pack, diff->rest,
		 is ? "changed or new, and ITS TEXT IS NOT HERE TO READ: do not sign, and ask for the file again"
		    : "changed or taken out, and what it was before is not here to compare");
	diff_add(diff, true, says);
	return false;
}

enum { GROUP_SIZE = 160 };

/* With a pack that was not there before all its texts and marks are new, language by
 * language; this is what they are counted as. NULL for anything else. */
static const char *group_of(const struct diff *diff, char out[GROUP_SIZE])
{
	char path[sizeof diff->pack + 64];
	bool text = strncmp(diff->rest, "text/", 5) == 0;

	snprintf(path, sizeof path, "packs/%s/pack.json", diff->pack);
	if (json_object_get(diff->old->paths, path) || !(text || strncmp(diff->rest, "review/", 7) == 0))
		return NULL;
	snprintf(out, GROUP_SIZE, "%s: new, %s", diff->pack, text ? "languages" : "lists of who translated and checked");
	return out;
}

/* A JSON file that both views have, or one of them, and that is not the same. */
static void diff_json(struct diff *diff, const char *path)
{
	json_t *old = file_of(diff, diff->old, path), *new = file_of(diff, diff->new, path);
	char says[REPO_SAYS_MAX], group[GROUP_SIZE];

	if (!diff->good || !is_readable(diff, path, old, new))
		return;
	diff->group = group_of(diff, group);
	if (strcmp(diff->rest, "pack.json") == 0) {
		diff_pack(diff, old, new);
	} else if (strncmp(diff->rest, "text/", 5) == 0) {
		diff_text(diff, old, new);
	} else if (strncmp(diff->rest, "review/", 7) == 0 && old && new) {
		diff_marks(diff, old, new);
	} else if (strcmp(diff->rest, "sign-off.json") == 0 && new) {
		diff_sign_off(diff, new);
	} else {
		snprintf(says, sizeof says, "%s: %s: %s", diff->pack, diff->rest, !old ? "new" : !new ? "taken out" : "changed");
		diff_add(diff, true, says);
	}
	diff->group = NULL;
}

static void diff_file(struct diff *diff, const char *path)
{
	bool was = json_object_get(diff->old->paths, path), is = json_object_get(diff->new->paths, path);
	char says[REPO_SAYS_MAX];

	if (ends(path, ".json")) {
		diff_json(diff, path);
		return;
	}
	snprintf(says, sizeof says, "%s: %s: %s", diff->pack, diff->rest, !was ? "new" : !is ? "taken out" : "changed");
	diff_add(diff, false, says);
}

/* ---- channels ---- */

static int place_in(const json_t *packs, const json_t *pack)
{
	for (size_t i = 0; i < json_array_size(packs); i++)
		if (json_equal(json_array_get(packs, i), pack))
			return (int)i;
	return -1;
}

/* "hampshire, groups": the packs of one list that the other has not. */
static void packs_only_in(const json_t *packs, const json_t *other, char *out, size_t size)
{
	size_t used = 0, i;
	json_t *pack;

	out[0] = 0;
	json_array_foreach(packs, i, pack) if (json_is_string(pack) && place_in(other, pack) < 0 && used < size) used +=
	    (size_t)snprintf(out + used, size - used, "%s%s", used ? ", " : "", json_string_value(pack));
}

/* Which hub a screen shows is the most that can change on it. */
static void diff_channel(struct diff *diff, const char *path)
{
	const json_t *old = file_of(diff, diff->old, path), *new = file_of(diff, diff->new, path);
	const json_t *was = json_object_get(old, "packs"), *is = json_object_get(new, "packs");
	char gone[REPO_SAYS_MAX / 2 - 100], come[REPO_SAYS_MAX / 2 - 100], says[REPO_SAYS_MAX];

	snprintf(diff->pack, sizeof diff->pack, "channel %.*s", (int)(strlen(path) - strlen("channels/.json")), path + strlen("channels/"));
	diff->rest = path;
	if (!diff->good || !is_readable(diff, path, old, new) || json_equal(was, is))
		return;
	packs_only_in(was, is, gone, sizeof gone);
	packs_only_in(is, was, come, sizeof come);
	if (!new)
		snprintf(says, sizeof says, "%s: taken out; it showed %s", diff->pack, gone);
	else if (!old)
		snprintf(says, sizeof says, "%s: new; it shows %s", diff->pack, come);
	else if (gone[0] && come[0])
		snprintf(says, sizeof says, "%s: shows %s instead of %s", diff->pack, come, gone);
	else if (gone[0] || come[0])
		snprintf(says, sizeof says, "%s: shows %s%s", diff->pack, come[0] ? come : gone, come[0] ? " as well" : " no longer");
	else
		snprintf(says, sizeof says, "%s: the order of its packs", diff->pack);
	diff_add(diff, true, says);
}

/* Sets pack and rest of "packs/<pack>/<rest>", and both packs' own files for labels. */
static bool enter(struct diff *diff, const char *path)
{
	const char *id = path + strlen("packs/"), *slash;
	char other[sizeof diff->pack + 64];

	if (strncmp(path, "packs/", 6) != 0 || !(slash = strchr(id, '/')) || (size_t)(slash - id) >= sizeof diff->pack)
		return false;
	snprintf(diff->pack, sizeof diff->pack, "%.*s", (int)(slash - id), id);
	diff->rest = slash + 1;
	snprintf(other, sizeof other, "packs/%s/pack.json", diff->pack);
	diff->old_pack = file_of(diff, diff->old, other);
	diff->new_pack = file_of(diff, diff->new, other);
	snprintf(other, sizeof other, "packs/%s/text/en.json", diff->pack);
	diff->english = file_of(diff, diff->new, other);
	if (!diff->english)
		diff->english = file_of(diff, diff->old, other);
	return true;
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* All paths of both, sorted; the caller frees the list. */
static const char **paths_of(const struct repo_view *old, const struct repo_view *new, size_t *count)
{
	const char **list = malloc(sizeof *list * (json_object_size(old->paths) + json_object_size(new->paths) + 1));
	const char *path;
	json_t *hash;

	*count = 0;
	if (!list)
		return NULL;
	json_object_foreach(old->paths, path, hash) list[(*count)++] = path;
	json_object_foreach(new->paths, path, hash) if (!json_object_get(old->paths, path)) list[(*count)++] = path;
	qsort(list, *count, sizeof *list, by_bytes);
	return list;
}

json_t *repo_diff(const struct repo_view *old, const struct repo_view *new, struct fault *fault)
{
	struct diff diff = {
	    .old = old, .new = new, .fault = fault, .good = true, .safety = json_array(), .other = json_array(), .parsed = json_object()};
	size_t count;
	const char **paths = paths_of(old, new, &count);

	for (size_t i = 0; paths && diff.good && i < count; i++) {
		const json_t *was = json_object_get(old->paths, paths[i]), *is = json_object_get(new->paths, paths[i]);
		if (was && is && json_equal(was, is))
			continue;
		if (strncmp(paths[i], "channels/", 9) == 0 && ends(paths[i], ".json"))
			diff_channel(&diff, paths[i]);
		else if (enter(&diff, paths[i]))
			diff_file(&diff, paths[i]);
	}
	if (!paths)
		diff.good = fault_set(fault, "there is no memory left");
	free(paths);
	json_decref(diff.parsed);
	json_array_extend(diff.safety, diff.other);
	json_decref(diff.other);
	if (diff.good)
		return diff.safety;
	json_decref(diff.safety);
	return NULL;
}
