#include "core/sign_off.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "core/builtin.h"

#define RECORD "sign-off.json"

/* ---- reading ---- */

static bool read_person(json_t *value, struct person *person)
{
	const char *name = json_string_value(json_object_get(value, "name")), *role = json_string_value(json_object_get(value, "role"));
	return name && role && name_trim(person->name, name, strlen(name)) && name_trim(person->role, role, strlen(role));
}

static bool is_hex(const char *text, size_t length)
{
	return text && strlen(text) == length && strspn(text, "0123456789abcdef") == length;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct sign_item *)a)->name, ((const struct sign_item *)b)->name);
}

static bool read_items(json_t *object, struct sign_items *items)
{
	const char *name;
	json_t *value;

	items->count = 0;
	if (!json_is_object(object) || json_object_size(object) > SIGN_ITEMS_MAX)
		return false;
	json_object_foreach(object, name, value)
	{
		struct sign_item *item = &items->item[items->count];
		const char *mark = json_string_value(value);
		if (strlen(name) >= SIGN_NAME_MAX || !is_hex(mark, SIGN_MARK))
			return false;
		snprintf(item->name, sizeof item->name, "%s", name);
		snprintf(item->digest, sizeof item->digest, "%s", mark);
		items->count++;
	}
	qsort(items->item, (size_t)items->count, sizeof items->item[0], by_name);
	return true;
}

static bool read_record(json_t *root, struct sign_off *record, struct fault *fault)
{
	const char *day = json_string_value(json_object_get(root, "date")), *digest = json_string_value(json_object_get(root, "sha256"));

	if (!json_is_integer(json_object_get(root, "format")) || json_integer_value(json_object_get(root, "format")) != SIGN_OFF_FORMAT)
		return fault_set(fault, "its \"format\" is not %d; sign again with this program", SIGN_OFF_FORMAT);
	if (!day || !day_parse(day, &record->day) || !is_hex(digest, SIGN_DIGEST_SIZE - 1))
		return fault_set(fault, "\"date\" or \"sha256\" is missing or broken; sign again");
	if (!read_person(json_object_get(root, "lead"), &record->lead))
		return fault_set(fault, "the domestic abuse lead is not named with name and role; sign again");
	if (!read_person(json_object_get(root, "second"), &record->second))
		return fault_set(fault, "the second person is not named with name and role; sign again");
	if (person_same(&record->lead, &record->second))
		return fault_set(fault, "one person stands in it twice; two different people sign");
	if (!read_items(json_object_get(root, "items"), &record->items))
		return fault_set(fault, "\"items\" is missing or broken; sign again");
	memcpy(record->items.digest, digest, SIGN_DIGEST_SIZE);
	return true;
}

enum sign_state sign_off_read(const char *folder, struct sign_off *record, struct fault *fault)
{
	char path[FAULT_FILE_MAX];
	char *text = NULL;
	size_t length = 0;
	json_error_t error;

	if (!file_join(path, sizeof path, folder, RECORD)) {
		fault_set(fault, "the path of the folder is too long");
		return SIGN_BROKEN;
	}
	if (!file_is_plain(path))
		return SIGN_MISSING;
	if (!file_read(path, SIGN_OFF_FILE_MAX, &text, &length, fault))
		return SIGN_BROKEN;
	json_t *root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
	bool good = root ? read_record(root, record, fault) : fault_set(fault, "this is not JSON; sign again");
	if (!good)
		fault_at(fault, path, root ? 0 : error.line, "");
	json_decref(root);
	free(text);
	return good ? SIGN_READ : SIGN_BROKEN;
}

/* ---- writing ---- */

static json_t *json_person(const struct person *person)
{
	return json_pack("{s:s, s:s}", "name", person->name, "role", person->role);
}

static json_t *json_items(const struct sign_items *items)
{
	json_t *object = json_object();

	for (int i = 0; i < items->count; i++)
		json_object_set_new(object, items->item[i].name, json_stringn(items->item[i].digest, SIGN_MARK));
	return object;
}

bool sign_off_write(const char *folder, const struct sign_off *record, struct fault *fault)
{
	char path[FAULT_FILE_MAX], day[11];
	bool good = false;

	if (!file_join(path, sizeof path, folder, RECORD))
		return fault_set(fault, "the path of the folder is too long");
	day_print(record->day, day);
	json_t *root = json_pack("{s:i, s:s, s:o, s:o, s:s, s:o}", "format", SIGN_OFF_FORMAT, "date", day, "lead", json_person(&record->lead),
				 "second", json_person(&record->second), "sha256", record->items.digest, "items", json_items(&record->items));
	char *text = root ? json_dumps(root, JSON_INDENT(1)) : NULL;
	if (text)
		good = file_replace(path, text, strlen(text), fault);
	else
		fault_set(fault, "the record cannot be written: a name is not UTF-8, or no memory is left");
	free(text);
	json_decref(root);
	return good;
}

/* ---- comparing ---- */

static void add_change(struct sign_change *out, int max, int *count, struct sign_change change)
{
	if (*count < max)
		out[*count] = change;
	(*count)++;
}

