#include "core/channel.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/moment.h"
#include "core/form.h"
#include "core/pack.h"
#include "core/trust_canon.h"

_Static_assert((int)CHANNEL_PACKS_MAX == (int)PACK_LAYERS_MAX && (int)CHANNEL_FILE_MAX == (int)PACK_FILE_MAX, "what travels can be loaded");

#define SMALL_LETTERS "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

/* ---- names and versions ---- */

static bool part_ok(const char *part, size_t length)
{
	return length > 0 && length < CHANNEL_NAME_SIZE && strspn(part, SMALL_LETTERS DIGITS "._-") >= length && !strchr("._-", part[0]);
}

bool channel_name_ok(const char *name)
{
	return part_ok(name, strlen(name));
}

bool channel_path_ok(const char *path)
{
	static const char *const endings[] = {".json", ".png", ".jpg", ".svg", ".csv"};
	size_t length = strlen(path);
	int parts = 0;

	for (const char *part = path;; part++) {
		size_t size = strcspn(part, "/");
		if (++parts > CHANNEL_DEPTH_MAX || !part_ok(part, size))
			return false;
		part += size;
		if (!*part)
			break;
	}
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		size_t size = strlen(endings[i]);
		if (length > size && strcmp(path + length - size, endings[i]) == 0)
			return true;
	}
	return false;
}

static bool version_of(const char *text, long out[3])
{
	for (int i = 0; i < 3; i++) {
		size_t digits = strspn(text, DIGITS);
		if (digits == 0 || digits > 5 || text[digits] != (i < 2 ? '.' : '\0'))
			return false;
		out[i] = strtol(text, NULL, 10);
		text += digits + 1;
	}
	return true;
}

bool channel_version_below(const char *a, const char *b)
{
	long low[3], high[3];

	if (!version_of(a, low) || !version_of(b, high))
		return false;
	for (int i = 0; i < 3; i++)
		if (low[i] != high[i])
			return low[i] < high[i];
	return false;
}

/* ---- reading ---- */

static bool read_number(const json_t *value, int64_t max, int64_t *out)
{
	if (!json_is_integer(value) || json_integer_value(value) < 1 || json_integer_value(value) > max)
		return false;
	*out = json_integer_value(value);
	return true;
}

/* Only for texts that are to be printed into a field of the struct. */
static bool read_short(const json_t *value, char *out, size_t size)
{
	if (!json_is_string(value) || json_string_length(value) >= size)
		return false;
	memcpy(out, json_string_value(value), json_string_length(value) + 1);
	return true;
}

static bool keys_known(json_t *object, const char *const *known, size_t count, struct fault *fault)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		size_t i = 0;
		while (i < count && strcmp(key, known[i]) != 0)
			i++;
		if (i == count)
			return fault_set(fault, "the key \"%s\" is not one of a channel file; take it out", quote(key).text);
	}
	return true;
}

static bool read_packs(const json_t *list, struct channel_file *out, struct fault *fault)
{
	size_t count = json_array_size(list);

	if (count < 1 || count > CHANNEL_PACKS_MAX)
		return fault_set(fault, "\"packs\" has to be a list of 1 to %d names of packs", CHANNEL_PACKS_MAX);
	for (size_t i = 0; i < count; i++) {
		char *name = out->packs[i];
		if (!read_short(json_array_get(list, i), name, sizeof out->packs[i]) || !channel_name_ok(name))
			return fault_set(fault, "packs[%zu] is not the name of a pack: a-z, 0-9, \".\", \"_\" and \"-\", at most %d", i,
					 CHANNEL_NAME_SIZE - 1);
		for (size_t j = 0; j < i; j++)
			if (strcmp(name, out->packs[j]) == 0)
				return fault_set(fault, "the pack \"%s\" stands twice in \"packs\"; take one out", name);
	}
	out->pack_count = (int)count;
	return true;
}

static bool read_part(json_t *row, size_t index, struct channel_part *part, struct fault *fault)
{
	static const char *const known[] = {"path", "sha256", "length"};
	int64_t size;

	if (!json_is_object(row))
		return fault_set(fault, "files[%zu] has to be a block with path, sha256 and length", index);
	if (!keys_known(row, known, 3, fault))
		return false;
	if (!read_short(json_object_get(row, "path"), part->path, sizeof part->path) || !channel_path_ok(part->path))
		return fault_set(fault,
				 "files[%zu] has a path that no file of a set may have: up to %d parts of a-z, 0-9, \".\", \"_\", \"-\", "
				 "ending in .json, .png, .jpg, .svg or .csv",
				 index, CHANNEL_DEPTH_MAX);
	if (!read_short(json_object_get(row, "sha256"), part->sha256, sizeof part->sha256) ||
	    strspn(part->sha256, DIGITS "abcdef") != TRUST_HEX_SIZE - 1)
		return fault_set(fault, "\"%s\" has no sha256 of 64 small hexadecimal digits", part->path);
	if (!read_number(json_object_get(row, "length"), CHANNEL_FILE_MAX, &size))
		return fault_set(fault, "\"%s\" has a length that is not from 1 to %d bytes", part->path, CHANNEL_FILE_MAX);
	part->length = (uint32_t)size;
	return true;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct channel_part *)a)->path, ((const struct channel_part *)b)->path);
}

