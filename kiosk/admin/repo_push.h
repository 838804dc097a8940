/*
 * What is live, copied to where it is served: a folder, or an https address (WebDAV, S3).
 *
 * The order is that of going live (admin/repo_live.h), timestamp.json last. Names with a
 * version or a hash are made once; what is there already is left as it is, so a push that
 * was cut off is made again.
 */
#ifndef ADMIN_REPO_PUSH_H
#define ADMIN_REPO_PUSH_H

#include "admin/repo_folder.h"

bool repo_push(const struct repo *repo, const char *to, struct fault *fault);

#endif
