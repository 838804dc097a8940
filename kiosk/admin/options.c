#include "admin/options.h"

#include <string.h>

#include "base/nearest.h"

static const struct {
	const char *name;
	enum option_bit bit;
	const char *value; /* what stands after it; NULL: nothing */
	const char *help;
} rows[] = {
    {"--now", OPTION_NOW, "TIME", "as if it were 2026-11-03, 2026-11-03T09:30 (London) or 2026-11-03T09:30:00Z"},
    {"--json", OPTION_JSON, NULL, "print JSON for other programs"},
    {"--notes", OPTION_NOTES, NULL, "print notes too, such as licences that have ended"},
    {"--strict", OPTION_STRICT, NULL, "end with 1 when there is a warning as well"},
    {"--answers", OPTION_ANSWERS, "FILE", "one visit a line, such as: who=just-me stage=baby (- reads what is typed or piped in)"},
    {"--lead", OPTION_LEAD, "WHO", "the domestic abuse lead: \"Ann Example, domestic abuse lead\""},
    {"--second", OPTION_SECOND, "WHO", "the second person: \"Bo Example, hub manager\""},
    {"--language", OPTION_LANGUAGE, "CODE", "the language, such as ur"},
    {"--format", OPTION_FORMAT, "NAME", "csv for spreadsheets, json for Weblate, context for what each text is for and how long it may be"},
    {"--out", OPTION_OUT, "FILE", "write there and not to the terminal"},
    {"--by", OPTION_BY, "NAME", "who translated"},
    {"--checked-by", OPTION_CHECKED_BY, "NAME", "the second person, who has checked every row of this file (S38)"},
    {"--show", OPTION_SHOW, NULL, "print what would be signed, and sign nothing"},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static bool set_now(struct options *options, const char *value, struct fault *fault)
{
	options->rehearsal = moment_parse(value, &options->now);
	if (options->rehearsal)
		return true;
	return fault_set(fault, "--now %s: write a time like 2026-11-03, 2026-11-03T09:30 or 2026-11-03T09:30:00Z", value);
}

static bool set_option(struct options *options, enum option_bit bit, const char *value, struct fault *fault)
{
	switch (bit) {
	case OPTION_NOW:
		return set_now(options, value, fault);
	case OPTION_JSON:
		options->json = true;
		return true;
	case OPTION_NOTES:
		options->notes = true;
		return true;
	case OPTION_STRICT:
		options->strict = true;
		return true;
	case OPTION_ANSWERS:
		options->answers = value;
		return true;
	case OPTION_LEAD:
		options->lead = value;
		return true;
	case OPTION_SECOND:
		options->second = value;
		return true;
	case OPTION_LANGUAGE:
		options->language = value;
		return true;
	case OPTION_FORMAT:
		options->format = value;
		return true;
	case OPTION_OUT:
		options->out = value;
		return true;
	case OPTION_BY:
		options->by = value;
		return true;
	case OPTION_CHECKED_BY:
		options->checked_by = value;
		return true;
	case OPTION_SHOW:
		options->show = true;
		return true;
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
	return set_option(options, rows[row].bit, value, fault) ? taken : 0;
}

static bool add_folder(struct options *options, const char *word, struct fault *fault)
{
	if (options->folder_count == OPTIONS_FOLDERS_MAX)
		return fault_set(fault, "more than %d folders at once; give fewer", OPTIONS_FOLDERS_MAX);
	options->folders[options->folder_count++] = word;
	return true;
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
		return fault_set(fault, "%s needs at least one folder of a pack, such as config/packs/hampshire", argv[0]);
	*options = read;
	return true;
}

void options_help(unsigned allowed, FILE *out)
{
	for (int i = 0; i < ROW_COUNT; i++)
		if (allowed & rows[i].bit)
			fprintf(out, "  %-12s %-5s %s\n", rows[i].name, rows[i].value ? rows[i].value : "", rows[i].help);
}