static bool read_files(const json_t *list, struct channel_file *out, struct fault *fault)
{
	size_t count = json_array_size(list);
	int64_t total = 0;

	if (count < 1 || count > CHANNEL_FILES_MAX)
		return fault_set(fault, "\"files\" has to be a list of 1 to %d files", CHANNEL_FILES_MAX);
	out->files = calloc(count, sizeof *out->files);
	if (!out->files)
		return fault_set(fault, "there is no memory left for a list of %zu files", count);
	for (size_t i = 0; i < count; i++) {
		if (!read_part(json_array_get(list, i), i, &out->files[i], fault))
			return false;
		total += out->files[i].length;
	}
	if (total > CHANNEL_SET_MAX)
		return fault_set(fault, "all files together have %lld bytes; at most %d are allowed", (long long)total, CHANNEL_SET_MAX);
	out->file_count = (int)count;
	qsort(out->files, count, sizeof *out->files, by_path);
	return true;
}

/* ---- what has to fit together ---- */

const struct channel_part *channel_find(const struct channel_file *channel, const char *path)
{
	struct channel_part key;

	if (strlen(path) >= sizeof key.path || !channel->files)
		return NULL;
	memcpy(key.path, path, strlen(path) + 1);
	return bsearch(&key, channel->files, (size_t)channel->file_count, sizeof key, by_path);
}

/* "packs/a.json" and "packs/a.json/b.json" cannot both be there. */
static bool below_a_file(const struct channel_file *channel, const char *path)
{
	char above[CHANNEL_PATH_SIZE];

	for (size_t at = strcspn(path, "/"); path[at]; at += 1 + strcspn(path + at + 1, "/")) {
		snprintf(above, sizeof above, "%.*s", (int)at, path);
		if (channel_find(channel, above))
			return true;
	}
	return false;
}

static bool in_a_pack(const struct channel_file *channel, const char *path)
{
	if (strncmp(path, "packs/", 6) != 0)
		return false;
	for (int i = 0; i < channel->pack_count; i++) {
		size_t length = strlen(channel->packs[i]);
		if (strncmp(path + 6, channel->packs[i], length) == 0 && path[6 + length] == '/')
			return true;
	}
	return false;
}

static bool fits_together(const struct channel_file *channel, struct fault *fault)
{
	for (int i = 0; i < channel->file_count; i++) {
		const char *path = channel->files[i].path;
		if (i > 0 && strcmp(path, channel->files[i - 1].path) == 0)
			return fault_set(fault, "\"%s\" stands twice in \"files\"; take one out", path);
		if (below_a_file(channel, path))
			return fault_set(fault, "\"%s\" lies below another file as if that were a folder; rename one", path);
		if (!in_a_pack(channel, path))
			return fault_set(fault, "\"%s\" is in none of the folders packs/<pack>/ of \"packs\"", path);
	}
	for (int i = 0; i < channel->pack_count; i++) {
		char path[CHANNEL_PATH_SIZE];
		snprintf(path, sizeof path, "packs/%s/pack.json", channel->packs[i]);
		if (!channel_find(channel, path))
			return fault_set(fault, "the pack \"%s\" has no file \"%s\" in \"files\"", channel->packs[i], path);
	}
	return true;
}

static bool made_ok(const char *made)
{
	moment when;

	return strlen(made) == CHANNEL_MADE_SIZE - 1 && moment_parse(made, &when);
}

static bool read_root(json_t *root, struct channel_file *out, struct fault *fault)
{
	static const char *const known[] = {"format", "release", "made", "min_app", "packs", "files"};

	if (!keys_known(root, known, sizeof known / sizeof known[0], fault))
		return false;
	if (!read_number(json_object_get(root, "release"), INT64_C(1) << 53, &out->release))
		return fault_set(fault, "\"release\" has to be a whole number from 1");
	if (!read_short(json_object_get(root, "made"), out->made, sizeof out->made) || !made_ok(out->made))
		return fault_set(fault, "\"made\" has to be a time such as \"2026-11-28T10:00:00Z\"");
	return read_packs(json_object_get(root, "packs"), out, fault) && read_files(json_object_get(root, "files"), out, fault) &&
	       fits_together(out, fault);
}

