#include "admin/admin.h"

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
    {"help", command_help, 0, "[COMMAND]", "this list, or the options of a command"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

const struct command *command_find(const char *name)
{
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int unknown_command(const char *name, FILE *err)
{
	const char *known[COMMAND_COUNT];
	for (int i = 0; i < COMMAND_COUNT; i++)
		known[i] = commands[i].name;
	fprintf(err, "signpost-admin: there is no command %s; did you mean %s?\n", name, nearest_word(name, known, COMMAND_COUNT));
	return ADMIN_USAGE;
}

static void help_all(FILE *out)
{
	fprintf(out, "signpost-admin checks, proves and asks packs of Signpost.\n\n");
	for (int i = 0; i < COMMAND_COUNT; i++)
		fprintf(out, "  %-8s %-30s %s\n", commands[i].name, commands[i].words, commands[i].help);
	fprintf(out, "\nIt ends with 0 when all is fine, 1 when something is wrong with the packs,\n"
		     "2 when it was called wrongly, 3 when a file or the system failed.\n");
}

int command_help(int argc, char **argv, FILE *out, FILE *err, moment now)
{
	(void)now;
	if (argc < 2) {
		help_all(out);
		return ADMIN_FINE;
	}
	const struct command *command = command_find(argv[1]);
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

int admin_run(int argc, char **argv, FILE *out, FILE *err, moment now)
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
	const struct command *command = command_find(argv[1]);
	if (!command)
		return unknown_command(argv[1], err);
	if (asks_help(argc - 1, argv + 1))
		return command_help(2, (char *[]){argv[0], argv[1], NULL}, out, err, now);
	return command->run(argc - 1, argv + 1, out, err, now);
}
