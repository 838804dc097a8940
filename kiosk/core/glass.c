#include "core/glass.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/content.h"
#include "core/form.h"

static const char *const contents[GLASS_CONTENT_COUNT] = {
    [GLASS_FINE] = "fine", [GLASS_BUILTIN] = "builtin", [GLASS_UNSIGNED] = "unsigned", [GLASS_PREVIEW] = "preview", [GLASS_EXAMPLE] = "example"};
static const char *const speeches[GLASS_SPEECH_COUNT] = {[GLASS_SILENT] = "off", [GLASS_SPEAKS] = "on", [GLASS_SPEECH_FAULTY] = "faulty"};
static const char *const counts[GLASS_COUNTS_COUNT] = {
    [GLASS_COUNTS_OFF] = "off", [GLASS_COUNTS_ON] = "on", [GLASS_COUNTS_BEGUN_AGAIN] = "begun-again", [GLASS_COUNTS_STOPPED] = "stopped"};

/* ---- packs ---- */

bool glass_packs(const char *line, struct glass_pack out[PACK_LAYERS_MAX], int *count)
{
	struct glass_pack packs[PACK_LAYERS_MAX] = {{.day = 0}};
	int found = 0;

	while (*line) {
		size_t id = strcspn(line, " "), whole = strcspn(line, ",");
		struct glass_pack *pack = &packs[found];
		char day[11];
		if (found == PACK_LAYERS_MAX || id >= sizeof pack->id || whole != id + sizeof day)
			return false;
		snprintf(pack->id, sizeof pack->id, "%.*s", (int)id, line);
		snprintf(day, sizeof day, "%s", line + id + 1);
		if (!id_is_good(pack->id) || !day_parse(day, &pack->day))
			return false;
		found++;
		line += whole;
		if (*line && (strncmp(line, ", ", 2) != 0 || !line[2]))
			return false;
		line += *line ? 2 : 0;
	}
	memcpy(out, packs, sizeof packs[0] * (size_t)found);
	*count = found;
	return true;
}

/* ---- writing ---- */

static json_t *day_json(int32_t day)
{
	char text[11];

	day_print(day, text);
	return json_string(text);
}

static json_t *hour_json(moment when)
{
	char text[32];
	time_t seconds = (time_t)when;
	struct tm parts;

	if (!gmtime_r(&seconds, &parts) || strftime(text, sizeof text, "%Y-%m-%dT%H:00:00Z", &parts) == 0)
		return NULL;
	return json_string(text);
}

static json_t *or_null(const char *text)
{
	return text[0] ? json_string(text) : json_null();
}

static json_t *packs_json(const struct glass *glass)
{
	json_t *list = json_array();

	for (int i = 0; list && i < glass->pack_count; i++)
		json_array_append_new(list, json_pack("{s:s, s:o}", "id", glass->packs[i].id, "day", day_json(glass->packs[i].day)));
	return list;
}

static json_t *languages_json(const struct glass *glass)
{
	json_t *list = json_array();

	for (int i = 0; list && i < glass->language_count; i++)
		json_array_append_new(list, json_string(glass->languages[i]));
	return list;
}

static json_t *travelled_json(const struct glass *glass)
{
	if (!glass->set[0])
		return json_null();
	return json_pack("{s:s, s:I, s:s, s:s}", "set", glass->set, "release", (json_int_t)glass->release, "made", glass->made, "state",
			 glass->good ? "good" : "trial");
}

static json_t *health_json(const struct glass *glass)
{
	return json_pack("{s:s, s:b, s:b, s:s, s:s, s:i, s:i}", "content", contents[glass->content], "pictures", glass->pictures, "fonts",
			 glass->fonts, "speech", speeches[glass->speech], "counts", counts[glass->counts], "lines_due", glass->lines_due, "faults",
			 glass->faults);
}

json_t *glass_json(const struct glass *glass)
{
	return json_pack("{s:i, s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "format", GLASS_FORMAT, "day", day_json(glass->day), "program",
			 glass->program, "since", hour_json(glass->since), "packs", packs_json(glass), "content", travelled_json(glass), "failed",
			 or_null(glass->failed), "languages", languages_json(glass), "health", health_json(glass));
}

/* ---- reading ---- */

static bool take_text(const char *text, char *out, size_t size)
{
	if (strlen(text) >= size)
		return false;
	snprintf(out, size, "%s", text);
	return true;
}

/* The place of a word in a table, -1 when it is not there. */
static int word_of(const char *word, const char *const *table, int count)
{
	for (int i = 0; i < count; i++)
		if (strcmp(word, table[i]) == 0)
			return i;
	return -1;
}

static bool version_ok(const char *text)
{
	return !channel_version_below(text, text) && channel_version_below("0.0.0", text);
}

static bool read_hour(const char *text, moment *out)
{
	return strlen(text) == 20 && strcmp(text + 13, ":00:00Z") == 0 && moment_parse(text, out);
}

