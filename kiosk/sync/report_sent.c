#include "sync/report_sent.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "core/content.h"
#include "core/problem.h"

/* ---- what was sent ---- */

static bool take(const char *name, json_t *value, struct sent_file *out)
{
	struct outbox_file file;
	const char *sha256;
	int times;

	if (!outbox_name(name, &file) || json_unpack_ex(value, NULL, JSON_STRICT, "{s:s, s:i}", "sha256", &sha256, "times", &times) != 0 ||
	    (sha256[0] && !content_name_ok(sha256)) || times < 1 || times > REPORT_TIMES_MAX)
		return false;
	*out = (struct sent_file){.times = times};
	memcpy(out->name, file.name, sizeof out->name);
	snprintf(out->sha256, sizeof out->sha256, "%s", sha256);
	return true;
}

void sent_read(const char *path, struct sent *out)
{
	char *text = NULL;
	size_t length;
	const char *name;
	json_t *value, *root = file_read(path, SENT_FILE_MAX, &text, &length, NULL) ? json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL) : NULL;

	free(text);
	out->count = 0;
	if (json_integer_value(json_object_get(root, "format")) == SENT_FORMAT)
		json_object_foreach(json_object_get(root, "sent"), name, value)
		{
			if (out->count < SENT_MAX && take(name, value, &out->files[out->count]))
				out->count++;
		}
	json_decref(root);
}

bool sent_write(const char *path, const struct sent *sent, struct fault *fault)
{
	json_t *files = json_object(), *root;

	for (int i = 0; i < sent->count; i++)
		json_object_set_new(files, sent->files[i].name,
				    json_pack("{s:s, s:i}", "sha256", sent->files[i].sha256, "times", sent->files[i].times));
	root = json_pack("{s:i, s:o}", "format", SENT_FORMAT, "sent", files);
	char *text = root ? json_dumps(root, JSON_INDENT(1)) : NULL;
	bool good = text ? file_replace(path, text, strlen(text), fault) : fault_set(fault, "memory is out");

	free(text);
	json_decref(root);
	return good;
}

static struct sent_file *find(struct sent *sent, const char *name)
{
	for (int i = 0; i < sent->count; i++)
		if (strcmp(sent->files[i].name, name) == 0)
			return &sent->files[i];
	return NULL;
}

const struct sent_file *sent_find(const struct sent *sent, const char *name)
{
	for (int i = 0; i < sent->count; i++)
		if (strcmp(sent->files[i].name, name) == 0)
			return &sent->files[i];
	return NULL;
}

void sent_add(struct sent *sent, const char *name, const char *sha256)
{
	struct sent_file *file = find(sent, name);

	if (!file) {
		if (sent->count == SENT_MAX)
			return; /* it is sent again, and is there already */
		file = &sent->files[sent->count++];
		*file = (struct sent_file){.times = 0};
		snprintf(file->name, sizeof file->name, "%s", name);
	}
	file->times += file->times < REPORT_TIMES_MAX;
	snprintf(file->sha256, sizeof file->sha256, "%s", sha256);
}

static bool stays(const struct sent_file *file, const struct outbox_list *outbox, int32_t today)
{
	struct outbox_file parts;

	for (int i = 0; i < outbox->count; i++)
		if (strcmp(outbox->files[i].name, file->name) == 0)
			return true;
	return outbox_name(file->name, &parts) && parts.kind == OUTBOX_GLASS && parts.day == today;
}

void sent_prune(struct sent *sent, const struct outbox_list *outbox, int32_t today)
{
	int kept = 0;

	for (int i = 0; i < sent->count; i++)
		if (stays(&sent->files[i], outbox, today))
			sent->files[kept++] = sent->files[i];
	sent->count = kept;
}

/* ---- the name of the installation ---- */

void installation_make(const uint8_t chance[REPORT_CHANCE_BYTES], char out[REPORT_UUID_SIZE])
{
	int used = 0;

	for (int i = 0; i < REPORT_CHANCE_BYTES; i++) {
		unsigned byte = chance[i];
		if (i == 6)
			byte = (byte & 0x0FU) | 0x40U; /* version 4 */
		if (i == 8)
			byte = (byte & 0x3FU) | 0x80U; /* variant 10 */
		used += snprintf(out + used, (size_t)(REPORT_UUID_SIZE - used), "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", byte);
	}
}

static bool is_installation(const char *text)
{
	for (int i = 0; i < REPORT_UUID_SIZE - 1; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? text[i] != '-' : !text[i] || !strchr("0123456789abcdef", text[i]))
			return false;
	}
	return text[14] == '4' && text[REPORT_UUID_SIZE - 1] == '\0';
}

/* 0600 from its first moment on, and whole before it has its name. */
static bool write_installation(const char *path, const char *name, struct trust_problem *problem)
{
	char beside[SYNC_FILE_MAX], line[REPORT_UUID_SIZE + 1];
	int length = snprintf(line, sizeof line, "%s\n", name), fd;

	if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside)
		return problem_set(problem, FAILURE_SETTINGS, "the path of report_state is too long");
	unlink(beside);
	fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good = fd >= 0 && write(fd, line, (size_t)length) == length && fchmod(fd, 0600) == 0 && fsync(fd) == 0;
	int why = errno;
	if (fd >= 0)
		close(fd);
	errno = good ? 0 : why;
	return (good && rename(beside, path) == 0) || problem_set(problem, FAILURE_DISK, "%s: %s", path, strerror(errno));
}

bool installation_read(const char *path, const uint8_t chance[REPORT_CHANCE_BYTES], char out[REPORT_UUID_SIZE], struct trust_problem *problem)
{
	char *text = NULL, name[REPORT_UUID_SIZE];
	size_t length;
	struct fault fault;

	if (file_read(path, REPORT_UUID_SIZE + 16, &text, &length, &fault)) {
		text[strcspn(text, "\n")] = '\0';
		bool good = is_installation(text);
		if (good)
			snprintf(out, REPORT_UUID_SIZE, "%s", text);
		free(text);
		if (good)
			return true;
	} else if (access(path, F_OK) == 0 && access(path, R_OK) != 0) {
		return problem_set(problem, FAILURE_DISK, "%s: %s", path, fault.says);
	}
	installation_make(chance, name);
	if (!write_installation(path, name, problem))
		return false;
	snprintf(out, REPORT_UUID_SIZE, "%s", name);
	return true;
}
