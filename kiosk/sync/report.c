#include "sync/report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "core/counts_issue.h"
#include "core/glass.h"
#include "core/trust_key.h"
#include "net/folder.h"
#include "core/problem.h"
#include "sync/report_object.h"
#include "sync/report_sent.h"

_Static_assert((int)GLASS_FILE_MAX <= (int)ISSUE_FILE_MAX, "one maximum reads both");

struct report {
	struct report_job job;
	int lock; /* the folder of the state, open */
	int32_t today;
	char installation[REPORT_UUID_SIZE];
	char sent_path[SYNC_FILE_MAX], status_path[SYNC_FILE_MAX];
	struct outbox_list outbox;
	struct trust_problem unread; /* the outbox could not be read */
	struct sent sent;
	int unsaved;
	bool silent; /* nothing of the screen: `today_file` is sent without a glass */
	struct outbox_file today_file;
	int due_count;
	struct outbox_file due[OUTBOX_FILES_MAX + 1];
	struct object_steps steps;
};

/* ---- what is to be sent ---- */

/* The day's file may still change; those before it stay as they were sent. */
static bool may_change(const struct report *report, const struct outbox_file *file)
{
	if (file->kind != OUTBOX_GLASS)
		return false;
	for (int i = 0; i < report->outbox.count; i++)
		if (report->outbox.files[i].kind == OUTBOX_GLASS && report->outbox.files[i].day > file->day &&
		    report->outbox.files[i].day <= report->today + 1)
			return false;
	return true;
}

static bool read_file(const struct report *report, const struct outbox_file *file, struct trust_bytes *out, struct trust_problem *problem)
{
	enum trust_got got = folder_get(report->job.outbox, file->name, ISSUE_FILE_MAX, out, problem);

	if (got == TRUST_ABSENT)
		problem_set(problem, FAILURE_MISSING, "%s: it is gone", file->name);
	return got == TRUST_GOT;
}

/* Has the file other bytes than were sent? One that cannot be read is tried, and refused, again. */
static bool changed(const struct report *report, const struct outbox_file *file, const struct sent_file *sent)
{
	struct trust_bytes bytes;
	char sha256[TRUST_HEX_SIZE];

	if (!read_file(report, file, &bytes, NULL))
		return true;
	trust_sha256(bytes.bytes, bytes.length, sha256);
	free(bytes.bytes);
	return strcmp(sha256, sent->sha256) != 0;
}

static bool is_due(const struct report *report, const struct outbox_file *file)
{
	const struct sent_file *sent = sent_find(&report->sent, file->name);

	if (file->kind == OUTBOX_GLASS && file->day > report->today + 1)
		return false; /* a wrong clock wrote it: it waits for its day, or for the screen to delete it */
	if (!sent)
		return true;
	return sent->times < REPORT_TIMES_MAX && may_change(report, file) && changed(report, file, sent);
}

/* The screen has been silent, and today nobody was told. */
static bool is_silent(const struct report *report)
{
	for (int i = 0; i < report->outbox.count; i++) {
		const struct outbox_file *file = &report->outbox.files[i];
		if (file->kind == OUTBOX_GLASS && file->day > report->today - REPORT_SILENT_DAYS && file->day <= report->today + 1)
			return false;
	}
	return !sent_find(&report->sent, report->today_file.name);
}

static void find_due(struct report *report)
{
	char day[11], name[OUTBOX_NAME_SIZE];

	day_print(report->today, day);
	snprintf(name, sizeof name, "glass-%s.json", day);
	(void)outbox_name(name, &report->today_file);
	for (int i = 0; i < report->outbox.count; i++)
		if (is_due(report, &report->outbox.files[i]))
			report->due[report->due_count++] = report->outbox.files[i];
	report->silent = is_silent(report);
	if (report->silent)
		report->due[report->due_count++] = report->today_file;
}

/* ---- opening ---- */

static bool lock_state(struct report *report, struct trust_problem *problem)
{
	const char *state = report->job.state;

	report->lock = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (report->lock < 0 || access(state, W_OK | X_OK) != 0)
		return problem_set(problem, FAILURE_DISK, "%s: %s; what was sent could not be remembered, so nothing is sent", state,
				   strerror(errno));
	return flock(report->lock, LOCK_EX | LOCK_NB) == 0 ||
	       problem_set(problem, FAILURE_DISK, "%s: another report runs: %s", state, strerror(errno));
}

static bool prepare(struct report *report, struct trust_problem *problem)
{
	const struct report_job *job = &report->job;
	char path[SYNC_FILE_MAX];
	struct fault fault;

	if (!job->council[0])
		return problem_set(problem, FAILURE_SETTINGS, "council is not set in sync.conf; it names the folder that reports are put into");
	if (!lock_state(report, problem))
		return false;
	if (!file_join(path, sizeof path, job->state, "installation") ||
	    !file_join(report->sent_path, sizeof report->sent_path, job->state, "sent.json") ||
	    !file_join(report->status_path, sizeof report->status_path, job->state, "status.json"))
		return problem_set(problem, FAILURE_SETTINGS, "the path of report_state is too long");
	if (!installation_read(path, job->chance, report->installation, problem))
		return false;
	sent_read(report->sent_path, &report->sent);
	report->today = civil_at(job->now).day;
	if (outbox_read(job->outbox, &report->outbox, &fault))
		sent_prune(&report->sent, &report->outbox, report->today);
	else
		problem_set(&report->unread, FAILURE_MISSING, "%s: %s; is outbox in sync.conf the folder that the screen writes?", job->outbox,
			    fault.says);
	find_due(report);
	return true;
}

