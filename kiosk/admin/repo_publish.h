/*
 * From packs to a change: what a release holds, and which roles must sign it.
 *
 * A release is the state of all channels of a repository under one number. A channel is
 * what one kiosk shows together: packs that are one set (admin/sets.h), checked and proved
 * here. Every release lists every channel, since channels share packs, and a file has one
 * signed content at a time; a channel whose files are as before keeps its channel file.
 */
#ifndef ADMIN_REPO_PUBLISH_H
#define ADMIN_REPO_PUBLISH_H

#include <stdio.h>

#include "admin/repo_folder.h"
#include "core/channel.h"

/* Owners of packs: "ID=PUB" words read into keys by pack. */
struct repo_owner {
	char pack[CHANNEL_NAME_SIZE];
	struct repo_key key;
};
struct repo_owners {
	int count;
	struct repo_owner list[16];
};

/* The keys of one pack's owners. Refuses fewer than two, and one key twice: two people sign
 * what is about safety. With none given for that pack it is true, and empty. */
bool repo_owners_keys(const struct repo_owners *owners, const char *pack, struct repo_keys *out, struct fault *fault);

struct repo_job {
	struct repo *repo;
	const struct repo_owners *owners;
	moment now;
	bool rehearsal;
	FILE *err; /* findings of packs, one line each */
};

/* The release of all channels in the settings, as a change; its files are put in waiting/.
 * NULL with the fault when a pack has errors, a rule is broken, a set is not signed off
 * (S37), a file may not be published, or an owner is given for a pack that is not in it or
 * has owners already. When nothing is new `*same` is true and it is NULL
 * with no fault. */
json_t *repo_publish(const struct repo_job *job, bool *same, struct fault *fault);

/* The content of an old release, as a change with the next number; checked and proved as if
 * it were new. */
json_t *repo_roll_back(const struct repo_job *job, int64_t number, struct fault *fault);

/* Delegates packs/<id>/ in a copy of the live targets as far as needed, and puts that copy
 * into the change when it is different. */
bool repo_delegate_packs(const struct repo_job *job, json_t *change, const struct pack *packs, int count, struct fault *fault);

/* From a release record in `change` and the map path -> {length, hashes}: every delegated
 * role whose targets differ, or that has no metadata, gets a new version in the change. */
bool repo_assign(const struct repo_job *job, json_t *change, const json_t *targets, struct fault *fault);

/* The texts of JSON files that changed, and of what is needed to name things in words. */
bool repo_attach_texts(const struct repo *repo, json_t *change, struct fault *fault);

#endif
