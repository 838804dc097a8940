/*
 * Has a second person checked this translation (S38)?
 *
 * review/<language>.json of a pack holds a mark for each text of text/<language>.json
 * (read by core/read_review.c). A mark names the English that was translated and the
 * translation itself, each by the first 16 hex digits of the SHA-256 of its UTF-8
 * words, so that it can tell by itself when either was changed afterwards. Only a mark
 * that says `checked`, by somebody other than the translator, about these very words
 * and the present English makes a text checked; everything else is a draft.
 */
#ifndef CORE_MARK_H
#define CORE_MARK_H

#include <stdbool.h>
#include <stdint.h>

enum { MARK_FORMAT = 1, MARK_DIGITS = 16 };

struct text_mark {
	bool checked;           /* says it is; mark_judge says whether that still holds */
	uint64_t source;        /* words_digest of the English it was translated from */
	uint64_t words;         /* words_digest of the translation that was marked */
	uint64_t now;           /* words_digest of the translation as it stands; 0: not taken yet */
	int32_t day;            /* of the mark */
	const char *by;         /* who translated */
	const char *checked_by; /* who checked, or "" */
};

enum mark_state {
	MARK_NONE,    /* there is no mark: a draft */
	MARK_DRAFT,   /* translated from the present English, not checked */
	MARK_STALE,   /* the English has changed since */
	MARK_CHANGED, /* the translation has changed since */
	MARK_CHECKED,
	MARK_STATE_COUNT
};

/* The first 16 hex digits of the SHA-256 of the words, as a number. 0 when the system
 * has no memory left: that is never the digest of anything, so nothing is checked. */
uint64_t words_digest(const char *words);

/* What the mark (NULL: none) says about `words`, whose English now has the digest
 * `english`. */
enum mark_state mark_judge(const struct text_mark *mark, const char *words, uint64_t english);

/* "none", "draft", "stale", "changed", "checked". */
const char *mark_state_name(enum mark_state state);

#endif
