#include "net/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { PATH_LENGTH_MAX = 4096 };

static enum secret_got refuse(struct fault *fault, const char *path)
{
	fault_at(fault, path, 0, NULL);
	return SECRET_BAD;
}

/* Is the open file closed to everybody but `owner`? */
static bool is_closed(const struct stat *about, uid_t owner, struct fault *fault)
{
	mode_t mode = about->st_mode & 07777;

	if (about->st_uid != owner)
		return fault_set(fault, "this secret belongs to another user (number %u); make it belong to user number %u with chown",
				 (unsigned)about->st_uid, (unsigned)owner);
	if (mode != 0600 && mode != 0400)
		return fault_set(fault,
				 "others can read this secret or it has an odd mode (%04o); type: chmod 600 and its path, and change the secret",
				 (unsigned)mode);
	return true;
}

/* One line of print; what is not fits no header and no password prompt. */
static bool is_line(const char *text, size_t length, struct fault *fault)
{
	if (length == 0)
		return fault_set(fault, "this secret is empty; write it in one line");
	if (length > SECRET_MAX)
		return fault_set(fault, "this secret is too long; it has at most %d bytes", SECRET_MAX);
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 127)
			return fault_set(fault, "this secret is not one line of text; write nothing else into its file");
	return true;
}

/* Takes the line out of the open file. */
static bool take(int fd, struct secret *out, struct fault *fault)
{
	char bytes[SECRET_MAX + 3];
	size_t length = 0;
	ssize_t got;

	while (length < sizeof bytes && (got = read(fd, bytes + length, sizeof bytes - length)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fault_set(fault, "cannot read this secret: %s", strerror(errno));
		length += (size_t)got;
	}
	if (length && bytes[length - 1] == '\n')
		length--;
	if (length && bytes[length - 1] == '\r')
		length--;
	bool good = is_line(bytes, length, fault);
	if (good) {
		memcpy(out->text, bytes, length);
		memset(out->text + length, 0, sizeof out->text - length);
		out->length = length;
	}
	explicit_bzero(bytes, sizeof bytes);
	return good;
}

/* `owner` NULL: systemd has seen to it. */
static enum secret_got read_one(const char *path, const uid_t *owner, struct secret *out, struct fault *fault)
{
	/* Without O_NONBLOCK a pipe would be waited for. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat about;
	bool good;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return SECRET_NONE;
	if (fd < 0) {
		fault_set(fault, "cannot open this secret: %s", strerror(errno));
		return refuse(fault, path);
	}
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
		good = fault_set(fault, "this secret is not a plain file");
	else
		good = (!owner || is_closed(&about, *owner, fault)) && take(fd, out, fault);
	close(fd);
	return good ? SECRET_READ : refuse(fault, path);
}

enum secret_got secret_read(const char *path, uid_t owner, struct secret *out, struct fault *fault)
{
	return read_one(path, &owner, out, fault);
}

static bool name_ok(const char *name)
{
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

	return length > 0 && length < SECRET_NAME_MAX && name[length] == '\0' && name[0] != '.';
}

static enum secret_got look(const char *folder, const char *name, const uid_t *owner, struct secret *out, struct fault *fault)
{
	char path[PATH_LENGTH_MAX];

	if (!folder || !folder[0])
		return SECRET_NONE;
	if (file_join(path, sizeof path, folder, name))
		return read_one(path, owner, out, fault);
	fault_set(fault, "the path of this secret is too long");
	return refuse(fault, folder);
}

enum secret_got secret_find(const struct secret_places *places, const char *name, struct secret *out, struct fault *fault)
{
	char loaded[SECRET_NAME_MAX + 16];
	enum secret_got got;

	if (!name_ok(name)) {
		fault_set(fault, "\"%.40s\" is no name of a secret", name);
		return SECRET_BAD;
	}
	got = look(places->credentials, name, NULL, out, fault);
	if (got != SECRET_NONE)
		return got;
	snprintf(loaded, sizeof loaded, "secrets_%s", name);
	got = look(places->credentials, loaded, NULL, out, fault);
	return got != SECRET_NONE ? got : look(places->folder, name, &places->owner, out, fault);
}

bool secret_split(struct secret *secret, struct secret_pair *out)
{
	char *colon = strchr(secret->text, ':');

	if (!colon || colon == secret->text || colon[1] == '\0')
		return false;
	*colon = '\0';
	out->name = secret->text;
	out->password = colon + 1;
	return true;
}

void secret_wipe(struct secret *secret)
{
	explicit_bzero(secret, sizeof *secret);
}