/* Before anything else is judged: what a later program wrote may differ in all of it. */
static bool for_this_program(json_t *root, const char *app_version, struct channel_file *out, struct trust_problem *problem)
{
	json_t *format = json_object_get(root, "format");
	long version[3];

	problem->failure = FAILURE_FORMAT;
	if (!json_is_integer(format) || json_integer_value(format) < CHANNEL_FORMAT)
		return fault_set(&problem->fault, "this is no channel file: its \"format\" is not %d", CHANNEL_FORMAT);
	if (json_integer_value(format) > CHANNEL_FORMAT) {
		problem->failure = FAILURE_TOO_NEW;
		return fault_set(&problem->fault, "its format %" JSON_INTEGER_FORMAT " is newer than this program knows; update the program",
				 json_integer_value(format));
	}
	if (!read_short(json_object_get(root, "min_app"), out->min_app, sizeof out->min_app) || !version_of(out->min_app, version))
		return fault_set(&problem->fault, "\"min_app\" has to be a version such as \"0.1.0\"");
	if (app_version && channel_version_below(app_version, out->min_app)) {
		problem->failure = FAILURE_TOO_NEW;
		return fault_set(&problem->fault, "it needs program %s or later, and this is %s; update the program", out->min_app, app_version);
	}
	return true;
}

bool channel_read(const char *text, size_t length, const char *app_version, struct channel_file *out, struct trust_problem *problem)
{
	struct channel_file draft = {0};
	struct trust_problem found = {.failure = FAILURE_FORMAT};
	json_error_t error;
	json_t *root = length <= CHANNEL_TEXT_MAX ? json_loadb(text, length, JSON_REJECT_DUPLICATES, &error) : NULL;
	bool good = false;

	if (length > CHANNEL_TEXT_MAX)
		fault_set(&found.fault, "a channel file has at most %d bytes, and this has %zu", CHANNEL_TEXT_MAX, length);
	else if (!json_is_object(root))
		fault_set(&found.fault, "this is no channel file: %s", root ? "it is no block in { }" : quote(error.text).text);
	else
		good = for_this_program(root, app_version, &draft, &found) && read_root(root, &draft, &found.fault);
	json_decref(root);
	if (good) {
		*out = draft;
		return true;
	}
	channel_free(&draft);
	if (problem)
		*problem = found;
	return false;
}

void channel_free(struct channel_file *channel)
{
	free(channel->files);
	channel->files = NULL;
	channel->file_count = 0;
}

/* ---- writing ---- */

static json_t *json_files(const struct channel_file *channel)
{
	json_t *list = json_array();
	struct channel_part *sorted = calloc((size_t)channel->file_count + 1, sizeof *sorted);

	for (int i = 0; sorted && i < channel->file_count; i++)
		sorted[i] = channel->files[i];
	if (sorted)
		qsort(sorted, (size_t)channel->file_count, sizeof *sorted, by_path);
	for (int i = 0; sorted && i < channel->file_count; i++)
		json_array_append_new(
		    list, json_pack("{s:s, s:s, s:I}", "path", sorted[i].path, "sha256", sorted[i].sha256, "length", (json_int_t)sorted[i].length));
	free(sorted);
	return list;
}

static json_t *json_channel(const struct channel_file *channel)
{
	json_t *packs = json_array();

	for (int i = 0; i < channel->pack_count; i++)
		json_array_append_new(packs, json_string(channel->packs[i]));
	return json_pack("{s:i, s:I, s:s, s:s, s:o, s:o}", "format", CHANNEL_FORMAT, "release", (json_int_t)channel->release, "made", channel->made,
			 "min_app", channel->min_app, "packs", packs, "files", json_files(channel));
}

/* What is written is read: so nothing is published that a screen refuses. */
static bool readable(const char *text, size_t length, struct fault *fault)
{
	struct channel_file again;
	struct trust_problem problem;

	if (channel_read(text, length, NULL, &again, &problem)) {
		channel_free(&again);
		return true;
	}
	if (fault)
		*fault = problem.fault;
	return false;
}

bool channel_write(const struct channel_file *channel, char **out, size_t *length, struct fault *fault)
{
	char *text = NULL, *line;
	size_t size;
	json_t *root = json_channel(channel);

	if (!root)
		return fault_set(fault, "the channel file cannot be written: a name is not UTF-8, or no memory is left");
	bool good = trust_canon(root, &text, &size, fault) && readable(text, size, fault);
	json_decref(root);
	line = good ? realloc(text, size + 2) : NULL;
	if (!line) {
		free(text);
		return good ? fault_set(fault, "there is no memory left for the channel file") : false;
	}
	memcpy(line + size, "\n", 2);
	*out = line;
	*length = size + 1;
	return true;
}
