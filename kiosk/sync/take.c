#include "sync/take.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "core/problem.h"
#include "sync/begin.h"

static bool name_of(const struct take *take, const struct trust_target *target, char out[INBOX_NAME_MAX], struct trust_problem *problem)
{
	size_t used = strlen("targets/");

	memcpy(out, "targets/", used + 1);
	return (trust_target_name(take->trust, target, out + used, INBOX_NAME_MAX - used) && inbox_keep(take->keep, out)) ||
	       problem_set(problem, FAILURE_FORMAT, "the path %.60s... is too long", target->path);
}

bool take_channel(const struct take *take, const char *channel, struct trust_bytes *out, struct trust_problem *problem)
{
	struct trust_target target;
	struct trust_bytes got = {0};
	char name[INBOX_NAME_MAX];

	if (!begin_channel(take->trust, channel, &target, problem) || !name_of(take, &target, name, problem) ||
	    !trust_fetch(take->trust, &target, &got, problem))
		return false;
	if (inbox_put(take->inbox, name, &got, problem)) {
		*out = got;
		return true;
	}
	free(got.bytes);
	return false;
}

/* One file of the channel. */
struct wanted {
	struct trust_target target;
	bool here;
};

static bool look_at(const struct take *take, const struct channel_part *part, struct wanted *out, struct trust_problem *problem)
{
	char name[INBOX_NAME_MAX];

	if (!trust_find(take->trust, part->path, &out->target, problem) || !begin_fits(part, &out->target, problem) ||
	    !name_of(take, &out->target, name, problem))
		return false;
	out->here = inbox_has(take->inbox, name, part->sha256, part->length);
	return true;
}

/* Whatever belongs neither to this release nor to the last complete one goes. */
static bool make_room(const struct take *take, struct trust_problem *problem)
{
	struct inbox_keep *both = malloc(sizeof *both);

	if (!both)
		return problem_set(problem, FAILURE_DISK, "memory is out");
	memcpy(both, take->keep, sizeof *both);
	inbox_keep_read(both, take->list);
	bool good = inbox_prune(take->inbox, both, problem);
	free(both);
	return good;
}

static bool room(const struct take *take, const struct wanted *files, int count, struct trust_problem *problem)
{
	struct statvfs disk;
	uint64_t bytes = 0;

	for (int i = 0; i < count; i++)
		bytes += files[i].here ? 0 : files[i].target.length;
	if (bytes == 0 || statvfs(take->inbox->path, &disk) != 0 || (uint64_t)disk.f_bavail * disk.f_frsize >= bytes + TAKE_ROOM_FREE)
		return true;
	return problem_set(problem, FAILURE_DISK, "%s: %llu MB are free, and new content needs %llu MB; make room", take->inbox->path,
			   (unsigned long long)((uint64_t)disk.f_bavail * disk.f_frsize >> 20), (unsigned long long)((bytes + TAKE_ROOM_FREE) >> 20));
}

static bool get_one(const struct take *take, const struct trust_target *target, struct trust_problem *problem)
{
	struct trust_bytes got = {0};
	char name[INBOX_NAME_MAX] = "targets/";
	size_t used = strlen(name);

	if (!trust_target_name(take->trust, target, name + used, sizeof name - used) || !trust_fetch(take->trust, target, &got, problem))
		return false;
	bool good = inbox_put(take->inbox, name, &got, problem);
	free(got.bytes);
	return good;
}

bool take_files(const struct take *take, const struct channel_file *channel, struct trust_problem *problem)
{
	int count = channel->file_count;
	struct wanted *files = calloc((size_t)count + 1, sizeof *files);
	bool good = files || problem_set(problem, FAILURE_DISK, "memory is out");

	for (int i = 0; good && i < count; i++)
		good = look_at(take, &channel->files[i], &files[i], problem);
	good = good && make_room(take, problem) && room(take, files, count, problem);
	for (int i = 0; good && i < count; i++)
		good = files[i].here || get_one(take, &files[i].target, problem);
	free(files);
	return good;
}

bool take_done(const struct take *take, struct trust_problem *problem)
{
	return inbox_keep_write(take->keep, take->list, problem) && inbox_prune(take->inbox, take->keep, problem);
}
