/*
 * Taking the files of one release into the inbox, without ever holding more than two releases
 * there: the last that was complete, which activate may still need, and the one that comes.
 * Which files the last complete one has stands in a list beside the inbox; everything else
 * goes before room is asked for.
 */
#ifndef SYNC_TAKE_H
#define SYNC_TAKE_H

#include "sync/inbox.h"

enum { TAKE_ROOM_FREE = 64 << 20 }; /* bytes that stay free on the disk */

struct take {
	struct inbox *inbox;
	struct inbox_keep *keep; /* gets the names of what is taken */
	struct trust *trust;     /* whose source gives it */
	const char *list;        /* file: what the last complete release has */
};

/* Takes the channel's own file; the caller frees out->bytes. */
bool take_channel(const struct take *take, const char *channel, struct trust_bytes *out, struct trust_problem *problem);

/* Takes every file of the channel that is not there, each vouched for by the role that owns its
 * path. FAILURE_DISK when what is missing would not fit. */
bool take_files(const struct take *take, const struct channel_file *channel, struct trust_problem *problem);

/* All of the release is in the inbox: deletes the rest, and keeps the list of it. */
bool take_done(const struct take *take, struct trust_problem *problem);

#endif
