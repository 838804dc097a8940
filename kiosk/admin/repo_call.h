/*
 * What the commands that publish share: options, the working folder, keys, and how a
 * change ends: signed with the keys that were given, and live or waiting.
 *
 * Exit codes: 0 done, also when it now waits for somebody's signature; 1 refused (content
 * with errors, a key that may not sign or cannot be opened, a signature that is missing
 * where --finish was asked for); 2 called wrongly;
 * 3 a file, a folder, a network or the memory failed.
 *
 * JSON of publish, sign, resign, rotate, revoke, rollback and repo init:
 *     {"what": "release 12", "live": bool, "waiting": path or "",
 *      "missing": [{"role": name, "has": 1, "needs": 2, "may": [names]}...],
 *      "changes": [{"safety": bool, "says": text, "group": text or not there}...]}
 */
#ifndef ADMIN_REPO_CALL_H
#define ADMIN_REPO_CALL_H

#include "admin/admin.h"
#include "admin/key_file.h"
#include "admin/options.h"
#include "admin/repo_folder.h"
#include "admin/repo_publish.h"
#include "admin/repo_words.h"

struct repo_call {
	const char *name; /* of the command */
	enum admin_exit (*work)(struct repo_call *call, struct fault *fault);
	bool no_repo; /* the first word is no working folder; `work` opens what it needs */
	bool looks;   /* it changes nothing there */
	int words;    /* how many words at most that are no options */
	bool told;    /* the words of the change were printed already */
	bool finish;  /* it must go live: to wait again is a refusal */
	FILE *out, *err;
	moment now;

	struct options options;
	struct repo repo;
	struct key_secrets secrets;
};

/* Reads the options, opens the folder, runs `work`, prints its fault, and closes all. */
int repo_call(struct repo_call *call, int argc, char **argv);

/* May a change be made of what is live? Not before the first keys are live, and not while
 * another change waits. */
bool repo_call_may_start(const struct repo_call *call, struct fault *fault);

/* A new change that is no release. */
json_t *repo_call_change(const struct repo_call *call, const char *what);

/* Opens every --key. */
bool repo_call_keys(struct repo_call *call, struct fault *fault);

/* Signs a change with the keys (which are opened here), puts it live when all have signed
 * and the online key is among them, or writes it to waiting/; prints what happened, and
 * copies what is live to --to. */
enum admin_exit repo_conclude(struct repo_call *call, json_t *change, struct fault *fault);

/* Signs with every key; refuses a key that may sign nothing of it, by name. With `online` a
 * key for snapshot and timestamp is welcome too. */
bool repo_call_sign(struct repo_call *call, json_t *change, bool online, struct fault *fault);

/* Prints the JSON of a change; `waiting` is where it waits, "" when it is live. */
void repo_print_end_json(const struct repo_call *call, const json_t *change, json_t *says, const char *waiting);

/* Prints JSON and a line feed. */
void repo_print_json(json_t *value, FILE *out);

/* Reads public keys into a list; `held` keeps them and is released with repo_public_free. */
struct repo_public {
	int count;
	struct key_public list[64];
};
bool repo_read_keys(const struct option_list *paths, struct repo_public *held, struct repo_keys *out, struct fault *fault);
void repo_public_free(struct repo_public *held);

/* "ID=PUB" words. */
bool repo_read_owners(const struct option_list *words, struct repo_public *held, struct repo_owners *out, struct fault *fault);

#endif
