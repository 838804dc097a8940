/* What changed between two files of a pack, in words: the old one, and after a zero byte the
 * new one, each as pack.json, as a text and as a list of marks. */
#include "core/repo_diff.h"
#include "core/trust_key.h"
#include "fuzz/fuzz.h"

static struct repo_view view_of(const char *path, const uint8_t *data, size_t size)
{
	struct repo_view view = {json_object(), json_object()};
	json_t *text = json_stringn((const char *)data, size);
	char hash[TRUST_HEX_SIZE];

	if (text && json_string_length(text) == strlen(json_string_value(text))) {
		trust_sha256(data, size, hash);
		json_object_set_new(view.paths, path, json_string(hash));
		json_object_set(view.files, hash, text);
	}
	json_decref(text);
	return view;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = {"packs/a/pack.json", "packs/a/text/en.json", "packs/a/review/pl.json", "packs/a/sign-off.json",
					    "channels/stable.json"};
	const uint8_t *cut = memchr(data, 0, size);
	const size_t first = cut ? (size_t)(cut - data) : size;

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct repo_view old = view_of(paths[i], data, first);
		struct repo_view new = view_of(paths[i], cut ? cut + 1 : data, cut ? size - first - 1 : 0);
		struct fault fault = {.says = ""};
		json_t *says = repo_diff(&old, &new, &fault);
		must(says || fault.says[0], "what cannot be told is told in words");
		json_decref(says);
		repo_view_free(&old);
		repo_view_free(&new);
	}
	return 0;
}
