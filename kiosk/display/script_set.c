#include "display/script_set.h"

#include <string.h>

#include "base/moment.h"

static bool set_lang(struct kiosk *kiosk, const char *word, struct fault *fault)
{
	const struct hub *hub = &kiosk->hub;

	for (int i = 0; i < hub->language_count; i++)
		if (strcmp(hub->languages[i].code, word) == 0) {
			kiosk->session.language = (uint8_t)i;
			kiosk_fill(kiosk);
			return true;
		}
	return fault_set(fault, "this hub has no language \"%s\"", word);
}

bool script_choose(const char *word, const char *off, const char *on, bool *out, struct fault *fault)
{
	if (strcmp(word, off) != 0 && strcmp(word, on) != 0)
		return fault_set(fault, "\"%s\" is not known here; write %s or %s", word, off, on);
	*out = strcmp(word, on) == 0;
	return true;
}

static bool set_theme(struct kiosk *kiosk, const char *word, struct fault *fault)
{
	struct session *session = &kiosk->session;

	if (!script_choose(word, "light", "contrast", &session->contrast, fault))
		return false;
	session->default_contrast = session->contrast;
	kiosk_fill(kiosk);
	return true;
}

static bool set_motion(struct kiosk *kiosk, const char *word, struct fault *fault)
{
	struct session *session = &kiosk->session;

	if (!script_choose(word, "on", "off", &session->still, fault))
		return false;
	session->default_still = session->still;
	kiosk_fill(kiosk);
	return true;
}

static bool set_size(struct kiosk *kiosk, const char *word, struct fault *fault)
{
	int size = text_size_value(word);

	if (size < 0)
		return fault_set(fault, "\"%s\" is not known here; write normal, large or largest", word);
	kiosk->session.size = (uint8_t)size;
	kiosk->session.page = 0;
	kiosk_fill(kiosk);
	return true;
}

static bool set_lower(struct kiosk *kiosk, const char *word, struct fault *fault)
{
	struct session *session = &kiosk->session;

	if (!script_choose(word, "off", "on", &session->lowered, fault))
		return false;
	session->default_lowered = session->lowered;
	session->page = 0;
	kiosk_fill(kiosk);
	return true;
}

static bool set_ahead(struct kiosk *kiosk, const char *word, struct fault *fault)
{
	return script_choose(word, "on", "off", &kiosk->unprepared, fault);
}

static bool set_now(struct kiosk *kiosk, const char *word, struct fault *fault)
{
	moment now;

	if (!moment_parse(word, &now))
		return fault_set(fault, "\"%s\" is not a time; write it like 2026-11-02T09:59", word);
	kiosk_set_wall(kiosk, now);
	kiosk_fill(kiosk);
	return true;
}

static bool set_content(struct kiosk *kiosk, const char *word, struct fault *fault)
{
	if (strlen(word) >= FAULT_FILE_MAX)
		return fault_set(fault, "the name of the folder is too long");
	supply_store(kiosk, word);
	return true;
}

bool script_set(struct kiosk *kiosk, const char *what, const char *word, struct fault *fault)
{
	static const struct {
		const char *name;
		bool (*set)(struct kiosk *kiosk, const char *word, struct fault *fault);
	} rows[] = {{"lang", set_lang},   {"theme", set_theme}, {"motion", set_motion}, {"size", set_size},
		    {"lower", set_lower}, {"ahead", set_ahead}, {"now", set_now},       {"content", set_content}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, what) == 0)
			return rows[i].set(kiosk, word, fault);
	return fault_set(fault, "\"%s\" cannot be set", what);
}
