/*
 * What really stands on the glass: the small file with which a screen says how it is.
 *
 * outbox/glass-2026-11-28.json (core/outbox.h), described by config/schema/glass.schema.json.
 * The screen writes it (display/glass_report.h says when); `signpost-sync report` reads it,
 * strictly, and sends what it understood, written anew. So nothing passes but the fields
 * below, and each holds a number, a flag, a day or a name out of a small grammar: there is no
 * free text in which something else could travel (S43).
 *
 * None of the fields is about a visit (S39 to S41): the same file comes of a day with a
 * hundred visits and of one with none. Hours are whole.
 */
#ifndef CORE_GLASS_H
#define CORE_GLASS_H

#include <jansson.h>

#include "base/moment.h"
#include "core/channel.h"
#include "core/pack.h"

enum { GLASS_FORMAT = 1, GLASS_FILE_MAX = 16 << 10, GLASS_FAULTS_MAX = 400, GLASS_LINES_MAX = PACK_OFFERS_MAX };

/* What kind of content it is, as staff read it on the screen. */
enum glass_content {
	GLASS_FINE,
	GLASS_BUILTIN,  /* no pack could be read, or may be shown: the lines in the program */
	GLASS_UNSIGNED, /* because nobody has signed them (S37) */
	GLASS_PREVIEW,  /* shown unsigned, to people who work on it */
	GLASS_EXAMPLE,  /* made up */
	GLASS_CONTENT_COUNT
};

/* Reading aloud. */
enum glass_speech { GLASS_SILENT, GLASS_SPEAKS, GLASS_SPEECH_FAULTY, GLASS_SPEECH_COUNT };

/* The store of the counts. */
enum glass_counts { GLASS_COUNTS_OFF, GLASS_COUNTS_ON, GLASS_COUNTS_BEGUN_AGAIN, GLASS_COUNTS_STOPPED, GLASS_COUNTS_COUNT };

struct glass_pack {
	char id[PACK_ID_MAX];
	int32_t day; /* of its last change */
};

struct glass {
	int32_t day; /* of the report, in London */
	char program[CHANNEL_VERSION_SIZE];
	moment since; /* the hour in which the program started */
	enum glass_content content;
	int pack_count;
	struct glass_pack packs[PACK_LAYERS_MAX]; /* in the order of their layers */
	char set[TRUST_HEX_SIZE];                 /* of the content that travelled; "": none did, and release, made and good are empty */
	int64_t release;
	char made[CHANNEL_MADE_SIZE];
	bool good;                   /* it passed its trial (core/content.h) */
	char failed[TRUST_HEX_SIZE]; /* the last set that could not be shown; "": none */
	int language_count;
	char languages[PACK_LANGUAGES_MAX][12]; /* on offer */
	bool pictures, fonts;                   /* all there */
	enum glass_speech speech;
	enum glass_counts counts;
	int lines_due; /* help lines of the nation whose check is overdue (S33) */
	int faults;    /* errors that staff are told of, but for those of reading aloud */
};

/* The packs out of the line that a hub has of them: "uk-base 2026-10-07, example-hub
 * 2026-11-02"; "" has none. False when it is not such a line. */
bool glass_packs(const char *line, struct glass_pack out[PACK_LAYERS_MAX], int *count);

/* The report as JSON; a new reference, NULL when memory is out. The same report gives the
 * same bytes. */
json_t *glass_json(const struct glass *glass);

/* Reads a file's bytes. Unknown and missing keys, wrong types, and whatever breaks a grammar or
 * a maximum are refused with a sentence. */
bool glass_read(const char *text, size_t length, struct glass *out, struct fault *fault);

#endif