struct report *report_open(const struct report_job *job, struct trust_problem *problem)
{
	struct report *report = calloc(1, sizeof *report);

	if (!report) {
		problem_set(problem, FAILURE_DISK, "memory is out");
		return NULL;
	}
	report->job = *job;
	report->lock = -1;
	if (prepare(report, problem))
		return report;
	report_close(report);
	return NULL;
}

int report_due(const struct report *report)
{
	return report->due_count;
}

const char *report_installation(const struct report *report)
{
	return report->installation;
}

void report_close(struct report *report)
{
	if (!report)
		return;
	object_steps_free(&report->steps);
	if (report->lock >= 0)
		close(report->lock);
	free(report);
}

/* ---- sending ---- */

/* One thing on its way. */
struct parcel {
	const struct outbox_file *file;
	struct object_name name;
	char sha256[TRUST_HEX_SIZE]; /* of the file's bytes, "" where there is none */
	char *text;
};

static bool fill_parcel(const struct report *report, struct parcel *parcel, const struct trust_bytes *bytes, struct fault *fault)
{
	const struct outbox_file *file = parcel->file;
	const struct object_day day = {file,          bytes ? bytes->bytes : NULL, bytes ? bytes->length : 0, report->job.now, report->job.clock_sure,
				       &report->steps};

	if (bytes)
		trust_sha256(bytes->bytes, bytes->length, parcel->sha256);
	parcel->text = file->kind == OUTBOX_COUNTS ? object_month(file, bytes->bytes, bytes->length, fault) : object_day(&day, fault);
	return parcel->text != NULL;
}

static bool make_parcel(const struct report *report, const struct outbox_file *file, struct parcel *parcel, struct trust_problem *problem)
{
	const struct sent_file *sent = sent_find(&report->sent, file->name);
	bool silent = file->kind == OUTBOX_GLASS && report->silent && file->day == report->today;
	struct trust_bytes bytes;
	struct fault fault;

	*parcel = (struct parcel){.file = file};
	if (!object_name(report->job.council, report->installation, file, sent ? sent->times + 1 : 1, &parcel->name))
		return problem_set(problem, FAILURE_SETTINGS, "the name of the council is too long");
	if (!silent && !read_file(report, file, &bytes, problem))
		return false;
	bool good = fill_parcel(report, parcel, silent ? NULL : &bytes, &fault);
	if (!silent)
		free(bytes.bytes);
	return good || problem_set(problem, FAILURE_FORMAT, "%s: %s", file->name, fault.says);
}

/* Only what the server says of this one object is no reason to keep the others. */
static bool is_its_own(enum failure failure)
{
	return failure == FAILURE_TOO_BIG || failure == FAILURE_FORMAT;
}

static bool save(struct report *report, struct trust_problem *problem)
{
	struct fault fault;

	report->unsaved = 0;
	return sent_write(report->sent_path, &report->sent, &fault) ||
	       problem_set(problem, FAILURE_DISK, "%s: what was sent cannot be remembered: %s", report->sent_path, fault.says);
}

static void refuse(struct report_done *done, const struct trust_problem *why, struct trust_problem *first)
{
	done->refused++;
	if (first->failure == FAILURE_NONE)
		*first = *why;
}

/* Sends one. False when there is no use in going on. */
static bool send_one(struct report *report, const struct report_way *way, const struct parcel *parcel, struct report_done *done,
		     struct trust_problem *problem)
{
	const struct put_thing thing = {parcel->name.text, parcel->text, strlen(parcel->text), "application/json", PUT_CREATE};
	enum put_did did = way->send(way->context, &thing, problem);

	if (did == PUT_NOT_DONE)
		return is_its_own(problem->failure);
	done->put += did == PUT_DONE;
	done->there += did == PUT_THERE;
	sent_add(&report->sent, parcel->file->name, parcel->sha256);
	return ++report->unsaved < REPORT_SAVE_EVERY || save(report, problem);
}

bool report_send(struct report *report, const struct report_way *way, struct report_done *done, struct trust_problem *problem)
{
	struct trust_problem first = report->unread, now;

	*done = (struct report_done){.waiting = report->due_count};
	report->steps = object_steps(report->job.fetch, report->job.activate, report->status_path);
	for (int i = 0; i < report->due_count && !done->cut; i++) {
		struct parcel parcel;
		now = (struct trust_problem){.failure = FAILURE_NONE};
		if (!make_parcel(report, &report->due[i], &parcel, &now)) {
			refuse(done, &now, &first);
			continue;
		}
		done->cut = !send_one(report, way, &parcel, done, &now);
		if (!done->cut && now.failure != FAILURE_NONE)
			refuse(done, &now, &first);
		free(parcel.text);
	}
	object_steps_free(&report->steps);
	done->waiting -= done->put + done->there + done->refused;
	if (!done->cut && !save(report, &now))
		done->cut = true;
	else if (done->cut)
		(void)save(report, NULL);
	if (done->cut || first.failure != FAILURE_NONE)
		*problem = done->cut ? now : first;
	return !done->cut && first.failure == FAILURE_NONE;
}
