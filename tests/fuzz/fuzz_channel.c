/* The channel file: what is read has safe paths, and is written and read again as the same. */
#include "core/channel.h"
#include "fuzz/fuzz.h"
#include "fuzz/json.h"

static void check(const struct channel_file *channel)
{
	uint64_t all = 0;

	must(channel->pack_count > 0 && channel->pack_count <= CHANNEL_PACKS_MAX, "as many packs as there may be");
	must(channel->file_count > 0 && channel->file_count <= CHANNEL_FILES_MAX, "as many files as there may be");
	for (int i = 0; i < channel->file_count; i++) {
		const struct channel_part *file = &channel->files[i];
		must(channel_path_ok(file->path) && strncmp(file->path, "packs/", 6) == 0, "every path is safe");
		must(!strstr(file->path, "..") || !strstr(file->path, "/.."), "no path leads upwards");
		must(file->length > 0 && file->length <= CHANNEL_FILE_MAX, "no file is empty or too long");
		must(i == 0 || strcmp(channel->files[i - 1].path, file->path) < 0, "no path comes twice");
		all += file->length;
	}
	must(all <= CHANNEL_SET_MAX, "the set is not too large");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct channel_file channel, again;
	struct trust_problem problem = {0};
	char *text;
	size_t length;

	if (!channel_read((const char *)data, size, "0.1.0", &channel, &problem)) {
		must(problem.failure == FAILURE_FORMAT || problem.failure == FAILURE_TOO_NEW, "a failure is one of two");
		must(problem.fault.says[0] != 0, "what is refused is told in words");
		return 0;
	}
	check(&channel);
	must(channel_write(&channel, &text, &length, NULL), "what was read can be written");
	must(channel_read(text, length, "0.1.0", &again, NULL), "and read again");
	must(again.release == channel.release && again.file_count == channel.file_count, "as the same");
	channel_free(&again);
	channel_free(&channel);
	free(text);
	return 0;
}
