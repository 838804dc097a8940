#include "core/read.h"

#include <stdio.h>
#include <string.h>

#include "core/read_parts.h"

/* ---- items ---- */

void read_enter_item(struct reading *reading, json_t *object, const char *list, int index, struct item_name *name)
{
	const char *id = json_string_value(json_object_get(object, "id"));
	if (id && id_is_good(id))
		snprintf(name->text, sizeof name->text, "%s", id);
	else
		snprintf(name->text, sizeof name->text, "%s[%d]", list, index);
	form_enter(reading, NULL, index);
	reading->item = name->text;
	reading->item_depth = reading->path.depth;
}

void read_leave_item(struct reading *reading)
{
	reading->item = "";
	reading->item_depth = 0;
	form_leave(reading);
}

/* ---- pack.json ---- */

static void read_format(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	(void)field;
	if (!json_is_integer(value))
		form_error(reading, "format", "has to be %d, not %s", PACK_FORMAT, form_kind(value));
	else if (json_integer_value(value) > PACK_FORMAT)
		form_error(reading, "format", "is %" JSON_INTEGER_FORMAT ", newer than this program knows; update the program",
			   json_integer_value(value));
	else if (json_integer_value(value) < PACK_FORMAT_FIRST)
		form_error(reading, "format", "is %" JSON_INTEGER_FORMAT "; it has to be from %d to %d", json_integer_value(value), PACK_FORMAT_FIRST,
			   PACK_FORMAT);
	else
		pack->format = (int)json_integer_value(value);
}

static void read_nation(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	int nation = form_name(reading, value, field->names);
	if (nation < 0)
		return;
	pack->has_nation = true;
	pack->nation = (enum nation)nation;
}

static void read_needs(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	int count = form_list(reading, value, PACK_LAYERS_MAX);

	for (int i = 0; i < count; i++) {
		const char *need = NULL;
		form_enter(reading, NULL, i);
		field_id(reading, json_array_get(value, (size_t)i), field, &need);
		for (int j = 0; need && j < pack->need_count; j++)
			if (strcmp(need, pack->needs[j]) == 0) {
				form_error(reading, "format", "\"%s\" stands twice; take one out", need);
				need = NULL;
			}
		if (need)
			pack->needs[pack->need_count++] = need;
		form_leave(reading);
	}
}

static void read_wanted(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	int count = form_list(reading, value, PACK_LANGUAGES_MAX);
	(void)field;

	for (int i = 0; i < count; i++) {
		form_enter(reading, NULL, i);
		const char *code = form_string(reading, json_array_get(value, (size_t)i), FORM_LONG_MAX);
		bool good = code && code_is_good(code);
		if (code && !good)
			form_error(reading, "format", "\"%s\" is not a language code; write one such as \"en\" or \"ur\"", quote(code).text);
		for (int j = 0; good && j < pack->wanted_count; j++)
			if (strcmp(code, pack->wanted[j]) == 0) {
				form_error(reading, "format", "\"%s\" stands twice; take one out", code);
				good = false;
			}
		if (good && i == 0 && strcmp(code, "en") != 0)
			form_error(reading, "format", "the first language is English; put \"en\" first");
		if (good)
			snprintf(pack->wanted[pack->wanted_count++], sizeof pack->wanted[0], "%.11s", code);
		form_leave(reading);
	}
}

static const struct field hub_fields[] = {
    {"phone", field_phone, FORM_MEMBER(struct pack, phone)},
    {"page", field_https, FORM_MEMBER(struct pack, page)},
    {"languages", read_wanted, .offset = 0},
    {"example", field_flag, FORM_MEMBER(struct pack, example)},
    {"self_check", field_flag, FORM_MEMBER(struct pack, self_check)},
};
const struct form hub_form = FORM_OF("the hub", hub_fields);

static void read_hub(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	(void)field;
	pack->has_hub = true;
	form_read(reading, value, &hub_form, pack);
}

/* Exact and in lower case: no port, no path, no wildcard (S28). */
static bool host_is_good(const char *host)
{
	size_t length = strlen(host);
	bool dot = false;
	for (size_t i = 0; i < length; i++) {
		char c = host[i];
		if (c == '.' && i > 0 && i < length - 1 && host[i - 1] != '.')
			dot = true;
		else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0)))
			return false;
	}
	return dot && length <= 100;
}

