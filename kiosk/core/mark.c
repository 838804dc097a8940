#include "core/mark.h"

#include <openssl/evp.h>
#include <string.h>

uint64_t words_digest(const char *words)
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	uint64_t digest = 0;

	if (EVP_Digest(words, strlen(words), bytes, NULL, EVP_sha256(), NULL) != 1)
		return 0;
	for (int i = 0; i < MARK_DIGITS / 2; i++)
		digest = digest << 8 | bytes[i];
	return digest;
}

enum mark_state mark_judge(const struct text_mark *mark, const char *words, uint64_t english)
{
	if (!mark)
		return MARK_NONE;
	uint64_t now = mark->now ? mark->now : words_digest(words);
	if (now == 0 || mark->words != now)
		return MARK_CHANGED;
	if (english == 0 || mark->source != english)
		return MARK_STALE;
	return mark->checked ? MARK_CHECKED : MARK_DRAFT;
}

const char *mark_state_name(enum mark_state state)
{
	static const char *const names[MARK_STATE_COUNT] = {
	    [MARK_NONE] = "none", [MARK_DRAFT] = "draft", [MARK_STALE] = "stale", [MARK_CHANGED] = "changed", [MARK_CHECKED] = "checked",
	};
	return state < MARK_STATE_COUNT ? names[state] : "";
}
