#include "core/outbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/moment.h"

enum { PRUNE_TIMES = 4, ENTRIES_MAX = 20000 }; /* of a folder that somebody filled */

static const char counts[] = "counts-", glass[] = "glass-", ending[] = ".json", half[] = ".new";

static bool refuse(struct fault *fault, const char *path, const char *what)
{
	fault_set(fault, "%s: %s", what, strerror(errno));
	fault_at(fault, path, 0, NULL);
	return false;
}

/* ---- names ---- */

/* What stands between `before` and ".json", of exactly `length` characters. */
static bool middle(const char *name, const char *before, size_t length, char out[11])
{
	size_t first = strlen(before);

	if (strncmp(name, before, first) != 0 || strlen(name) != first + length + strlen(ending) || strcmp(name + first + length, ending) != 0)
		return false;
	snprintf(out, 11, "%.*s", (int)length, name + first);
	return true;
}

bool outbox_name(const char *name, struct outbox_file *out)
{
	struct outbox_file file = {.kind = OUTBOX_GLASS};
	char first[16];

	if (middle(name, counts, 7, file.when)) {
		file.kind = OUTBOX_COUNTS;
		snprintf(first, sizeof first, "%s-01", file.when);
	} else if (middle(name, glass, 10, file.when)) {
		snprintf(first, sizeof first, "%s", file.when);
	} else {
		return false;
	}
	if (!day_parse(first, &file.day))
		return false;
	struct civil civil = civil_at(moment_of(file.day, 12 * 60));
	file.month = file.kind == OUTBOX_COUNTS ? civil.year * 100 + civil.month : 0;
	snprintf(file.name, sizeof file.name, "%s", name);
	*out = file;
	return true;
}

static int by_time(const void *a, const void *b)
{
	const struct outbox_file *one = a, *other = b;
	int order = strcmp(one->when, other->when);

	return order ? order : (int)one->kind - (int)other->kind;
}

/* ---- reading ---- */

/* Where the list is full the oldest makes room, or the new one stays out. */
static void take(struct outbox_list *list, const struct outbox_file *file)
{
	int oldest = 0;

	if (list->count < OUTBOX_FILES_MAX) {
		list->files[list->count++] = *file;
		return;
	}
	list->more = true;
	for (int i = 1; i < list->count; i++)
		if (by_time(&list->files[i], &list->files[oldest]) < 0)
			oldest = i;
	if (by_time(file, &list->files[oldest]) > 0)
		list->files[oldest] = *file;
}

bool outbox_read(const char *folder, struct outbox_list *out, struct fault *fault)
{
	DIR *entries = opendir(folder);
	struct outbox_file file;

	if (!entries)
		return refuse(fault, folder, "the outbox cannot be read");
	out->count = 0;
	out->more = false;
	for (int seen = 0; seen < ENTRIES_MAX; seen++) {
		const struct dirent *entry = readdir(entries);
		if (!entry)
			break;
		if (outbox_name(entry->d_name, &file))
			take(out, &file);
	}
	closedir(entries);
	qsort(out->files, (size_t)out->count, sizeof out->files[0], by_time);
	return true;
}

/* ---- writing ---- */

static int open_folder(const char *folder, struct fault *fault)
{
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (at < 0 && errno == ENOENT && mkdir(folder, 0750) == 0 && chmod(folder, 0750) == 0)
		at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (at < 0)
		refuse(fault, folder, "the outbox cannot be made");
	return at;
}

static bool write_whole(int at, const char *name, const char *text)
{
	size_t length = strlen(text), done = 0;
	int fd;

	unlinkat(at, name, 0);
	fd = openat(at, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return false;
	while (done < length) {
		ssize_t put = write(fd, text + done, length - done);
		if (put < 0 && errno != EINTR)
			break;
		done += put > 0 ? (size_t)put : 0;
	}
	bool good = done == length && fchmod(fd, 0640) == 0 && fsync(fd) == 0;
	int why = errno;
	close(fd);
	errno = why;
	return good;
}

bool outbox_put_glass(const char *folder, int32_t day, const char *text, struct fault *fault)
{
	char when[11], name[OUTBOX_NAME_SIZE], beside[OUTBOX_NAME_SIZE + sizeof half];
	int at = open_folder(folder, fault);

	if (at < 0)
		return false;
	day_print(day, when);
	snprintf(name, sizeof name, "%s%s%s", glass, when, ending);
	snprintf(beside, sizeof beside, "%s%s", name, half);
	bool good = write_whole(at, beside, text) && renameat(at, beside, at, name) == 0;
	if (!good) {
		refuse(fault, folder, "what stands on the glass cannot be written into the outbox");
		unlinkat(at, beside, 0);
	} else {
		fsync(at); /* the file is whole either way */
	}
	close(at);
	return good;
}

/* ---- deleting ---- */

/* The first that stays: of each kind the newest so many. "" where all may stay. */
struct limits {
	char first[2][11];
	int32_t last; /* day of the glass */
};

static struct limits limits_of(const struct outbox_list *list, int32_t last)
{
	static const int kept[] = {[OUTBOX_COUNTS] = OUTBOX_MONTHS_KEPT, [OUTBOX_GLASS] = OUTBOX_DAYS_KEPT};
	struct limits limits = {.last = last};
	int seen[2] = {0, 0};

	for (int i = list->count - 1; i >= 0; i--) {
		const struct outbox_file *file = &list->files[i];
		if (file->kind == OUTBOX_GLASS && file->day > last)
			continue;
		if (++seen[file->kind] == kept[file->kind])
			snprintf(limits.first[file->kind], sizeof limits.first[0], "%s", file->when);
	}
	return limits;
}

static bool is_half(const char *name)
{
	size_t length = strlen(name), end = strlen(half);
	char whole[OUTBOX_NAME_SIZE];
	struct outbox_file file;

	if (length <= end || length - end >= sizeof whole || strcmp(name + length - end, half) != 0)
		return false;
	snprintf(whole, sizeof whole, "%.*s", (int)(length - end), name);
	return outbox_name(whole, &file);
}

static bool goes(const char *name, const struct limits *limits)
{
	struct outbox_file file;

	if (!outbox_name(name, &file))
		return is_half(name);
	return strcmp(file.when, limits->first[file.kind]) < 0 || (file.kind == OUTBOX_GLASS && file.day > limits->last);
}

/* Once through the folder. */
static int prune(const char *folder, int32_t last, struct outbox_list *list)
{
	DIR *entries = outbox_read(folder, list, NULL) ? opendir(folder) : NULL;
	int gone = 0;

	if (!entries)
		return 0;
	struct limits limits = limits_of(list, last);
	for (const struct dirent *entry; (entry = readdir(entries)) != NULL;)
		gone += goes(entry->d_name, &limits) && unlinkat(dirfd(entries), entry->d_name, 0) == 0;
	closedir(entries);
	return gone;
}

int outbox_prune(const char *folder, int32_t today)
{
	struct outbox_list *list = calloc(1, sizeof *list);
	int gone = 0;

	/* Of a folder with more files than the list holds, the first time goes through the newest. */
	for (int more = 1, times = 0; list && more && times < PRUNE_TIMES; times++) {
		more = prune(folder, today + OUTBOX_DAYS_AHEAD, list);
		gone += more;
	}
	free(list);
	return gone;
}