static void read_hosts(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	int count = form_list(reading, value, PACK_HOSTS_MAX);
	(void)field;

	if (count <= 0 || !(pack->hosts = form_take(reading, (size_t)count, sizeof *pack->hosts)))
		return;
	for (int i = 0; i < count; i++) {
		form_enter(reading, NULL, i);
		const char *host = form_string(reading, json_array_get(value, (size_t)i), FORM_LONG_MAX);
		if (host && !host_is_good(host))
			form_error(reading, "S28", "\"%s\" is not a host; write it as \"www.example.org\", small letters, no https://",
				   quote(host).text);
		else if (host)
			pack->hosts[pack->host_count++] = form_copy(reading, host, strlen(host));
		form_leave(reading);
	}
}

static void read_hide(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	int count = form_list(reading, value, PACK_OFFERS_MAX + PACK_MESSAGES_MAX);

	if (count <= 0 || !(pack->hidden = form_take(reading, (size_t)count, sizeof *pack->hidden)))
		return;
	for (int i = 0; i < count; i++) {
		const char *id = NULL;
		form_enter(reading, NULL, i);
		field_id(reading, json_array_get(value, (size_t)i), field, &id);
		for (int j = 0; id && j < pack->hidden_count; j++)
			if (strcmp(id, pack->hidden[j].id) == 0) {
				form_error(reading, "format", "\"%s\" stands twice; take one out", id);
				id = NULL;
			}
		if (id)
			pack->hidden[pack->hidden_count++] = (struct hidden){id, form_line(reading)};
		form_leave(reading);
	}
}

static const struct field pack_fields[] = {
    {"format", read_format, .needed = true},
    {"id", field_id, FORM_MEMBER(struct pack, id), .needed = true},
    {"layer", field_name, FORM_MEMBER(struct pack, layer), .needed = true, .names = NAMES_LAYER},
    {"owner", field_text, FORM_MEMBER(struct pack, owner), .needed = true, .max = FORM_LONG_MAX},
    {"updated", field_day, FORM_MEMBER(struct pack, updated), .needed = true},
    {"needs", read_needs, .offset = 0},
    {"nation", read_nation, .names = NAMES_NATION},
    {"hub", read_hub, .offset = 0},
    {"hosts", read_hosts, .offset = 0},
    {"offers", read_offers, .offset = 0},
    {"messages", read_messages, .offset = 0},
    {"questions", read_questions, .offset = 0},
    {"hide", read_hide, .offset = 0},
};
const struct form pack_form = FORM_OF("a pack", pack_fields);

/* An error about a key of pack.json as a whole. */
static void refuse_key(struct reading *reading, const char *key, const char *rule, const char *says)
{
	form_enter(reading, key, 0);
	form_error(reading, rule, "%s", says);
	form_leave(reading);
}

static void check_pack(struct reading *reading, json_t *root, const struct pack *pack)
{
	const char *layer = json_string_value(json_object_get(root, "layer"));
	if (!layer || layer_value(layer) < 0)
		return;
	if (pack->has_hub && pack->layer < LAYER_COUNCIL)
		refuse_key(reading, "hub", "format", "only a council or hub pack says this; take it out");
	if (json_object_get(root, "questions") && pack->layer != LAYER_NATION)
		refuse_key(reading, "questions", "S14", "only the nation pack asks questions; take them out");
	if (pack->layer == LAYER_NATION && pack->hidden_count > 0)
		refuse_key(reading, "hide", "format", "the nation pack comes first and has nothing to hide; take it out");
	for (int i = 0; i < pack->need_count; i++)
		if (strcmp(pack->needs[i], pack->id) == 0)
			refuse_key(reading, "needs", "format", "a pack cannot need itself; take its own id out");
}

struct own_item {
	const char *id;
	int line;
};

