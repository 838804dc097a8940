/*
 * Words that the checker looks for in what families read, for each language.
 *
 * Data only, one file a concern: each language has a list of phrases in the form of
 * phrase_any (core/check_rules.h), written as translators write them; capitals, accents
 * and vowel points do not count. Languages differ too much to share a list: "para" is a
 * couple in Polish and "for" in Portuguese. English is looked for in every language as
 * well, because names and borrowed words stay English.
 */
#ifndef CORE_PHRASES_H
#define CORE_PHRASES_H

struct phrase_set {
	const char *code;           /* NULL at the end of a table */
	const char *const *phrases; /* NULL-ended */
};

extern const struct phrase_set joint_phrases[];     /* couples, spouses, mediation (S3) */
extern const struct phrase_set conflict_phrases[];  /* rows (S3) */
extern const struct phrase_set forbidden_phrases[]; /* never shown to parents (S44) */
extern const struct phrase_set hard_phrases[];      /* hard words (S44) */

/* The first phrase of that language, then of English, that stands in the text; its bytes
 * in `*length`. NULL when there is none. */
const char *phrase_of_set(const char *text, const struct phrase_set *table, const char *code, int *length);

#endif
