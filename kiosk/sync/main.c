/*
 * The program signpost-sync: what each command is for stands in sync/commands.h. The only
 * place in it that reads the environment and the clock.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <time.h>

#include "base/file.h"
#include "base/nearest.h"
#include "sync/commands.h"

static const char conf[] = "/etc/signpost/sync.conf";

static const struct command {
	const char *name;
	int (*run)(const struct sync_call *call);
	const char *help;
} commands[] = {
    {"fetch", command_fetch, "get what is new into the inbox"},
    {"activate", command_activate, "prove what is in the inbox and make it live"},
    {"status", command_status, "how content travels on this machine, in words"},
    {"probe", command_probe, "try each place that content comes from, and say what works and what does not"},
    {"report", command_report, "send what the screen has put into its outbox"},
};

enum { COMMAND_COUNT = sizeof commands / sizeof commands[0] };

static int usage(FILE *to, int code)
{
	struct sync_settings_help key;

	fputs("usage: signpost-sync COMMAND [--config FILE] [--json] [--full] [--clock sure|unsure]\n\n", to);
	for (int i = 0; i < COMMAND_COUNT; i++)
		fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].help);
	fprintf(to, "  %-10s %s\n\nKeys of the settings, %s without --config:\n", "help", "this", conf);
	for (int i = 0; sync_settings_help(i, &key); i++)
		fprintf(to, "  %s = %s\n      %s\n", key.key, key.value, key.help);
	return code;
}

static const struct command *find_command(const char *name)
{
	for (int i = 0; i < COMMAND_COUNT; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static int refuse_command(const char *name)
{
	const char *known[COMMAND_COUNT];

	for (int i = 0; i < COMMAND_COUNT; i++)
		known[i] = commands[i].name;
	fprintf(stderr, "signpost-sync: there is no command \"%s\"; did you mean \"%s\"?\n", name, nearest_word(name, known, COMMAND_COUNT));
	return SYNC_USAGE;
}

struct options {
	const char *config;
	const char *clock; /* "sure", "unsure", or "": ask the system */
	bool json, full;
};

/* What stands after the command. */
static bool take_options(int argc, char **argv, struct options *options)
{
	for (int i = 2; i < argc; i++) {
		bool more = i + 1 < argc;

		if (strcmp(argv[i], "--json") == 0) {
			options->json = true;
		} else if (strcmp(argv[i], "--full") == 0) {
			options->full = true;
		} else if (strcmp(argv[i], "--config") == 0 && more) {
			options->config = argv[++i];
		} else if (strcmp(argv[i], "--clock") == 0 && more && (strcmp(argv[i + 1], "sure") == 0 || strcmp(argv[i + 1], "unsure") == 0)) {
			options->clock = argv[++i];
		} else {
			fprintf(stderr, "signpost-sync: \"%s\" is not known here, or lacks its value; see signpost-sync help\n", argv[i]);
			return false;
		}
	}
	return true;
}

/* Bad lines are told and left out. */
static bool read_settings(const char *config, struct sync_settings *settings)
{
	static struct findings findings;
	bool good = sync_settings_read(config, settings, &findings);
	char line[1024];

	for (int i = 0; i < findings.count; i++) {
		fault_print(&findings.list[i].fault, line, sizeof line);
		fprintf(stderr, "signpost-sync: %s\n", line);
	}
	return good;
}

/* Does anybody keep the clock right? Where the service's sandbox does not let us ask the
 * kernel, systemd-timesyncd's mark tells. When in doubt it is not sure, which only means
 * that a download may look past the dates of a certificate (net/web.h). */
static bool clock_is_sure(void)
{
	struct timex timex = {0};

	return (adjtimex(&timex) >= 0 && !(timex.status & STA_UNSYNC)) || file_is_plain("/run/systemd/timesync/synchronized");
}

static int run(const struct command *command, int argc, char **argv)
{
	static struct sync_settings settings;
	struct options options = {conf, "", false, false};
	struct sync_call call = {.settings = &settings, .now = (moment)time(NULL), .out = stdout, .err = stderr};

	if (!take_options(argc, argv, &options))
		return SYNC_USAGE;
	if (!read_settings(options.config, &settings))
		return SYNC_SYSTEM;
	call.json = options.json;
	call.full = options.full;
	call.clock_sure = options.clock[0] ? strcmp(options.clock, "sure") == 0 : clock_is_sure();
	call.credentials = getenv("CREDENTIALS_DIRECTORY");
	return command->run(&call);
}

int main(int argc, char **argv)
{
	const struct command *command;
	int code;

	signal(SIGPIPE, SIG_IGN); /* a server that hangs up must not end the program */
	if (argc < 2)
		return usage(stderr, SYNC_USAGE);
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("signpost-sync " SIGNPOST_VERSION);
		return SYNC_FINE;
	}
	if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0)
		return usage(stdout, SYNC_FINE);
	command = find_command(argv[1]);
	if (!command)
		return refuse_command(argv[1]);
	code = run(command, argc, argv);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "signpost-sync: the output could not be written\n");
		return SYNC_SYSTEM;
	}
	return code;
}