int sign_changes(const struct sign_items *signed_items, const struct sign_items *now, struct sign_change *out, int max)
{
	int count = 0, a = 0, b = 0;

	while (a < signed_items->count || b < now->count) {
		const struct sign_item *was = a < signed_items->count ? &signed_items->item[a] : NULL;
		const struct sign_item *is = b < now->count ? &now->item[b] : NULL;
		int order = !was ? 1 : !is ? -1 : strcmp(was->name, is->name);
		if (order < 0)
			add_change(out, max, &count, (struct sign_change){SIGN_TAKEN_OUT, was->name});
		else if (order > 0)
			add_change(out, max, &count, (struct sign_change){SIGN_ADDED, is->name});
		else if (strncmp(was->digest, is->digest, SIGN_MARK) != 0)
			add_change(out, max, &count, (struct sign_change){SIGN_CHANGED, is->name});
		a += order <= 0;
		b += order >= 0;
	}
	return count;
}

enum { CHANGES_SAID = 4 };

static void say_changes(const struct sign_off *record, const struct sign_items *now, char says[FAULT_SAYS_MAX])
{
	static const char *const kinds[] = {" (new)", " (taken out)", ""};
	struct sign_change changes[CHANGES_SAID];
	int count = sign_changes(&record->items, now, changes, CHANGES_SAID), used;
	char day[11];

	day_print(record->day, day);
	used = snprintf(says, FAULT_SAYS_MAX, "changed after the sign-off of %s: ", day);
	for (int i = 0; i < count && i < CHANGES_SAID; i++)
		used += snprintf(says + used, (size_t)(FAULT_SAYS_MAX - used), "%s%s%s", i ? ", " : "", changes[i].name, kinds[changes[i].kind]);
	if (count > CHANGES_SAID)
		used += snprintf(says + used, (size_t)(FAULT_SAYS_MAX - used), " and %d more", count - CHANGES_SAID);
	if (count == 0)
		used += snprintf(says + used, (size_t)(FAULT_SAYS_MAX - used), "the record itself");
	snprintf(says + used, (size_t)(FAULT_SAYS_MAX - used), "; two people look at it and sign again with \"signpost-admin sign-off\"");
}

/* Why the hub is not signed as it stands; "" when it is. False when nobody knows. */
static bool compare(const struct hub *hub, const char *folder, char says[FAULT_SAYS_MAX])
{
	struct sign_off *record = calloc(1, sizeof *record);
	struct sign_items *items = calloc(1, sizeof *items);
	struct fault fault = {0};

	bool known = record && items && sign_items_of(hub, items);

	says[0] = '\0';
	if (!known) {
		snprintf(says, FAULT_SAYS_MAX, "the sign-off could not be compared; no memory is left");
	} else {
		enum sign_state state = sign_off_read(folder, record, &fault);
		if (state == SIGN_MISSING)
			snprintf(says, FAULT_SAYS_MAX,
				 "nobody has signed these safety items; the domestic abuse lead and a second person do so with "
				 "\"signpost-admin sign-off\", until then no screen shows them to families");
		else if (state == SIGN_BROKEN)
			snprintf(says, FAULT_SAYS_MAX, "%s", fault.says);
		else if (strcmp(record->items.digest, items->digest) != 0)
			say_changes(record, items, says);
	}
	free(items);
	free(record);
	return known;
}

static bool has_line(const struct hub *hub, const struct offer *line)
{
	for (int i = 0; i < hub->offer_count; i++) {
		const struct offer *offer = &hub->offers[i];
		const struct channel *phone = offer_channel(offer, CHANNEL_PHONE);
		if (offer->kind == OFFER_SUPPORT_LINE && phone && (offer->topics & line->topics) && (offer->nations & NATION_BIT(hub->nation)) &&
		    strcmp(phone->value, line->channels[0].value) == 0)
			return true;
	}
	return false;
}

/* An example is signed by nobody, but what stands on it can be called. So its 999 and
 * its nation's abuse line have the numbers that the program itself knows. */
static bool example_is_harmless(const struct hub *hub, const char *folder, enum severity severity, struct findings *findings)
{
	struct hub known;

	builtin_hub(hub->nation, &known);
	for (int i = 0; i < 2; i++) {
		const struct offer *line = &known.offers[i];
		if (has_line(hub, line))
			continue;
		findings_add(findings, severity, "S37", (struct spot){folder, 0, line->id},
			     "an example has the real help lines, and %s is not among them; put it back, or have the packs signed off as a real hub",
			     line->channels[0].value);
		return false;
	}
	return true;
}

bool sign_off_holds(const struct hub *hub, const struct pack_set *packs, enum severity severity, struct findings *findings)
{
	char says[FAULT_SAYS_MAX], path[FAULT_FILE_MAX];
	const char *folder = packs->count > 0 ? packs->folder[packs->count - 1] : "";

	if (hub->example)
		return example_is_harmless(hub, folder, severity, findings);
	bool known = compare(hub, folder, says);
	if (says[0] == '\0')
		return true;
	if (!file_join(path, sizeof path, folder, RECORD))
		snprintf(path, sizeof path, "%s", RECORD);
	findings_add(findings, severity, known ? "S37" : FINDING_MACHINE, (struct spot){path, 0, ""}, "%s", says);
	return false;
}
