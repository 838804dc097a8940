/*
 * One utterance by espeak-ng, as a process of its own.
 *
 * espeak-ng is under the GPL, so it is run and never linked; and what reads a stranger's
 * text stays out of the process that holds a visit. The text goes through its standard
 * input as SSML, never as an argument: what another program may read of the process is the
 * same whatever is said, in whatever language (S20, S39). The sound comes back through its
 * standard output. It has no other descriptor, a clean environment that keeps it from
 * sound servers and home folders, no signal of ours, and limits: no core file, no file
 * longer than 0 bytes, CHILD_CPU_S of processor time, CHILD_MEMORY of memory. Where a
 * limit cannot be set the child is killed before it is given a word.
 *
 * posix_spawn makes it without a copy of our memory (vfork), so the locked pages of a
 * visit are not in it, not even for a moment.
 *
 * Nothing here waits (10 ms at most, for the end of a child that was killed): a child that hangs, dies or answers nonsense is an answer of
 * child_read. The caller sets a time limit.
 */
#ifndef DISPLAY_VOICE_CHILD_H
#define DISPLAY_VOICE_CHILD_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/fault.h"

enum { CHILD_CPU_S = 10, CHILD_MEMORY = 256 << 20, CHILD_LIMIT_MS = 10 * 1000, CHILD_HEAD = 44, CHILD_GONE_MAX = 8, CHILD_GONE_LOOKS = 20 };

struct voice_child {
	const char *program; /* the caller's */
	int rate;            /* words a minute */
	pid_t pid;           /* 0: none runs */
	int out;             /* what it says, -1 none */
	int head;            /* bytes of the WAV header that came */
	unsigned char wav[CHILD_HEAD];
	pid_t gone[CHILD_GONE_MAX]; /* killed, not yet buried */
};

enum child_state { CHILD_WAITS, CHILD_ENDED, CHILD_BROKEN };

void child_begin(struct voice_child *child, const char *program, int rate);

/* Starts it on one text; one that runs is stopped first. False: it cannot be started. */
bool child_start(struct voice_child *child, const char *language, const char *text, struct fault *fault);

/* Takes sound that is there: at most `room` bytes, how many in `took`, without the WAV
 * header. CHILD_WAITS: there may be more later. CHILD_BROKEN: it ended badly, or what
 * came is no sound of VOICE_HZ, 16 bits, one channel. */
enum child_state child_read(struct voice_child *child, void *pcm, size_t room, size_t *took);

/* Kills it, whatever it does. */
void child_stop(struct voice_child *child);

/* Asks the program for its voices: "\n" before and after each name. Waits for
 * it, CHILD_LIMIT_MS at most; to be called before families look. */
bool child_voices(const char *program, char *out, int size, struct fault *fault);

#endif
