/* A pack: pack.json, and after a zero byte text/en.json. Where pack_read says that it is
 * good, the checks and the merge with the other packs may have it too. */
#include <sys/stat.h>

#include "core/load.h"
#include "core/read.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct findings findings;
	const uint8_t *cut = memchr(data, 0, size);
	const size_t first = cut ? (size_t)(cut - data) : size;
	struct arena arena = {0};
	struct pack pack = {0};

	mkdir("pack", 0700);
	mkdir("pack/text", 0700);
	put_file("pack/pack.json", data, first);
	put_file("pack/text/en.json", cut ? cut + 1 : (const uint8_t *)"{}", cut ? size - first - 1 : 2);
	memset(&findings, 0, sizeof findings);
	must(arena_init(&arena, HUB_ARENA_MAX, NULL), "there is memory");
	if (!pack_read("pack", &arena, &pack, &findings))
		must(findings.errors > 0, "what is refused is told");
	else
		must(pack.id && pack.offer_count <= PACK_OFFERS_MAX, "a pack has a name, and no more offers than may be");
	arena_release(&arena);
	return 0;
}
