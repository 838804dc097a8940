#include "core/counts_issue.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { FILE_NAME_MAX = FAULT_FILE_MAX + 64 };

int64_t issue_rounded(int64_t count)
{
	if (count <= ISSUE_HIDDEN_MOST)
		return ISSUE_HIDDEN;
	return (count + ISSUE_NEAREST / 2) / ISSUE_NEAREST * ISSUE_NEAREST;
}

static bool refuse(struct fault *fault, const char *path, const char *what)
{
	fault_set(fault, "%s: %s", what, strerror(errno));
	fault_at(fault, path, 0, NULL);
	return false;
}

static json_t *shown(int64_t count)
{
	int64_t rounded = issue_rounded(count);

	return rounded == ISSUE_HIDDEN ? json_string("*") : json_integer(rounded);
}

static bool put_sum(json_t *object, const char *key, struct counts_store *store, int month, const char *name)
{
	int64_t sum;

	return counts_store_sum(store, month, name, &sum) && json_object_set_new(object, key, shown(sum)) == 0;
}

/* Each offer by itself, and all together by itself, from the true counts. */
static json_t *codes_of(struct counts_store *store, const struct counts *names, int month)
{
	json_t *codes = json_object(), *offers = json_object();
	int64_t sum, total = 0;
	bool fine = codes && offers;

	for (int i = COUNT_OFFERS; fine && i < names->name_count; i++) {
		const char *name = names->tallies[i].name;
		fine = counts_store_sum(store, month, name, &sum) && json_object_set_new(offers, strchr(name, ':') + 1, shown(sum)) == 0;
		total += fine ? sum : 0;
	}
	fine = fine && json_object_set_new(codes, "total", shown(total)) == 0;
	fine = fine && json_object_set(codes, "offers", offers) == 0;
	json_decref(offers);
	if (!fine) {
		json_decref(codes);
		return NULL;
	}
	return codes;
}

static json_t *document(struct counts_store *store, const struct hub *hub, const struct counts *names, int month)
{
	char text[16];
	json_t *whole, *codes = codes_of(store, names, month);

	snprintf(text, sizeof text, "%04d-%02d", month / 100, month % 100);
	whole =
	    json_pack("{s:i, s:s, s:s, s:i}", "format", ISSUE_FORMAT, "month", text, "packs", hub->packs ? hub->packs : "", "one_in", COUNTS_ONE_IN);
	if (whole && codes && put_sum(whole, "visits", store, month, names->tallies[COUNT_VISITS].name) &&
	    put_sum(whole, "finished", store, month, names->tallies[COUNT_FINISHED].name) && json_object_set(whole, "codes", codes) == 0) {
		json_decref(codes);
		return whole;
	}
	json_decref(codes);
	json_decref(whole);
	return NULL;
}

static bool write_part(const char *path, const char *text, struct fault *fault)
{
	size_t length = strlen(text), done = 0;
	int fd;

	unlink(path); /* of a month whose mark was not written */
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return refuse(fault, path, "cannot write the counts of a month");
	while (done < length) {
		ssize_t put = write(fd, text + done, length - done);
		if (put < 0 && errno != EINTR)
			break;
		done += put > 0 ? (size_t)put : 0;
	}
	bool fine = done == length && fchmod(fd, 0640) == 0 && fsync(fd) == 0;
	if (!fine)
		refuse(fault, path, "cannot write the counts of a month");
	close(fd);
	if (!fine)
		unlink(path);
	return fine;
}

static void sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* One month on its way: its names beside the store and in the outbox. */
struct issuing {
	struct counts_store *store;
	const char *folder;
	int month;
	char part[FILE_NAME_MAX], outbox[FILE_NAME_MAX], file[FILE_NAME_MAX];
};

static bool name_files(struct issuing *issuing, int month)
{
	char name[48];

	issuing->month = month;
	snprintf(name, sizeof name, "counts-%04d-%02d.json.part", month / 100, month % 100);
	if (!file_join(issuing->part, sizeof issuing->part, issuing->folder, name) ||
	    !file_join(issuing->outbox, sizeof issuing->outbox, issuing->folder, "outbox"))
		return false;
	snprintf(name, sizeof name, "counts-%04d-%02d.json", month / 100, month % 100);
	return file_join(issuing->file, sizeof issuing->file, issuing->outbox, name);
}

/* Moves the written file to the outbox; never over one that is there. */
static bool move(const struct issuing *issuing, struct fault *fault)
{
	if (renameat2(AT_FDCWD, issuing->part, AT_FDCWD, issuing->file, RENAME_NOREPLACE) != 0) {
		if (errno != EEXIST)
			return refuse(fault, issuing->file, "cannot put the counts of a month into the outbox");
		unlink(issuing->part);
	}
	sync_folder(issuing->outbox);
	return true;
}

static bool issue(const struct issuing *issuing, const struct hub *hub, const struct counts *names, struct fault *fault)
{
	json_t *whole = document(issuing->store, hub, names, issuing->month);
	char *text = whole ? json_dumps(whole, JSON_INDENT(2)) : NULL;
	bool fine = text ? write_part(issuing->part, text, fault) : fault_set(fault, "the counts of the month %d cannot be read", issuing->month);

	free(text);
	json_decref(whole);
	if (!fine)
		return false;
	sync_folder(issuing->folder);
	return counts_store_mark_issued(issuing->store, issuing->month, fault) && move(issuing, fault); /* S42: marked first */
}

bool issue_outbox(const char *folder, struct fault *fault)
{
	char path[FILE_NAME_MAX];

	if (!file_join(path, sizeof path, folder, "outbox"))
		return fault_set(fault, "the folder of the counts is too long");
	if (file_is_folder(path))
		return true;
	if (mkdir(path, 0750) != 0 || chmod(path, 0750) != 0)
		return refuse(fault, path, "cannot make the outbox of the counts");
	return true;
}

/* Months that were marked before the power failed, and not moved. */
static bool finish_moves(struct issuing *issuing, int32_t week, struct fault *fault)
{
	int done = 0;
	bool fine = true;

	for (int back = 0; back <= COUNTS_WEEKS_KEPT; back++) {
		int month = week_month(week - back < 0 ? 0 : week - back);
		if (month == done)
			continue;
		done = month;
		if (name_files(issuing, month) && access(issuing->part, F_OK) == 0 && counts_store_issued(issuing->store, month))
			fine = move(issuing, fault) && fine;
	}
	return fine;
}

bool issue_months(struct counts_store *store, const char *folder, const struct hub *hub, int32_t week, struct fault *fault)
{
	int months[COUNTS_MONTHS_MAX], count = counts_store_due(store, week, months);
	struct issuing issuing = {.store = store, .folder = folder};
	struct counts *names = calloc(1, sizeof *names);
	bool fine = names && count >= 0;

	if (!fine) {
		free(names);
		return fault_set(fault, "the counts cannot be read");
	}
	counts_set_hub(names, hub);
	fine = issue_outbox(folder, fault) && finish_moves(&issuing, week, fault);
	for (int i = 0; fine && i < count; i++)
		fine =
		    name_files(&issuing, months[i]) ? issue(&issuing, hub, names, fault) : fault_set(fault, "the folder of the counts is too long");
	free(names);
	return fine;
}
