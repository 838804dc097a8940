/* Which set to show, and what became of it: broken files say nothing, and what is saved is
 * what was read. */
#include <fcntl.h>
#include <unistd.h>

#include "core/content.h"
#include "core/store.h"
#include "fuzz/fuzz.h"
#include "fuzz/json.h"

static void check_names(const struct content_names *names)
{
	must(names->count >= 0 && names->count <= CONTENT_NAMES_MAX, "no more names than may be");
	for (int i = 0; i < names->count; i++)
		must(content_name_ok(names->set[i]), "each the name of a set");
}

static void check_state(void)
{
	struct content_state state, again;

	content_state_read("active.json", &state);
	check_names(&state.failed);
	must(!state.set[0] || content_name_ok(state.set), "the name of a set, or none");
	must(state.starts >= 0 && state.starts <= CONTENT_STARTS_MAX, "starts within their limits");
	must(content_save("content.json", &state, NULL), "what was read can be saved");
	content_state_read("content.json", &again);
	must(strcmp(state.set, again.set) == 0 && state.starts == again.starts && state.good == again.good, "and is the same again");
	must(state.failed.count == again.failed.count, "with as many names");
}

/* The step that writes the pointer and the screen that reads it see the same. */
static void check_active(void)
{
	struct content_active active;
	struct store_pointer pointer;
	const struct store store = {.folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), .blobs = -1, .sets = -1};

	content_active_read(".", &active);
	check_names(&active.bad);
	must(!active.current[0] || content_name_ok(active.current), "the name of a set, or none");
	must(!active.previous[0] || content_name_ok(active.previous), "the name of a set, or none");
	must(store_pointer_read(&store, &pointer, NULL), "the pointer is read");
	must(pointer.bad_count >= 0 && pointer.bad_count <= STORE_BAD_MAX, "no more names than may be");
	if (!pointer.broken)
		must(strcmp(pointer.current, active.current) == 0, "whoever writes and whoever reads see the same set");
	close(store.folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	put_file("active.json", data, size);
	check_active();
	check_state();
	return 0;
}
