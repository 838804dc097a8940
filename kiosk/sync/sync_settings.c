#include "sync/sync_settings.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "core/conf.h"

enum { SECONDS_MAX = 3600, SLOW_BYTES_MAX = 1 << 20 };

static const char etc[] = "/etc/signpost";

static void set(char *out, size_t size, const char *folder, const char *name)
{
	snprintf(out, size, "%s%s", folder, name);
}

void sync_settings_defaults(struct sync_settings *settings)
{
	memset(settings, 0, sizeof *settings);
	web_defaults(&settings->web);
	set(settings->channel, sizeof settings->channel, "", "stable");
	set(settings->trust_root, sizeof settings->trust_root, etc, "/root.json");
	set(settings->secrets, sizeof settings->secrets, etc, "/secrets");
	set(settings->fetch_state, sizeof settings->fetch_state, "/var/lib", "/signpost-fetch");
	set(settings->activate_state, sizeof settings->activate_state, "/var/lib", "/signpost-activate");
	set(settings->report_state, sizeof settings->report_state, "/var/lib", "/signpost-report");
	set(settings->store, sizeof settings->store, "/var/lib", "/signpost-content");
	set(settings->kiosk_state, sizeof settings->kiosk_state, "/var/lib", "/signpost");
}

static bool take_text(const struct value *value, char *out, size_t size, struct fault *fault)
{
	if (strlen(value->text) >= size)
		return fault_set(fault, "this is too long; at most %zu bytes", size - 1);
	snprintf(out, size, "%s", value->text);
	return true;
}

static bool take_url(const struct value *value, char out[WEB_URL_MAX], struct fault *fault)
{
	return web_url_ok(value->text, fault) && take_text(value, out, WEB_URL_MAX, fault);
}

/* A word that becomes part of a path: small letters, digits, "-", and "." or "_" inside. */
static bool take_name(const struct value *value, char out[SYNC_NAME_MAX], struct fault *fault)
{
	size_t length = strspn(value->text, "abcdefghijklmnopqrstuvwxyz0123456789-._");

	if (value->text[length] || strchr("-._", value->text[0]))
		return fault_set(fault, "\"%.60s\" is no name here; it has small letters, digits and - . _ inside", value->text);
	return take_text(value, out, SYNC_NAME_MAX, fault);
}

static bool take_base(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	struct source trial;

	if (settings->base_count == SOURCE_BASES_MAX)
		return fault_set(fault, "at most %d bases; leave one out", SOURCE_BASES_MAX);
	source_init(&trial, NULL);
	if (!source_add(&trial, value->text, fault))
		return false;
	snprintf(settings->bases[settings->base_count++], WEB_URL_MAX, "%s", trial.bases[0].place);
	return true;
}

static bool take_channel(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	return take_name(value, settings->channel, fault);
}

static bool take_hub(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	return take_name(value, settings->hub, fault);
}

static bool take_council(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	return take_name(value, settings->council, fault);
}

static bool take_proxy(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	return web_proxy_ok(value->text, fault) && take_text(value, settings->web.proxy, sizeof settings->web.proxy, fault);
}

static bool take_proxy_auth(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	static const char *const names[] = {[WEB_PROXY_BASIC] = "basic", [WEB_PROXY_NTLM] = "ntlm", [WEB_PROXY_NEGOTIATE] = "negotiate"};

	for (int i = 0; i <= WEB_PROXY_NEGOTIATE; i++)
		if (strcmp(value->text, names[i]) == 0) {
			settings->web.proxy_auth = (enum web_proxy_auth)i;
			return true;
		}
	return fault_set(fault, "\"%.60s\" is not known here; write basic, ntlm or negotiate", value->text);
}

static bool take_no_proxy(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	return take_text(value, settings->web.no_proxy, sizeof settings->web.no_proxy, fault);
}

static bool take_report_to(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	return take_url(value, settings->report_to, fault);
}

static bool take_report_kind(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	bool s3 = strcmp(value->text, "s3") == 0;

	if (!s3 && strcmp(value->text, "dav") != 0)
		return fault_set(fault, "\"%.60s\" is not known here; write dav or s3", value->text);
	settings->report_kind = s3 ? PUT_S3 : PUT_DAV;
	return true;
}

