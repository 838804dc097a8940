/*
 * signpost-admin: checks, proves, signs and publishes packs from a command line.
 *
 *   signpost-admin check DIR...                all findings at once
 *   signpost-admin prove DIR...                the proof of S9
 *   signpost-admin route DIR... --answers FILE what visits would be shown
 *   signpost-admin sign-off DIR... --lead WHO --second WHO   the record of S37
 *   signpost-admin text export|import|mark|status   translations and their marks (S38)
 *   signpost-admin key new|show, repo init, publish, sign, resign, rotate, revoke,
 *   status, rollback, diff                     signed releases (admin/repo_call.h)
 *   signpost-admin help [COMMAND]
 *
 * One row of a table a command, one file a command (command_*.c). A command is a
 * function of its words, two streams and the time, so tests call it without a
 * process; only main.c reads a clock. Results go to `out`, what stopped the
 * command goes to `err`, one line each.
 *
 * The folders given are one set of packs, completed with the packs they need.
 * When two of them have the layer `council` or the layer `hub`, they cannot stand
 * on one screen: then each pack that no other given pack needs is a set of its
 * own with what it needs, and each set has a heading (admin/sets.h).
 *
 * JSON (--json), keys in this order and never renamed:
 *   check  {"sets": [{"packs": [id...], "errors": n, "warnings": n, "notes": n,
 *            "findings": [{"severity": "error"|"warning"|"note", "rule": "S28",
 *             "file": path, "line": n or 0, "item": text, "says": text}...]}...],
 *           "errors": n, "warnings": n, "notes": n}
 *          each finding stands in the first set that has it; notes only with --notes
 *   prove  {"sets": [{"packs": [id...], "holds": bool, "complete": bool,
 *            "visits": n, "states": n, "milliseconds": n,
 *            "rules": [{"rule": "S1", "asks": text, "holds": bool, "says": text,
 *             "visit": line, "answers": n}...]}...], "holds": bool}
 *          a set whose packs cannot be read has "findings" in place of the proof
 *   route  always JSON, one object a line and visit:
 *          {"visit": n, "who": "just-me", "cards": [{"kind": "support",
 *            "offers": [id...]}...], "offers": [id...], "withheld":
 *            [{"id": id, "why": word}...]}
 *          `visit` is the line's number in the file; a line that cannot be read
 *          gives {"visit": n, "error": text}. Under 16 there are no cards and the
 *          offers are those of the children's page.
 *
 *   text status  {"sets": [{"packs": [id...], "languages": [{"language": "ur",
 *            "offered": bool, "draft": bool, "why": text, "packs": [{"pack": id,
 *            "texts": n, "translated": n, "checked": n, "draft": n, "stale": n,
 *            "missing": n, "safety_unchecked": n}...]}...]}...]}
 *   text import, text mark  {"file": path, "changed": n, "added": n, "checked": n,
 *            "drafts": n, "stale": n, "empty": n, "findings": [as of check]}
 *
 *   any command that was stopped and printed nothing else: {"error": text, "code": n,
 *            "details": [lines...]}; the same lines stand on the error output
 *
 * The lines of --answers are those of core/visit_line.h. Empty lines and lines
 * that begin with # are left out; `now TIME` sets the time from there on; `=>` and
 * what comes after it, and `pack FOLDER`, are for tests and left out too.
 *
 * sign-off prints in plain words what is signed and what changed since the last
 * sign-off, refuses a set with errors or a broken rule, and writes the record
 * (core/sign_off.h) into the folder of the last pack.
 *
 * text import changes both files of a language or neither: with one finding nothing is
 * written. Each file is written beside the old one and put in its place; should the
 * second fail, what the first changed counts as unchecked.
 *
 * --now is a rehearsal: the time is believed even when it is before the packs.
 */
#ifndef ADMIN_ADMIN_H
#define ADMIN_ADMIN_H

#include <stdio.h>

#include "base/fault.h"
#include "base/moment.h"

enum admin_exit {
	ADMIN_FINE = 0,
	ADMIN_FINDINGS = 1, /* an error was found, a rule is broken, a line is bad */
	ADMIN_USAGE = 2,
	ADMIN_SYSTEM = 3, /* a file, a folder or the memory refused */
};

/* Runs the program with its words (argv[0] is its name) and gives its exit code. */
int admin_run(int argc, char **argv, FILE *out, FILE *err, moment now);

/* Prints "signpost-admin: file:line: what is wrong" and gives `code` back. */
int admin_refuse(const struct fault *fault, enum admin_exit code, FILE *err);

/* One command; argv[0] is its name. */
int command_check(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_prove(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_route(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_sign_off(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_text_export(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_text_import(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_text_mark(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_text_status(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_key_new(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_key_show(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_repo_init(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_publish(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_sign(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_rollback(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_resign(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_rotate(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_revoke(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_status(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_diff(int argc, char **argv, FILE *out, FILE *err, moment now);
int command_help(int argc, char **argv, FILE *out, FILE *err, moment now);

struct command {
	const char *name;
	int (*run)(int argc, char **argv, FILE *out, FILE *err, moment now);
	unsigned options; /* admin/options.h: which it takes */
	const char *words;
	const char *help;
};

/* The row of a command, or NULL. */
const struct command *command_find(const char *name);

#endif
