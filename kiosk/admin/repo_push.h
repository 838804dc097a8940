/*
 * What is live, copied to where it is served: a folder, or an https address (WebDAV, S3).
 *
 * The order is that of going live (admin/repo_live.h), timestamp.json last. Names with a
 * version or a hash are made once; what is there already is left as it is, so a push that
 * was cut off is made again. On a server they are put with "If-None-Match: *" (net/put.h
 * says what nginx needs to heed it). timestamp.json is put last and written over, so
 * clients that ask meanwhile see the state before.
 */
#ifndef ADMIN_REPO_PUSH_H
#define ADMIN_REPO_PUSH_H

#include "admin/options.h"
#include "admin/repo_folder.h"

/* To options->to (a folder must be new, empty or of this repository), with the login and the rest that stand beside it; true, with nothing
 * done, where no --to was given. */
bool repo_push(const struct repo *repo, const struct options *options, struct fault *fault);

#endif
