/*
 * What the reporting step keeps in its folder: the name of the installation, and which files
 * of the outbox were sent.
 *
 * A file is remembered as long as it is in the outbox, however wrong the clock is; so the
 * list never grows past OUTBOX_FILES_MAX. When it is lost everything is sent once more, which
 * the server answers with "is there already".
 */
#ifndef SYNC_REPORT_SENT_H
#define SYNC_REPORT_SENT_H

#include "core/outbox.h"
#include "core/trust_key.h"
#include "sync/report.h"

enum { SYNC_FILE_MAX = 1200, SENT_MAX = OUTBOX_FILES_MAX + 1, SENT_FILE_MAX = 128 << 10, SENT_FORMAT = 1 };

struct sent_file {
	char name[OUTBOX_NAME_SIZE];
	char sha256[TRUST_HEX_SIZE]; /* of the bytes that were sent last; "": there were none */
	int times;                   /* objects that came of it, from 1 */
};

struct sent {
	int count;
	struct sent_file files[SENT_MAX];
};

/* Reads; empty when there is no such file or it is broken. */
void sent_read(const char *path, struct sent *out);
bool sent_write(const char *path, const struct sent *sent, struct fault *fault);

/* NULL: never sent. */
const struct sent_file *sent_find(const struct sent *sent, const char *name);

/* One more object came of the file. */
void sent_add(struct sent *sent, const char *name, const char *sha256);

/* Forgets what is no longer in the outbox, but for what is of the day `today`. */
void sent_prune(struct sent *sent, const struct outbox_list *outbox, int32_t today);

/* A random UUID (RFC 9562, version 4) of 16 bytes of chance. */
void installation_make(const uint8_t chance[REPORT_CHANCE_BYTES], char out[REPORT_UUID_SIZE]);

/* The name in the file at `path`; where there is none a new one is made and written, 0600. What is
 * no name is replaced. */
bool installation_read(const char *path, const uint8_t chance[REPORT_CHANCE_BYTES], char out[REPORT_UUID_SIZE], struct trust_problem *problem);

#endif