static bool read_packs(json_t *list, struct glass *glass)
{
	const char *id, *day;

	if (!json_is_array(list) || json_array_size(list) > PACK_LAYERS_MAX)
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct glass_pack *pack = &glass->packs[i];
		if (json_unpack_ex(json_array_get(list, i), NULL, JSON_STRICT, "{s:s, s:s}", "id", &id, "day", &day) != 0 || !id_is_good(id) ||
		    !take_text(id, pack->id, sizeof pack->id) || !day_parse(day, &pack->day))
			return false;
		glass->pack_count++;
	}
	return true;
}

static bool read_languages(json_t *list, struct glass *glass)
{
	if (!json_is_array(list) || json_array_size(list) > PACK_LANGUAGES_MAX)
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *code = json_string_value(json_array_get(list, i));
		if (!code || !code_is_good(code) || !take_text(code, glass->languages[i], sizeof glass->languages[i]))
			return false;
		glass->language_count++;
	}
	return true;
}

static bool read_set(const json_t *value, char out[TRUST_HEX_SIZE])
{
	const char *name = json_string_value(value);

	return json_is_null(value) || (name && content_name_ok(name) && take_text(name, out, TRUST_HEX_SIZE));
}

static bool read_travelled(json_t *object, struct glass *glass)
{
	const char *made, *state;
	json_int_t release;
	json_t *set;
	moment when;

	if (json_is_null(object))
		return true;
	if (json_unpack_ex(object, NULL, JSON_STRICT, "{s:o, s:I, s:s, s:s}", "set", &set, "release", &release, "made", &made, "state", &state) !=
		0 ||
	    json_is_null(set) || !read_set(set, glass->set) || release < 1 || strlen(made) != CHANNEL_MADE_SIZE - 1 || !moment_parse(made, &when) ||
	    !take_text(made, glass->made, sizeof glass->made))
		return false;
	glass->release = release;
	glass->good = strcmp(state, "good") == 0;
	return glass->good || strcmp(state, "trial") == 0;
}

static bool read_health(json_t *object, struct glass *glass)
{
	const char *content, *speech, *store;
	int pictures, fonts;

	if (json_unpack_ex(object, NULL, JSON_STRICT, "{s:s, s:b, s:b, s:s, s:s, s:i, s:i}", "content", &content, "pictures", &pictures, "fonts",
			   &fonts, "speech", &speech, "counts", &store, "lines_due", &glass->lines_due, "faults", &glass->faults) != 0)
		return false;
	int which[] = {word_of(content, contents, GLASS_CONTENT_COUNT), word_of(speech, speeches, GLASS_SPEECH_COUNT),
		       word_of(store, counts, GLASS_COUNTS_COUNT)};
	if (which[0] < 0 || which[1] < 0 || which[2] < 0)
		return false;
	glass->pictures = pictures;
	glass->fonts = fonts;
	glass->content = (enum glass_content)which[0];
	glass->speech = (enum glass_speech)which[1];
	glass->counts = (enum glass_counts)which[2];
	return glass->lines_due >= 0 && glass->lines_due <= GLASS_LINES_MAX && glass->faults >= 0 && glass->faults <= GLASS_FAULTS_MAX;
}

/* The parts of the whole; the first that is wrong is named. */
static bool read_whole(json_t *root, struct glass *glass, struct fault *fault)
{
	const char *day, *program, *since;
	json_t *packs, *content, *failed, *languages, *health;
	int format;
	json_error_t error;

	if (json_unpack_ex(root, &error, JSON_STRICT, "{s:i, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "format", &format, "day", &day, "program",
			   &program, "since", &since, "packs", &packs, "content", &content, "failed", &failed, "languages", &languages, "health",
			   &health) != 0)
		return fault_set(fault, "this is no report of a glass: %.100s", error.text);
	const char *wrong = format != GLASS_FORMAT                                                               ? "format"
			    : !day_parse(day, &glass->day)                                                       ? "day"
			    : !version_ok(program) || !take_text(program, glass->program, sizeof glass->program) ? "program"
			    : !read_hour(since, &glass->since)                                                   ? "since"
			    : !read_packs(packs, glass)                                                          ? "packs"
			    : !read_travelled(content, glass)                                                    ? "content"
			    : !read_set(failed, glass->failed)                                                   ? "failed"
			    : !read_languages(languages, glass)                                                  ? "languages"
			    : !read_health(health, glass)                                                        ? "health"
														 : NULL;
	return !wrong || fault_set(fault, "the key \"%s\" of this report of a glass is not as it should be", wrong);
}

bool glass_read(const char *text, size_t length, struct glass *out, struct fault *fault)
{
	json_error_t error;
	json_t *root = length <= GLASS_FILE_MAX ? json_loadb(text, length, JSON_REJECT_DUPLICATES, &error) : NULL;
	struct glass glass = {.day = 0};

	if (!root)
		return fault_set(fault, "this is no report of a glass: it is no JSON, or longer than %d bytes", GLASS_FILE_MAX);
	bool good = read_whole(root, &glass, fault);
	json_decref(root);
	if (good)
		*out = glass;
	return good;
}
