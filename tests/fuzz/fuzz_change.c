/* The file of a release that waits, as it comes back by mail. */
#include <jansson.h>

#include "core/repo_change.h"
#include "fuzz/fuzz.h"
#include "fuzz/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *change = json_loadb((const char *)data, size, JSON_REJECT_DUPLICATES, NULL);
	struct fault fault = {.says = ""};

	if (change && repo_change_check(change, &fault)) {
		json_decref(repo_change_missing(change));
		json_decref(repo_change_unsigned(change));
		json_decref(repo_change_paths(change, true));
		json_decref(repo_change_paths(change, false));
		json_decref(repo_change_says(change, &fault));
	} else if (change)
		must(fault.says[0] != 0, "what is refused is told in words");
	json_decref(change);
	return 0;
}
