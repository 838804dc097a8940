#include "sync/newest.h"

#include <stdlib.h>
#include <string.h>

#include "core/trust_chain.h"

static const struct source_wish wish = {TRUST_METADATA, "timestamp.json", TRUST_TIMESTAMP_MAX, NULL};

static int64_t version_of(const struct trust *trust, const struct trust_bytes *bytes)
{
	return bytes->bytes ? trust_timestamp_version(trust, bytes) : 0;
}

/* One alone need not be compared, and what is wrong with it is told when it is asked in its turn. */
static bool is_choice(const struct source *source)
{
	int left = 0;

	for (int i = 0; i < source->count; i++)
		left += !source->bases[i].passed;
	return left > 1;
}

bool newest_timestamp(struct source *source, const struct trust *trust, struct source_answer *answer)
{
	int64_t best = version_of(trust, &answer->bytes);
	int first = source->last;

	for (int step = 0; is_choice(source) && step < source->count; step++) {
		int i = (first + step) % source->count;
		const struct source_base *base = &source->bases[i];
		struct source_answer own = {0};

		if (base->passed || base->down || (answer->bytes.bytes && strcmp(base->place, answer->tag.place) == 0) ||
		    source_get_from(source, i, &wish, &own, NULL) != SOURCE_GOT)
			continue;
		int64_t version = version_of(trust, &own.bytes);
		if (version <= best) {
			free(own.bytes.bytes);
			continue;
		}
		best = version;
		free(answer->bytes.bytes);
		*answer = own;
	}
	if (best > 0)
		source_prefer(source, answer->tag.place);
	return best > 0;
}

bool newest_in_folder(struct source *source, const struct trust *trust, int64_t trusted)
{
	for (int i = 0; i < source->count; i++) {
		struct source_answer own = {0};

		if (source->bases[i].folder && !source->bases[i].passed && source_get_from(source, i, &wish, &own, NULL) == SOURCE_GOT) {
			/* One that a newer root may vouch for counts, too. */
			int64_t version = version_of(trust, &own.bytes);
			free(own.bytes.bytes);
			if (version == 0 || version > trusted)
				return true;
		}
	}
	return false;
}
