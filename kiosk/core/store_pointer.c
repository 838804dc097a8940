#include "core/store_parts.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POINTER_FORMAT = 1 };

/* ---- values in, values out ---- */

bool store_pointer_is_bad(const struct store_pointer *pointer, const char *set)
{
	for (int i = 0; i < pointer->bad_count; i++)
		if (strcmp(pointer->bad[i], set) == 0)
			return true;
	return false;
}

struct store_pointer store_pointer_next(const struct store_pointer *now, const char *set, bool current_good, const bool whole[2])
{
	struct store_pointer next = *now;
	const char *sets[2] = {now->current, now->previous};
	/* A set that is still on trial is no way back while there is one that was good. */
	int first = current_good ? 0 : 1;

	next.broken = false;
	memcpy(next.current, set, TRUST_HEX_SIZE);
	next.previous[0] = '\0';
	for (int i = 0; i < 2 && !next.previous[0]; i++) {
		int at = i == 0 ? first : 1 - first;
		if (sets[at][0] && whole[at] && strcmp(sets[at], set) != 0 && !store_pointer_is_bad(now, sets[at]))
			memcpy(next.previous, sets[at], TRUST_HEX_SIZE);
	}
	return next;
}

struct store_pointer store_pointer_without(const struct store_pointer *now, const char *set)
{
	struct store_pointer next = *now;

	next.broken = false;
	if (!store_pointer_is_bad(now, set)) {
		if (next.bad_count == STORE_BAD_MAX)
			memmove(next.bad[0], next.bad[1], sizeof next.bad[0] * (size_t)(--next.bad_count));
		memcpy(next.bad[next.bad_count++], set, TRUST_HEX_SIZE);
	}
	if (strcmp(next.previous, set) == 0)
		next.previous[0] = '\0';
	if (strcmp(next.current, set) == 0) {
		memcpy(next.current, next.previous, TRUST_HEX_SIZE);
		next.previous[0] = '\0';
	}
	return next;
}

/* ---- the file ---- */

static bool take_sha(const json_t *value, char out[TRUST_HEX_SIZE])
{
	if (!json_is_string(value) || json_string_length(value) != strlen(json_string_value(value)) || !store_is_sha(json_string_value(value)))
		return false;
	memcpy(out, json_string_value(value), TRUST_HEX_SIZE);
	return true;
}

static bool take_sha_or_null(const json_t *value, char out[TRUST_HEX_SIZE])
{
	out[0] = '\0';
	return json_is_null(value) || take_sha(value, out);
}

static bool take_pointer(const json_t *root, struct store_pointer *out)
{
	const json_t *bad = json_object_get(root, "bad");

	if (!json_is_integer(json_object_get(root, "format")) || json_integer_value(json_object_get(root, "format")) != POINTER_FORMAT ||
	    !json_is_array(bad) || json_array_size(bad) > STORE_BAD_MAX)
		return false;
	out->bad_count = (int)json_array_size(bad);
	for (int i = 0; i < out->bad_count; i++)
		if (!take_sha(json_array_get(bad, (size_t)i), out->bad[i]))
			return false;
	return take_sha_or_null(json_object_get(root, "current"), out->current) && take_sha_or_null(json_object_get(root, "previous"), out->previous);
}

bool store_pointer_read(const struct store *store, struct store_pointer *out, struct trust_problem *problem)
{
	struct trust_bytes bytes = {NULL, 0};
	struct store_pointer read = {.broken = false};
	enum store_read state = store_read(store->folder, STORE_POINTER, STORE_POINTER_MAX, &bytes);

	if (state == STORE_UNREADABLE)
		return store_disk(problem, "cannot read which set is live", STORE_POINTER);
	json_t *root = state == STORE_READ ? json_loadb(bytes.bytes, bytes.length, JSON_REJECT_DUPLICATES, NULL) : NULL;
	if (state != STORE_ABSENT && !take_pointer(root, &read))
		read = (struct store_pointer){.broken = true};
	json_decref(root);
	free(bytes.bytes);
	*out = read;
	return true;
}

static int print_sha(char *out, size_t size, const char *name, const char *sha)
{
	return sha[0] ? snprintf(out, size, "\"%s\": \"%s\", ", name, sha) : snprintf(out, size, "\"%s\": null, ", name);
}

static bool write_pointer(struct store *store, const struct store_pointer *pointer, struct trust_problem *problem)
{
	char text[STORE_POINTER_MAX];
	int used = snprintf(text, sizeof text, "{\"format\": %d, ", POINTER_FORMAT);

	used += print_sha(text + used, sizeof text - (size_t)used, "current", pointer->current);
	used += print_sha(text + used, sizeof text - (size_t)used, "previous", pointer->previous);
	used += snprintf(text + used, sizeof text - (size_t)used, "\"bad\": [");
	for (int i = 0; i < pointer->bad_count; i++)
		used += snprintf(text + used, sizeof text - (size_t)used, "%s\"%s\"", i > 0 ? ", " : "", pointer->bad[i]);
	used += snprintf(text + used, sizeof text - (size_t)used, "]}\n");
	return store_write(store->folder, STORE_POINTER, text, (size_t)used, problem);
}

/* Is it whole, or can nobody tell? A card that fails for a moment must not cost the way back;
 * the kiosk looks again before it shows the set. */
static bool may_be_whole(const struct store *store, const char *set)
{
	struct trust_problem why = {FAILURE_NONE, {.says = ""}};

	return set[0] && (store_set_whole(store, set, &why) || why.failure == FAILURE_DISK);
}

bool store_activate(struct store *store, const char *set, bool current_good, struct trust_problem *problem)
{
	struct store_pointer now;

	if (!store_pointer_read(store, &now, problem))
		return false;
	if (store_pointer_is_bad(&now, set))
		return problem_set(problem, FAILURE_TRIAL, STORE_SAYS_BAD, set);
	if (!store_set_whole(store, set, problem))
		return false;
	/* An earlier run may have ended between the rename and the fsync of the folder. */
	if (strcmp(now.current, set) == 0)
		return store_sync(store->folder, STORE_POINTER, problem);
	const bool whole[2] = {may_be_whole(store, now.current), may_be_whole(store, now.previous)};
	struct store_pointer next = store_pointer_next(&now, set, current_good, whole);
	return write_pointer(store, &next, problem);
}

bool store_revert(struct store *store, const char *set, struct trust_problem *problem)
{
	struct store_pointer now;

	if (!store_is_sha(set))
		return problem_set(problem, FAILURE_FORMAT, "this is not the name of a set");
	if (!store_pointer_read(store, &now, problem))
		return false;
	if (store_pointer_is_bad(&now, set) && strcmp(now.current, set) != 0 && strcmp(now.previous, set) != 0)
		return store_sync(store->folder, STORE_POINTER, problem);
	struct store_pointer next = store_pointer_without(&now, set);
	return write_pointer(store, &next, problem);
}
