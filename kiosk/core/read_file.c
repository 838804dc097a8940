#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "core/read_parts.h"

static bool file_error(struct reading *reading, const char *path, int line, const char *says)
{
	findings_add(reading->findings, SEVERITY_ERROR, "file", (struct spot){path, line, ""}, "%s", says);
	return false;
}

/* The key out of the words of the library: duplicate object key near '"id"'. */
static struct quote near_key(const char *near)
{
	struct quote key = quote(near ? near + strlen("near '") : "");
	size_t length = strlen(key.text);
	if (length > 0 && key.text[length - 1] == '\'')
		key.text[length - 1] = '\0';
	return key;
}

/* The words of the library name a place; ours also say what to do. */
static void say_syntax(struct reading *reading, const char *path, const json_error_t *error)
{
	struct spot spot = {path, error->line > 0 ? error->line : 1, ""};
	const char *near = strstr(error->text, "near '");

	switch (json_error_code(error)) {
	case json_error_invalid_utf8:
		findings_add(reading->findings, SEVERITY_ERROR, "format", spot, "a byte here is not UTF-8; save the file as UTF-8");
		break;
	case json_error_null_character:
		findings_add(reading->findings, SEVERITY_ERROR, "format", spot, "a text or key holds a zero character; take it out");
		break;
	case json_error_duplicate_key:
		findings_add(reading->findings, SEVERITY_ERROR, "format", spot, "the key %s stands twice in one block; keep one",
			     near_key(near).text);
		break;
	case json_error_stack_overflow:
		findings_add(reading->findings, SEVERITY_ERROR, "format", spot, "blocks stand too deep inside each other; a pack needs six at most");
		break;
	case json_error_numeric_overflow:
		findings_add(reading->findings, SEVERITY_ERROR, "format", spot, "a number here is too large; write a smaller one");
		break;
	case json_error_premature_end_of_input:
		findings_add(reading->findings, SEVERITY_ERROR, "format", spot, "the file ends too soon; a quotation mark, } or ] is missing");
		break;
	case json_error_out_of_memory:
		findings_add(reading->findings, SEVERITY_ERROR, FINDING_MACHINE, spot, "no memory is left to read this file");
		break;
	default:
		findings_add(reading->findings, SEVERITY_ERROR, "format", spot, "this is not JSON: %s; look for a comma, colon or quotation mark",
			     quote(error->text).text);
	}
}

static bool parse(struct reading *reading, struct json_file *file, size_t length)
{
	json_error_t error;

	if (length == 0)
		return file_error(reading, file->path, 0, "is empty; put the file back from its last good copy");
	if (length >= 3 && memcmp(file->text, "\xef\xbb\xbf", 3) == 0)
		return file_error(reading, file->path, 1, "begins with a byte order mark; save it as plain UTF-8");
	file->root = json_loadb(file->text, length, JSON_REJECT_DUPLICATES, &error);
	if (!file->root) {
		say_syntax(reading, file->path, &error);
		return false;
	}
	reading->file = file->path;
	reading->text = file->text;
	reading->length = length;
	reading->item = "";
	reading->item_depth = 0;
	reading->path.depth = 0;
	return true;
}

bool read_open(struct reading *reading, struct json_file *file, const char *folder, const char *name)
{
	struct stat status;
	struct fault fault;
	size_t length;

	*file = (struct json_file){0};
	if (!file_join(file->path, sizeof file->path, folder, name))
		return file_error(reading, folder, 0, "the path is too long; move the pack nearer to the top");
	/* A link could lead anywhere on the machine; a pack is only its own folder. */
	if (lstat(file->path, &status) != 0 && errno == ENOENT)
		return file_error(reading, file->path, 0, "is missing; every pack has this file");
	if (lstat(file->path, &status) == 0 && S_ISLNK(status.st_mode))
		return file_error(reading, file->path, 0, "is a link; put the file itself there");
	if (!file_read(file->path, PACK_FILE_MAX, &file->text, &length, &fault)) {
		bool fit = S_ISREG(status.st_mode) && status.st_size <= PACK_FILE_MAX; /* so the disk did not give it */
		findings_add(reading->findings, SEVERITY_ERROR, fit ? FINDING_MACHINE : "file", (struct spot){file->path, 0, ""}, "%s", fault.says);
		return false;
	}
	if (parse(reading, file, length))
		return true;
	read_close(file);
	return false;
}

void read_close(struct json_file *file)
{
	json_decref(file->root);
	free(file->text);
	file->root = NULL;
	file->text = NULL;
}