/* The items of a pack one after another, or an id "" after the last. */
static struct own_item item_at(const struct pack *pack, int index)
{
	if (index < pack->offer_count)
		return (struct own_item){pack->offers[index].offer.id, pack->offers[index].offer.line};
	index -= pack->offer_count;
	if (index < pack->message_count)
		return (struct own_item){pack->messages[index].id, pack->messages[index].line};
	index -= pack->message_count;
	return (struct own_item){pack->questions[index].id, pack->questions[index].line};
}

static void check_id(struct reading *reading, const struct pack *pack, int index)
{
	static const char *const reserved[] = {"hub", "venue", "language", "ui"};
	struct own_item item = item_at(pack, index);
	struct spot spot = {reading->file, item.line, item.id};

	for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
		if (strcmp(item.id, reserved[i]) == 0)
			findings_add(reading->findings, SEVERITY_ERROR, "format", spot, "this id is kept for the program; choose another");
	for (int i = 0; i < index && item.id[0]; i++)
		if (strcmp(item.id, item_at(pack, i).id) == 0) {
			findings_add(reading->findings, SEVERITY_ERROR, "format", spot, "another item of this pack has this id; choose another");
			return;
		}
}

/* Ids are one space: text keys begin with them. */
static void check_ids(struct reading *reading, const struct pack *pack)
{
	for (int i = 0; i < pack->offer_count + pack->message_count + pack->question_count; i++)
		check_id(reading, pack, i);
}

static void pack_defaults(struct pack *pack)
{
	*pack = (struct pack){.format = PACK_FORMAT_FIRST, .id = "", .owner = "", .phone = "", .page = "", .self_check = true};
}

/* A format that the program does not know is the one finding worth having. */
static bool knows_format(struct reading *reading, json_t *root)
{
	json_t *format = json_object_get(root, "format");
	struct pack unused;
	if (!json_is_integer(format) || (json_integer_value(format) >= PACK_FORMAT_FIRST && json_integer_value(format) <= PACK_FORMAT))
		return true;
	form_enter(reading, "format", 0);
	read_format(reading, format, NULL, &unused);
	form_leave(reading);
	return false;
}

bool pack_read(const char *folder, struct arena *arena, struct pack *pack, struct findings *findings)
{
	struct reading reading = {.arena = arena, .findings = findings};
	struct json_file file;
	struct pack draft;
	int before = findings->errors;

	pack_defaults(&draft);
	if (!read_open(&reading, &file, folder, "pack.json"))
		return false;
	bool known = knows_format(&reading, file.root);
	if (known) {
		draft.folder = form_copy(&reading, folder, strlen(folder));
		form_read(&reading, file.root, &pack_form, &draft);
		check_pack(&reading, file.root, &draft);
		check_ids(&reading, &draft);
	}
	read_close(&file);
	if (known)
		read_texts(&reading, folder, &draft);
	if (findings->errors > before)
		return false;
	*pack = draft;
	return true;
}

/* The rows that put packs in order. */
static bool orders_packs(const char *key)
{
	static const char *const keys[] = {"id", "layer", "needs", "nation"};
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (strcmp(key, keys[i]) == 0)
			return true;
	return false;
}

static void peek_fields(struct reading *reading, json_t *root, struct pack *pack)
{
	for (int i = 0; i < pack_form.count; i++) {
		const struct field *field = &pack_form.fields[i];
		json_t *value = json_object_get(root, field->key);
		if (!orders_packs(field->key))
			continue;
		form_enter(reading, field->key, 0);
		if (value)
			field->read(reading, value, field, (char *)pack + field->offset);
		else if (field->needed)
			form_error(reading, "format", "is missing; add it");
		form_leave(reading);
	}
}

bool pack_peek(const char *folder, struct arena *arena, struct pack *pack, struct findings *findings)
{
	struct reading reading = {.arena = arena, .findings = findings};
	struct json_file file;
	struct pack draft;
	int before = findings->errors;

	pack_defaults(&draft);
	if (!read_open(&reading, &file, folder, "pack.json"))
		return false;
	draft.folder = form_copy(&reading, folder, strlen(folder));
	peek_fields(&reading, file.root, &draft);
	read_close(&file);
	if (findings->errors > before)
		return false;
	*pack = draft;
	return true;
}
