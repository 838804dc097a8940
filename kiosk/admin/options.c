#include "admin/options.h"

#include <stddef.h>
#include <string.h>

#include "admin/admin.h"
#include "base/nearest.h"

enum kind { IS_FLAG, IS_TEXT, IS_LIST, IS_NOW };

static const struct {
	const char *name;
	enum option_bit bit;
	enum kind kind;
	size_t place;      /* in struct options: a bool, a pointer or a list */
	const char *value; /* what stands after it; NULL: nothing */
	const char *help;
} rows[] = {
#define FLAG(field) IS_FLAG, offsetof(struct options, field), NULL
#define TEXT(field) IS_TEXT, offsetof(struct options, field)
#define LIST(field) IS_LIST, offsetof(struct options, field)
    {"--now", OPTION_NOW, IS_NOW, 0, "TIME", "as if it were 2026-11-03, 2026-11-03T09:30 (London) or 2026-11-03T09:30:00Z"},
    {"--json", OPTION_JSON, FLAG(json), "print JSON for other programs"},
    {"--notes", OPTION_NOTES, FLAG(notes), "print notes too, such as licences that have ended"},
    {"--strict", OPTION_STRICT, FLAG(strict), "end with 1 when there is a warning as well"},
    {"--answers", OPTION_ANSWERS, TEXT(answers), "FILE", "one visit a line, such as: who=just-me stage=baby (- reads what is typed or piped in)"},
    {"--lead", OPTION_LEAD, TEXT(lead), "WHO", "the domestic abuse lead: \"Ann Example, domestic abuse lead\""},
    {"--second", OPTION_SECOND, TEXT(second), "WHO", "the second person: \"Bo Example, hub manager\""},
    {"--language", OPTION_LANGUAGE, TEXT(language), "CODE", "the language, such as ur"},
    {"--format", OPTION_FORMAT, TEXT(format), "NAME",
     "csv for spreadsheets, json for Weblate, context for what each text is for and how long it may be"},
    {"--out", OPTION_OUT, TEXT(out), "FILE", "write there and not to the terminal"},
    {"--by", OPTION_BY, TEXT(by), "NAME", "who translated"},
    {"--checked-by", OPTION_CHECKED_BY, TEXT(checked_by), "NAME", "the second person, who has checked every row of this file (S38)"},
    {"--show", OPTION_SHOW, FLAG(show), "print what would be signed, and sign nothing"},
    {"--name", OPTION_NAME, TEXT(name), "NAME", "whose key it is: \"Ann Example\""},
    {"--passphrase-file", OPTION_PASSPHRASE_FILE, LIST(passphrase_files), "FILE",
     "its first line is the passphrase; mode 0600; one for each key in order, or one for all; without it the terminal asks"},
    {"--root-key", OPTION_ROOT_KEY, LIST(root_keys), "PUB", "the public part of a key that may say who publishes; once for each, kept offline"},
    {"--root-threshold", OPTION_ROOT_THRESHOLD, TEXT(root_threshold), "N", "how many of them must sign; 2 when not given"},
    {"--publisher", OPTION_PUBLISHER, LIST(publishers), "PUB", "the public part of a publisher's key; once for each of at least two people"},
    {"--online", OPTION_ONLINE, TEXT(online), "PUB", "the public part of the key that renews snapshot and timestamp; it may lie on a server"},
    {"--owner", OPTION_OWNER, LIST(owners), "ID=PUB", "who signs for pack ID in place of the publishers; once for each key"},
    {"--profile", OPTION_PROFILE, TEXT(profile), "NAME", "by-hand: the timestamp lasts 400 days; ci: 14 days, for a timer that renews it"},
    {"--channel", OPTION_CHANNEL, TEXT(channel), "NAME", "what a kiosk asks for; stable when not given"},
    {"--key", OPTION_KEY, LIST(keys), "FILE", "a secret key to sign with; once for each"},
    {"--to", OPTION_TO, TEXT(to), "PLACE", "also write the published files there: a folder, or an https address (WebDAV, S3)"},
    {"--login", OPTION_TO, TEXT(login), "FILE", "for --to: its line is name:password, or S3's key id:secret key; mode 0600"},
    {"--region", OPTION_TO, TEXT(region), "NAME", "for --to: the region of an S3 store, such as eu-west-2; without it the address is WebDAV"},
    {"--ca", OPTION_TO, TEXT(ca), "FILE", "for --to: who else may vouch for the server (PEM)"},
    {"--client-cert", OPTION_TO, TEXT(client_cert), "FILE", "for --to: who this machine is, certificate and key (PEM)"},
    {"--proxy", OPTION_TO, TEXT(proxy), "URL", "for --to: http://host:port"},
    {"--finish", OPTION_FINISH, FLAG(finish), "put live what waits, now that all have signed"},
    {"--discard", OPTION_FINISH, FLAG(discard), "throw away what waits"},
    {"--all", OPTION_ALL, FLAG(all), "all that people sign, for 400 days more; root too when it ends within 60 days"},
    {"--yes", OPTION_YES, FLAG(yes), "sign without asking"},
    {"--role", OPTION_ROLE, TEXT(role), "ROLE", "only in this role; everywhere when not given"},
    {"--old", OPTION_OLD, TEXT(old), "PUB", "the key that goes: its public part, or its id (8 digits are enough)"},
    {"--new", OPTION_NEW, TEXT(new), "PUB", "the public part of the key that comes"},
    {"--key-id", OPTION_KEY_ID, LIST(key_ids), "ID", "the id of a key that nobody is to believe any more (8 digits are enough)"},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static bool set_now(struct options *options, const char *value, struct fault *fault)
{
	options->rehearsal = moment_parse(value, &options->now);
	if (options->rehearsal)
		return true;
	return fault_set(fault, "--now %s: write a time like 2026-11-03, 2026-11-03T09:30 or 2026-11-03T09:30:00Z", value);
}

static bool add_word(struct option_list *list, const char *name, const char *value, struct fault *fault)
{
	if (list->count == OPTIONS_LIST_MAX)
		return fault_set(fault, "%s stands more than %d times; give fewer", name, OPTIONS_LIST_MAX);
	list->words[list->count++] = value;
	return true;
}

static bool set_option(struct options *options, int row, const char *value, struct fault *fault)
{
	char *place = (char *)options + rows[row].place;

	switch (rows[row].kind) {
	case IS_FLAG:
		*(bool *)place = true;
		return true;
	case IS_TEXT:
		*(const char **)place = value;
		return true;
	case IS_LIST:
		return add_word((struct option_list *)place, rows[row].name, value, fault);
	case IS_NOW:
		return set_now(options, value, fault);
	}
	return false;
}

static bool unknown_option(const char *word, unsigned allowed, struct fault *fault)
{
	const char *known[ROW_COUNT];
	int count = 0;
	for (int i = 0; i < ROW_COUNT; i++)
		if (allowed & rows[i].bit)
			known[count++] = rows[i].name;
	return fault_set(fault, "there is no option %s; did you mean %s?", word, nearest_word(word, known, count));
}

static int find_row(const char *word, size_t length, unsigned allowed)
{
	for (int i = 0; i < ROW_COUNT; i++)
		if ((allowed & rows[i].bit) && strlen(rows[i].name) == length && strncmp(rows[i].name, word, length) == 0)
			return i;
	return -1;
}

/* One option, "--now=TIME" or "--now TIME": `next` is the word after it. Returns
 * how many words it took, 0 when it is wrong. */
static int read_option(const char *word, const char *next, unsigned allowed, struct options *options, struct fault *fault)
{
	size_t length = strcspn(word, "=");
	int row = find_row(word, length, allowed);
	if (row < 0) {
		unknown_option(word, allowed, fault);
		return 0;
	}
	const char *value = word[length] == '=' ? word + length + 1 : NULL;
	int taken = 1;
	if (rows[row].value && !value) {
		value = next;
		taken = 2;
	}
	if (rows[row].value && !value) {
		fault_set(fault, "%s needs a %s after it: %s", rows[row].name, rows[row].value, rows[row].help);
		return 0;
	}
	if (!rows[row].value && value) {
		fault_set(fault, "%s stands alone; take out what comes after it", rows[row].name);
		return 0;
	}
	return set_option(options, row, value, fault) ? taken : 0;
}

static bool add_folder(struct options *options, const char *word, struct fault *fault)
{
	if (options->folder_count == OPTIONS_FOLDERS_MAX)
		return fault_set(fault, "more than %d folders at once; give fewer", OPTIONS_FOLDERS_MAX);
	options->folders[options->folder_count++] = word;
	return true;
}

static bool nothing_given(const char *name, struct fault *fault)
{
	const struct command *command = command_find(name);

	if (command && strncmp(command->words, "DIR...", 6) != 0)
		return fault_set(fault, "%s needs more words: %s %s", name, name, command->words);
	return fault_set(fault, "%s needs at least one folder of a pack, such as config/packs/hampshire", name);
}

bool options_read(int argc, char **argv, unsigned allowed, struct options *options, struct fault *fault)
{
	struct options read = {.now = options->now};
	bool words_only = false;

	for (int i = 1; i < argc;) {
		bool option = !words_only && argv[i][0] == '-' && argv[i][1] != 0;
		if (option && strcmp(argv[i], "--") == 0) {
			words_only = true;
			i++;
			continue;
		}
		int taken = 1;
		if (option)
			taken = read_option(argv[i], i + 1 < argc ? argv[i + 1] : NULL, allowed, &read, fault);
		else if (!add_folder(&read, argv[i], fault))
			taken = 0;
		if (taken == 0)
			return false;
		i += taken;
	}
	if (read.folder_count == 0)
		return nothing_given(argv[0], fault);
	*options = read;
	return true;
}

void options_help(unsigned allowed, FILE *out)
{
	for (int i = 0; i < ROW_COUNT; i++)
		if (allowed & rows[i].bit)
			fprintf(out, "  %-17s %-6s %s\n", rows[i].name, rows[i].value ? rows[i].value : "", rows[i].help);
}
