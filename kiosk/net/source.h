/*
 * Several places that hold the same repository, as one source for core/trust.h.
 *
 * A base is an address (https://...) or a folder (/media/stick/signpost), with metadata/
 * and targets/ below it. Each is tried in turn, the one that worked last first; one that
 * could not be reached is not waited for again while another answers. When all fail, the
 * most telling failure is given: "a sign-in page answered" says more than "no stick is in".
 *
 * A file is absent when a base says so and no other has it. One case more counts as
 * absent: 401 or 403 for N.root.json. S3 answers 403 for what is not there when the asker
 * may not list the bucket, and the client asks for root N+1 only to learn that there is
 * none. Nothing is lost by it: whoever can answer 403 can as well answer 404, and a server
 * that lets nobody in says so again at timestamp.json, where it counts as denied.
 *
 * Bases are not trusted. When what one gave does not verify, source_pass_over() leaves it
 * out, and the client can be run again with the others (TUF's "malicious mirrors").
 *
 *     struct source source;
 *     source_init(&source, web);                 web may be NULL when all bases are folders
 *     source_add(&source, "https://content.example.org/signpost", &fault);
 *     struct trust_source trust_source = source_for_trust(&source);
 */
#ifndef NET_SOURCE_H
#define NET_SOURCE_H

#include "core/trust.h"
#include "net/web.h"

enum { SOURCE_BASES_MAX = 8, SOURCE_NAME_MAX = 1024 };

struct source_base {
	char place[WEB_URL_MAX]; /* as it was given, without slashes at its end */
	bool folder;
	bool down;             /* could not be reached in this life */
	int64_t retry_after_s; /* the wait that it asked for last; 0: none */
	bool passed;           /* source_pass_over; the caller may set it, too: this one is not asked */
};

struct source {
	struct web *web; /* borrowed */
	int count;
	struct source_base bases[SOURCE_BASES_MAX];
	int last;              /* that gave something last; 0 at first */
	int64_t retry_after_s; /* the longest wait that a busy base asked for */
	bool no_dates;         /* some certificate's dates were not looked at (net/web.h) */
	/* Told of all bytes that came, before anybody has verified them; NULL: nobody. When it
	 * returns false, with the problem set, the bytes count as not got. */
	bool (*received)(void *context, enum trust_kind kind, const char *name, const struct trust_bytes *bytes, struct trust_problem *problem);
	void *received_context;
};

void source_init(struct source *source, struct web *web);

/* Adds a base: an address that web_url_ok takes, or a whole path of a folder (it need not
 * be there yet). */
bool source_add(struct source *source, const char *place, struct fault *fault);

/* Makes the base that was `place` in an earlier life the first to be asked; nothing when
 * it is not among them. */
void source_prefer(struct source *source, const char *place);

/* The base that gave something last, or the first; "" when there is none. */
const char *source_place(const struct source *source);

/* Leaves out the base that gave something last. False when no base is left. */
bool source_pass_over(struct source *source);

/* What identifies an answer: an ETag counts only at the base that gave it. */
struct source_tag {
	char place[WEB_URL_MAX];
	char etag[WEB_ETAG_MAX]; /* "": none */
};

struct source_wish {
	enum trust_kind kind;
	const char *name; /* as of struct trust_source */
	size_t max;
	const struct source_tag *tag; /* of what is here already; NULL: nothing is */
};

struct source_answer {
	struct trust_bytes bytes; /* for SOURCE_GOT; the caller's to free */
	struct source_tag tag;    /* names this answer, for SOURCE_GOT and SOURCE_SAME */
};

enum source_got {
	SOURCE_GOT,
	SOURCE_SAME,   /* what wish->tag names has not changed */
	SOURCE_ABSENT, /* no base has it; the problem is set as well */
	SOURCE_NOT_GOT,
};

/* Gets a file unless it is the one of wish->tag. `out` is untouched unless there is an
 * answer; wish->tag may be &out->tag. */
enum source_got source_get_if(struct source *source, const struct source_wish *wish, struct source_answer *out, struct trust_problem *problem);

/* One base alone, number `base`, for a look at each. Nobody is told of the bytes. */
enum source_got source_get_from(struct source *source, int base, const struct source_wish *wish, struct source_answer *out,
				struct trust_problem *problem);

/* The same as a source of core/trust.h. `source` must stay while it is used. */
struct trust_source source_for_trust(struct source *source);

#endif
