#include "admin/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static volatile sig_atomic_t caught; /* the signal that came while the terminal asked */

void passphrase_wipe(char text[PASSPHRASE_SIZE])
{
	explicit_bzero(text, PASSPHRASE_SIZE);
}

/* Reads up to the first line feed or the end; false when the line is longer than it may be. */
static bool read_line(int fd, char out[PASSPHRASE_SIZE])
{
	size_t used = 0;

	while (used < PASSPHRASE_SIZE) {
		char c;
		ssize_t got = read(fd, &c, 1);
		if (got < 0 && errno == EINTR && !caught)
			continue;
		if (got < 0)
			return false;
		if (got == 0 || c == '\n') {
			out[used] = 0;
			return true;
		}
		out[used++] = c;
	}
	return false;
}

enum secret_got file_secret(const char *path, struct secret *out, struct fault *fault)
{
	const struct secret_places places = {getenv("CREDENTIALS_DIRECTORY"), NULL, geteuid()};
	size_t length = places.credentials ? strlen(places.credentials) : 0;

	if (length > 0 && strncmp(path, places.credentials, length) == 0 && path[length] == '/')
		return secret_find(&places, path + length + 1, out, fault);
	return secret_read(path, geteuid(), out, fault);
}

bool passphrase_file(const char *path, char out[PASSPHRASE_SIZE], struct fault *fault)
{
	struct secret secret = {0};
	enum secret_got got = file_secret(path, &secret, fault);

	if (got == SECRET_NONE)
		fault_set(fault, "there is no such file");
	if (got == SECRET_READ && (secret.length == 0 || secret.length > TRUST_PASSPHRASE_MAX)) {
		fault_set(fault, "this is no passphrase of 1 to %d characters", TRUST_PASSPHRASE_MAX);
		got = SECRET_BAD;
	}
	if (got == SECRET_READ)
		memcpy(out, secret.text, secret.length + 1);
	else
		fault_at(fault, path, 0, NULL);
	secret_wipe(&secret);
	return got == SECRET_READ;
}

/* ---- from the terminal ---- */

static const int stops[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
enum { STOP_COUNT = sizeof stops / sizeof stops[0] };

static void on_stop(int number)
{
	caught = number;
}

/* While the echo is off a signal only ends the question, and is raised again after it. */
static bool ask_hidden(int tty, const char *words, char out[PASSPHRASE_SIZE])
{
	struct sigaction stop = {.sa_handler = on_stop}, before[STOP_COUNT];
	struct termios shown, hidden;

	if (tcgetattr(tty, &shown) != 0)
		return false;
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	hidden.c_lflag |= ECHONL;
	caught = 0;
	for (int i = 0; i < STOP_COUNT; i++)
		sigaction(stops[i], &stop, &before[i]);
	bool good = tcsetattr(tty, TCSAFLUSH, &hidden) == 0;
	dprintf(tty, "%s", words);
	good = good && read_line(tty, out);
	tcsetattr(tty, TCSAFLUSH, &shown);
	for (int i = 0; i < STOP_COUNT; i++)
		sigaction(stops[i], &before[i], NULL);
	if (caught)
		raise(caught);
	return good;
}

static int open_terminal(struct fault *fault)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (tty < 0)
		fault_set(fault, "there is no terminal to ask at; give --passphrase-file FILE (and --yes where it is needed)");
	return tty;
}

bool passphrase_ask(const char *what, bool twice, char out[PASSPHRASE_SIZE], struct fault *fault)
{
	char words[FAULT_SAYS_MAX], first[PASSPHRASE_SIZE] = "", again[PASSPHRASE_SIZE] = "";
	int tty = open_terminal(fault);

	if (tty < 0)
		return false;
	snprintf(words, sizeof words, "Passphrase for %s: ", what);
	bool good = ask_hidden(tty, words, first) || fault_set(fault, "no passphrase was given");
	if (good && twice)
		good = ask_hidden(tty, "Once more: ", again) || fault_set(fault, "no passphrase was given");
	if (good && twice && strcmp(first, again) != 0)
		good = fault_set(fault, "the two passphrases differ; try again");
	if (good)
		memcpy(out, first, sizeof first);
	passphrase_wipe(first);
	passphrase_wipe(again);
	close(tty);
	return good;
}

bool terminal_yes(const char *question, struct fault *fault)
{
	char line[PASSPHRASE_SIZE] = "";
	int tty = open_terminal(fault);

	if (tty < 0)
		return false;
	dprintf(tty, "%s [yes/no] ", question);
	bool yes = read_line(tty, line) && strcmp(line, "yes") == 0;
	close(tty);
	return yes || fault_set(fault, "nothing was signed");
}
