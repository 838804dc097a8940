#include "admin/admin.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "admin/options.h"
#include "base/nearest.h"

static const struct command commands[] = {
    {"check", command_check, OPTION_NOW | OPTION_JSON | OPTION_NOTES | OPTION_STRICT, "DIR...", "say all that is wrong with packs, at once"},
    {"prove", command_prove, OPTION_NOW | OPTION_JSON, "DIR...", "prove the safety rules over every visit that can happen"},
    {"route", command_route, OPTION_NOW | OPTION_JSON | OPTION_ANSWERS, "DIR... --answers FILE",
     "say what visits would be shown, as JSON, one a line"},
    {"sign-off", command_sign_off, OPTION_NOW | OPTION_LEAD | OPTION_SECOND | OPTION_SHOW, "DIR... --lead WHO --second WHO",
     "record that two people have looked at the safety items (S37)"},
    {"text export", command_text_export, OPTION_LANGUAGE | OPTION_FORMAT | OPTION_OUT | OPTION_JSON, "DIR --language CODE",
     "the texts of a pack for a translator, with what each is for and how long it may be"},
    {"text import", command_text_import, OPTION_NOW | OPTION_LANGUAGE | OPTION_BY | OPTION_CHECKED_BY | OPTION_JSON,
     "DIR FILE --language CODE --by NAME", "bring a translator's file back; with --checked-by what it holds is checked"},
    {"text mark", command_text_mark, OPTION_NOW | OPTION_LANGUAGE | OPTION_BY | OPTION_JSON, "DIR --language CODE --by NAME",
     "mark texts without a mark, and stale ones, as drafts of the present English"},
    {"text status", command_text_status, OPTION_NOW | OPTION_JSON, "DIR...", "how far each language is, and whether it is offered (S38)"},
    {"key new", command_key_new, OPTION_NAME | OPTION_PASSPHRASE_FILE | OPTION_JSON, "FILE --name NAME",
     "make a key to sign with; FILE.pub is the part for others"},
    {"key show", command_key_show, OPTION_JSON, "FILE", "whose key it is, its id and its public part"},
    {"repo init", command_repo_init,
     OPTION_NOW | OPTION_ROOT_KEY | OPTION_ROOT_THRESHOLD | OPTION_PUBLISHER | OPTION_ONLINE | OPTION_OWNER | OPTION_PROFILE | OPTION_KEY |
	 OPTION_PASSPHRASE_FILE | OPTION_JSON,
     "DIR --root-key PUB... --publisher PUB... --online PUB", "start a folder from which content is published"},
    {"publish", command_publish,
     OPTION_NOW | OPTION_CHANNEL | OPTION_OWNER | OPTION_KEY | OPTION_PASSPHRASE_FILE | OPTION_TO | OPTION_FINISH | OPTION_JSON,
     "DIR [PACK...] --key FILE...", "check, prove and sign packs as a new release"},
    {"sign", command_sign, OPTION_NOW | OPTION_KEY | OPTION_PASSPHRASE_FILE | OPTION_OUT | OPTION_TO | OPTION_YES | OPTION_SHOW | OPTION_JSON,
     "FILE|DIR --key FILE", "read what changes in a release that waits, and sign it"},
    {"rollback", command_rollback, OPTION_NOW | OPTION_KEY | OPTION_PASSPHRASE_FILE | OPTION_TO | OPTION_JSON, "DIR N --key FILE...",
     "the content of release N again, under a new number"},
    {"resign", command_resign, OPTION_NOW | OPTION_KEY | OPTION_PASSPHRASE_FILE | OPTION_TO | OPTION_ROLE | OPTION_ALL | OPTION_PROFILE | OPTION_JSON,
     "DIR --key FILE...", "a fresh timestamp, for a timer (the online key); with --all, once a year, all that people sign"},
    {"rotate", command_rotate, OPTION_NOW | OPTION_KEY | OPTION_PASSPHRASE_FILE | OPTION_TO | OPTION_ROLE | OPTION_OLD | OPTION_NEW | OPTION_JSON,
     "DIR --old PUB --new PUB --key FILE...", "put one key in the place of another"},
    {"revoke", command_revoke, OPTION_NOW | OPTION_KEY | OPTION_PASSPHRASE_FILE | OPTION_TO | OPTION_ROLE | OPTION_KEY_ID | OPTION_JSON,
     "DIR --key-id ID... --key FILE...", "a key that is lost or stolen: nobody believes it any more"},
    {"status", command_status, OPTION_NOW | OPTION_JSON, "DIR", "what is published, what ends when, whose keys, and what waits for whom"},
    {"diff", command_diff, OPTION_JSON, "OLD NEW | DIR N M", "what changed between two folders of packs, or two releases, in words"},
    {"help", command_help, 0, "[COMMAND]", "this list, or the options of a command"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0], COMMAND_NAME_MAX = 64 };

const struct command *command_find(const char *name)
{
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

/* Is it the first word of commands of two words? */
static bool is_first_word(const char *name, const struct command *command)
{
	size_t length = strlen(name);
	return strncmp(command->name, name, length) == 0 && command->name[length] == ' ';
}

/* The command that argv[1], or argv[1] and argv[2], name; `two` gets both words. */
static const struct command *find_words(int argc, char **argv, char two[COMMAND_NAME_MAX])
{
	const struct command *command = command_find(argv[1]);
	if (command || argc < 3 || snprintf(two, COMMAND_NAME_MAX, "%s %s", argv[1], argv[2]) >= COMMAND_NAME_MAX)
		return command;
	return command_find(two);
}

int admin_refuse(const struct fault *fault, enum admin_exit code, FILE *err)
{
	char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];

	fault_print(fault, line, sizeof line);
	fprintf(err, "signpost-admin: %s\n", line);
	return code;
}