static bool take_report_region(const struct value *value, struct sync_settings *settings, struct fault *fault)
{
	if (value->text[strspn(value->text, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		return fault_set(fault, "\"%.60s\" is no region; write it like eu-west-2", value->text);
	return take_text(value, settings->report_region, sizeof settings->report_region, fault);
}

/* Paths and numbers need no function of their own: where they go and their limit. */
#define PATH(member) offsetof(struct sync_settings, member), 0
#define NUMBER(member, most) offsetof(struct sync_settings, member), most

/* The one table of keys. */
static const struct key {
	struct sync_settings_help help;
	bool many; /* may come several times */
	bool (*take)(const struct value *value, struct sync_settings *settings, struct fault *fault);
	size_t at; /* without `take`: a path of SYNC_PATH_MAX there, or with `most` an int of at least 1 */
	int most;
} keys[] = {
    {{"base", "ADDRESS|FOLDER", "where content comes from; may come several times"}, true, take_base, 0, 0},
    {{"channel", "NAME", "which content this screen follows"}, false, take_channel, 0, 0},
    {{"hub", "NAME", "the one pack of a hub, or of a council without one, that this screen shows"}, false, take_hub, 0, 0},
    {{"trust_root", "FILE", "the root.json of those whose content is believed"}, false, NULL, PATH(trust_root)},
    {{"ca_file", "FILE", "issuers of certificates that are trusted beside the system's"}, false, NULL, PATH(web.ca_file)},
    {{"client_cert", "FILE", "the certificate that says who this machine is"}, false, NULL, PATH(web.client_cert)},
    {{"client_key", "FILE", "its key"}, false, NULL, PATH(web.client_key)},
    {{"secrets", "FOLDER", "files with passwords, each of mode 0600"}, false, NULL, PATH(secrets)},
    {{"proxy", "ADDRESS", "the proxy, such as http://proxy.example.org:8080"}, false, take_proxy, 0, 0},
    {{"proxy_auth", "basic|ntlm|negotiate", "how the proxy asks who we are"}, false, take_proxy_auth, 0, 0},
    {{"no_proxy", "HOSTS", "hosts that are asked without the proxy"}, false, take_no_proxy, 0, 0},
    {{"connect_timeout", "SECONDS", "for reaching a server"}, false, NULL, NUMBER(web.connect_s, SECONDS_MAX)},
    {{"timeout", "SECONDS", "for one file"}, false, NULL, NUMBER(web.transfer_s, SECONDS_MAX)},
    {{"slow_below", "BYTES", "fewer a second are too few"}, false, NULL, NUMBER(web.slow_bytes, SLOW_BYTES_MAX)},
    {{"slow_after", "SECONDS", "for so long"}, false, NULL, NUMBER(web.slow_s, SECONDS_MAX)},
    {{"report_to", "ADDRESS", "where reports are put; without it none are"}, false, take_report_to, 0, 0},
    {{"report_kind", "dav|s3", "what kind of server that is"}, false, take_report_kind, 0, 0},
    {{"report_region", "REGION", "for s3, such as eu-west-2"}, false, take_report_region, 0, 0},
    {{"council", "NAME", "under which name reports are put"}, false, take_council, 0, 0},
    {{"store", "FOLDER", "the content that the screen reads"}, false, NULL, PATH(store)},
    {{"fetch_state", "FOLDER", "what fetch keeps"}, false, NULL, PATH(fetch_state)},
    {{"activate_state", "FOLDER", "what activate keeps"}, false, NULL, PATH(activate_state)},
    {{"report_state", "FOLDER", "what report keeps"}, false, NULL, PATH(report_state)},
    {{"kiosk_state", "FOLDER", "what the screen keeps"}, false, NULL, PATH(kiosk_state)},
    {{"outbox", "FOLDER", "what the screen wants to have reported"}, false, NULL, PATH(outbox)},
};

enum { KEY_COUNT = sizeof keys / sizeof *keys };
_Static_assert((int)KEY_COUNT <= (int)CONF_KEYS_MAX, "limit of the reader");

static const char *key_name(int number)
{
	return keys[number].help.key;
}

static bool key_many(int number)
{
	return keys[number].many;
}

static bool take_key(void *settings, int number, const struct value *value, struct fault *fault)
{
	const struct key *key = &keys[number];
	char *at = (char *)settings + key->at;

	if (key->take)
		return key->take(value, settings, fault);
	if (key->most)
		return value_number(value, 1, key->most, (int *)(void *)at, fault);
	return value_path(value, at, SYNC_PATH_MAX, fault);
}

static void set_defaults(void *settings)
{
	sync_settings_defaults(settings);
}

bool sync_settings_read(const char *path, struct sync_settings *settings, struct findings *findings)
{
	static const struct conf conf = {KEY_COUNT, key_name, key_many, take_key, set_defaults};

	if (!conf_read(path, &conf, settings, findings))
		return false;
	if (!settings->outbox[0] && !file_join(settings->outbox, sizeof settings->outbox, settings->kiosk_state, "outbox"))
		settings->outbox[0] = '\0';
	return true;
}

bool sync_settings_help(int number, struct sync_settings_help *help)
{
	if (number < 0 || number >= KEY_COUNT)
		return false;
	*help = keys[number].help;
	return true;
}
