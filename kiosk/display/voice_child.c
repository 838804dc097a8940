#include "display/voice_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "display/voice.h"
#include "screen/speak.h"

enum { KEPT = 3, SSML_MAX = 2 * SPEAK_SCREEN_MAX };

/* espeak-ng's sound library looks for a server even when it is not to sound. */
static const char *const environment[] = {"PATH=/usr/bin:/bin",
					  "LC_ALL=C.UTF-8",
					  "HOME=/dev/null",
					  "XDG_RUNTIME_DIR=/dev/null",
					  "PULSE_SERVER=/dev/null",
					  "PULSE_COOKIE=/dev/null",
					  "PULSE_RUNTIME_PATH=/dev/null",
					  "PULSE_CLIENTCONFIG=/dev/null",
					  NULL};

static bool pipes(int in[2], int out[2])
{
	if (pipe2(in, O_CLOEXEC) != 0)
		return false;
	if (pipe2(out, O_CLOEXEC) == 0)
		return true;
	close(in[0]);
	close(in[1]);
	return false;
}

static int no_signals(posix_spawnattr_t *how)
{
	sigset_t all, none;

	sigfillset(&all);
	sigdelset(&all, SIGXFSZ); /* ignored: its sound library tries a file of shared memory, and does without */
	sigemptyset(&none);
	int wrong = posix_spawnattr_setsigdefault(how, &all);
	wrong = wrong ? wrong : posix_spawnattr_setsigmask(how, &none);
	return wrong ? wrong : posix_spawnattr_setflags(how, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

/* Before it can have read a byte: its input is still empty. */
static bool limit(pid_t pid)
{
	const struct rlimit none = {0, 0}, cpu = {CHILD_CPU_S, CHILD_CPU_S}, memory = {CHILD_MEMORY, CHILD_MEMORY};

	return prlimit(pid, RLIMIT_CORE, &none, NULL) == 0 && prlimit(pid, RLIMIT_FSIZE, &none, NULL) == 0 &&
	       prlimit(pid, RLIMIT_CPU, &cpu, NULL) == 0 && prlimit(pid, RLIMIT_AS, &memory, NULL) == 0;
}

/* Its three descriptors, and no other. */
static int three_files(posix_spawn_file_actions_t *files, int in, int out)
{
	int wrong = posix_spawn_file_actions_adddup2(files, in, STDIN_FILENO);

	wrong = wrong ? wrong : posix_spawn_file_actions_adddup2(files, out, STDOUT_FILENO);
	wrong = wrong ? wrong : posix_spawn_file_actions_addopen(files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	return wrong ? wrong : posix_spawn_file_actions_addclosefrom_np(files, KEPT);
}

static int start(const char *const arguments[], int in, int out, pid_t *pid)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	int wrong = posix_spawn_file_actions_init(&files);

	if (wrong)
		return wrong;
	wrong = posix_spawnattr_init(&how);
	if (!wrong) {
		wrong = three_files(&files, in, out);
		wrong = wrong ? wrong : no_signals(&how);
		wrong = wrong ? wrong : posix_spawn(pid, arguments[0], &files, &how, (char *const *)arguments, (char *const *)environment);
		posix_spawnattr_destroy(&how);
	}
	posix_spawn_file_actions_destroy(&files);
	return wrong;
}

/* One that cannot be held in bounds does not run. */
static int bind_it(pid_t pid, int to, int from)
{
	if (limit(pid) && fcntl(to, F_SETFL, O_NONBLOCK) == 0 && fcntl(from, F_SETFL, O_NONBLOCK) == 0)
		return 0;
	int wrong = errno;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return wrong ? wrong : EPERM;
}

/* Starts `arguments` with pipes at both ends and within its limits; else says what is
 * wrong, and nothing runs. */
static int spawn(const char *const arguments[], int *to, int *from, pid_t *pid)
{
	int in[2], out[2];

	if (!pipes(in, out))
		return errno;
	int wrong = start(arguments, in[0], out[1], pid);
	close(in[0]);
	close(out[1]);
	wrong = wrong ? wrong : bind_it(*pid, in[1], out[0]);
	if (wrong) {
		close(in[1]);
		close(out[0]);
		return wrong;
	}
	*to = in[1];
	*from = out[0];
	return 0;
}

void child_begin(struct voice_child *child, const char *program, int rate)
{
	memset(child, 0, sizeof *child);
	child->program = program;
	child->rate = rate;
	child->out = -1;
}

static bool bury(pid_t *pid)
{
	if (*pid && waitpid(*pid, NULL, WNOHANG) != 0)
		*pid = 0;
	return *pid == 0;
}

/* A killed process is gone in no time; should one not be, it is looked at again with the next. */
static void lay_down(struct voice_child *child, pid_t pid)
{
	const struct timespec half = {0, 500000};

	for (int i = 0; i < CHILD_GONE_MAX; i++)
		bury(&child->gone[i]);
	for (int i = 0; i < CHILD_GONE_LOOKS && !bury(&pid); i++)
		nanosleep(&half, NULL);
	for (int i = 0; i < CHILD_GONE_MAX && pid; i++)
		if (!child->gone[i]) {
			child->gone[i] = pid;
			pid = 0;
		}
}

void child_stop(struct voice_child *child)
{
	if (child->out >= 0)
		close(child->out);
	child->out = -1;
	if (child->pid) {
		kill(child->pid, SIGKILL);
		lay_down(child, child->pid);
		child->pid = 0;
	}
	explicit_bzero(child->wav, sizeof child->wav);
	child->head = 0;
}

/* Text as SSML in its language. What is no letter of it cannot become markup. */
static int ssml(char *out, const char *language, const char *text)
{
	int used = snprintf(out, SSML_MAX, "<speak xml:lang=\"%s\">", voice_name(language));

	for (; *text && used < SSML_MAX - 32; text++) {
		const char *entity = *text == '<' ? "&lt;" : *text == '>' ? "&gt;" : *text == '&' ? "&amp;" : NULL;
		if (entity)
			used += snprintf(out + used, (size_t)(SSML_MAX - used), "%s", entity);
		else
			out[used++] = *text;
	}
	return used + snprintf(out + used, (size_t)(SSML_MAX - used), "</speak>\n");
}

bool child_start(struct voice_child *child, const char *language, const char *text, struct fault *fault)
{
	char rate[16], program[FAULT_FILE_MAX], markup[SSML_MAX];
	const char *const arguments[] = {program, "-m", "-v", "en-gb", "-s", rate, "--stdin", "--stdout", NULL};
	int to, from;
	pid_t pid;

	child_stop(child);
	snprintf(program, sizeof program, "%s", child->program);
	snprintf(rate, sizeof rate, "%d", child->rate);
	int wrong = spawn(arguments, &to, &from, &pid);
	if (wrong)
		return fault_set(fault, "the voice %s cannot be started (%s); install the package espeak-ng, or set speech = off", child->program,
				 strerror(wrong));
	/* Less than a pipe holds: it is all there at once. Should the child be gone, its
	 * output says so. */
	int length = ssml(markup, language, text);
	ssize_t wrote = write(to, markup, (size_t)length);
	(void)wrote;
	close(to);
	explicit_bzero(markup, sizeof markup); /* S26 */
	child->pid = pid;
	child->out = from;
	return true;
}

static uint32_t little(const unsigned char *at, int bytes)
{
	uint32_t value = 0;

	for (int i = bytes - 1; i >= 0; i--)
		value = value << 8 | at[i];
	return value;
}

static bool is_sound(const unsigned char *wav)
{
	return memcmp(wav, "RIFF", 4) == 0 && memcmp(wav + 8, "WAVEfmt ", 8) == 0 && memcmp(wav + 36, "data", 4) == 0 && little(wav + 20, 2) == 1 &&
	       little(wav + 22, 2) == 1 && little(wav + 24, 4) == VOICE_HZ && little(wav + 34, 2) == 16;
}

/* The end of its output: did it end well? Whether it has ended yet does not matter. */
static enum child_state ended(struct voice_child *child)
{
	bool whole = child->head == CHILD_HEAD;

	child_stop(child);
	return whole ? CHILD_ENDED : CHILD_BROKEN;
}

enum child_state child_read(struct voice_child *child, void *pcm, size_t room, size_t *took)
{
	*took = 0;
	if (child->out < 0)
		return CHILD_ENDED;
	while (*took < room) {
		bool head = child->head < CHILD_HEAD;
		void *to = head ? (void *)(child->wav + child->head) : (void *)((char *)pcm + *took);
		ssize_t got = read(child->out, to, head ? (size_t)(CHILD_HEAD - child->head) : room - *took);
		if (got == 0)
			return ended(child);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno == EAGAIN ? CHILD_WAITS : ended(child);
		if (!head) {
			*took += (size_t)got;
			continue;
		}
		child->head += (int)got;
		if (child->head == CHILD_HEAD && !is_sound(child->wav)) {
			child_stop(child);
			return CHILD_BROKEN;
		}
	}
	return CHILD_WAITS;
}

/* Second words of lines such as " 5  cy    --/M   Welsh   cel/cy". */
static void pick_names(char *lines, char *out, int size)
{
	int used = snprintf(out, (size_t)size, "\n");
	char *rest = lines, *line;

	while ((line = strsep(&rest, "\n")) != NULL) {
		char name[32];
		if (sscanf(line, "%*d %31s", name) == 1 && used + (int)strlen(name) + 2 < size)
			used += snprintf(out + used, (size_t)(size - used), "%s\n", name);
	}
}

bool child_voices(const char *program, char *out, int size, struct fault *fault)
{
	static char lines[64 << 10];
	char path[FAULT_FILE_MAX];
	const char *const arguments[] = {path, "--voices", NULL};
	size_t used = 0;
	int to, from, wait = CHILD_LIMIT_MS;
	pid_t pid;

	snprintf(path, sizeof path, "%s", program);
	int wrong = spawn(arguments, &to, &from, &pid);
	if (wrong)
		return fault_set(fault, "the voice %s cannot be started (%s); install the package espeak-ng, or set speech = off", program,
				 strerror(wrong));
	close(to);
	for (struct pollfd ready = {from, POLLIN, 0}; wait > 0 && used + 1 < sizeof lines; wait -= 100) {
		int polled = poll(&ready, 1, 100);
		ssize_t got = polled > 0 ? read(from, lines + used, sizeof lines - 1 - used) : -1;
		if (polled > 0 && got <= 0)
			break;
		used += got > 0 ? (size_t)got : 0;
		wait += got > 0 ? 100 : 0;
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(from);
	lines[used] = 0;
	pick_names(lines, out, size);
	return out[1] || fault_set(fault, "the voice %s names no languages; is it espeak-ng?", program);
}