static int unknown_command(const char *name, FILE *err)
{
	const char *known[COMMAND_COUNT], *between = "";
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (is_first_word(name, &commands[i])) {
			fprintf(err, between[0] ? "%s%s" : "signpost-admin: which one: %s%s", between, commands[i].name);
			between = ", ";
		}
	if (between[0]) {
		fprintf(err, "?\n");
		return ADMIN_USAGE;
	}
	for (int i = 0; i < COMMAND_COUNT; i++)
		known[i] = commands[i].name;
	fprintf(err, "signpost-admin: there is no command %s; did you mean %s?\n", name, nearest_word(name, known, COMMAND_COUNT));
	return ADMIN_USAGE;
}

static void help_all(FILE *out)
{
	fprintf(out, "signpost-admin checks, proves, signs and publishes packs of Signpost.\n\n");
	for (int i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  %-12s %-36s %s\n", commands[i].name, commands[i].words, commands[i].help);
	fprintf(out, "\nIt ends with 0 when all is fine, 1 when something is wrong with packs or signatures,\n"
		     "2 when it was called wrongly, 3 when a file, a network or the system failed.\n");
}

/* "key --help": the commands of two words that begin so. */
static bool help_group(const char *name, FILE *out)
{
	bool any = false;

	for (int i = 0; i < COMMAND_COUNT; i++)
		if (is_first_word(name, &commands[i])) {
			fprintf(out, "  signpost-admin %s %s\n      %s\n", commands[i].name, commands[i].words, commands[i].help);
			any = true;
		}
	return any;
}

int command_help(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	(void)now;
	if (argc < 2) {
		help_all(out);
		return ADMIN_FINE;
	}
	char two[COMMAND_NAME_MAX];
	const struct command *command = find_words(argc, argv, two);
	if (!command && argc == 2 && help_group(argv[1], out))
		return ADMIN_FINE;
	if (!command)
		return unknown_command(argv[1], err);
	fprintf(out, "signpost-admin %s %s\n  %s\n", command->name, command->words, command->help);
	options_help(command->options, out);
	return ADMIN_FINE;
}

static bool asks_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static int run(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	if (argc < 2) {
		help_all(err);
		return ADMIN_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		fprintf(out, "signpost-admin %s\n", SIGNPOST_VERSION);
		return ADMIN_FINE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
		return command_help(1, argv, out, err, now);
	char two[COMMAND_NAME_MAX];
	const struct command *command = find_words(argc, argv, two);
	if (!command && asks_help(argc - 1, argv + 1) && help_group(argv[1], out))
		return ADMIN_FINE;
	if (!command)
		return unknown_command(argv[1], err);
	int words = strchr(command->name, ' ') ? 2 : 1;
	if (asks_help(argc - words, argv + words))
		return command_help(1 + words, (char *[]){argv[0], argv[1], argv[2], NULL}, out, err, now);
	if (words == 2)
		argv[2] = two;
	return command->run(argc - words, argv + words, out, err, now);
}

/* ---- errors as JSON ---- */

static bool wants_json(int argc, char **argv)
{
	for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--json") == 0)
			return true;
	return false;
}

/* What stopped the command is the last line that names the program; others are details. */
static void print_error(char *text, int code, FILE *out)
{
	static const char me[] = "signpost-admin: ";
	json_t *details = json_array();
	char *rest = NULL;
	const char *says = "it failed";

	for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		if (strncmp(line, me, strlen(me)) == 0)
			says = line + strlen(me);
		else
			json_array_append_new(details, json_string(line));
	}
	json_t *error = json_string(says); /* NULL when a name of a file in it is not UTF-8 */
	json_t *root = json_pack("{s:o, s:i, s:o}", "error", error ? error : json_string("it failed; the sentence is on the error output"), "code",
				 code, "details", details);
	json_dumpf(root, out, JSON_INDENT(1));
	fputc('\n', out);
	json_decref(root);
}

int admin_run(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	char *texts[2] = {NULL, NULL};
	size_t sizes[2];
	FILE *kept[2] = {NULL, NULL};

	for (int i = 0; i < 2 && wants_json(argc, argv); i++)
		kept[i] = open_memstream(&texts[i], &sizes[i]);
	if (!kept[0] || !kept[1]) {
		if (kept[0])
			fclose(kept[0]);
		free(texts[0]);
		return run(argc, argv, out, err, now);
	}
	int code = run(argc, argv, kept[0], kept[1], now);
	bool whole = fclose(kept[0]) == 0;
	whole = fclose(kept[1]) == 0 && whole;
	if (texts[1])
		fputs(texts[1], err);
	if (texts[0])
		fwrite(texts[0], 1, sizes[0], out);
	if (whole && code != ADMIN_FINE && sizes[0] == 0)
		print_error(texts[1], code, out);
	free(texts[0]);
	free(texts[1]);
	return whole ? code : ADMIN_SYSTEM;
}
