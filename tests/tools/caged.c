/*
 * What a program in a unit can do, told by one that tries.
 *
 * It is put in the place of signpost-kiosk or signpost-sync, so that the unit that
 * starts it is the installed one, word for word, and takes their arguments without
 * reading them. It tries what a program that was taken over would try, and writes
 * a line for each into `caged.txt` of the unit's first state folder:
 *
 *   inet done                  it could
 *   inet refused EAFNOSUPPORT  it could not, and why
 *
 * What may be and what may not is for tests/flow/cages.py to say. Nothing that is
 * tried does harm where it succeeds: it is run without a cage first, to see that
 * this machine would allow it. `caged --out FILE` writes there instead; run by the
 * name `caged-quiet` it ends with QUIET at once: that is what it tries to execute.
 *
 * When it has written, it waits for ever as signpost-kiosk and ends as any other.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/io_uring.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { QUIET = 42, PATH_SIZE = 512, LARGE_FILE = 64 << 20 };

static FILE *out;

/* A tried thing gave `result`; below zero it failed with errno. */
static void tell(const char *name, long result)
{
	if (result < 0)
		fprintf(out, "%s refused %s\n", name, strerrorname_np(errno) ? strerrorname_np(errno) : "?");
	else
		fprintf(out, "%s done\n", name);
}

/* --- networks ---------------------------------------------------------------- */

static void try_family(const char *name, int family, int type, int protocol)
{
	int fd = socket(family, type | SOCK_CLOEXEC, protocol);

	tell(name, fd);
	if (fd >= 0)
		close(fd);
}

/* One datagram to nobody's port. */
static void try_send(const char *name, uint32_t address)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(address)};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	tell(name, fd < 0 ? -1 : sendto(fd, "", 1, 0, (struct sockaddr *)&to, sizeof to));
	if (fd >= 0)
		close(fd);
}

/* A neighbour who could be asked to use the network. Without sockets: is it seen? */
static void try_neighbour(const char *name, const char *path)
{
	struct sockaddr_un to = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char seen[64];

	snprintf(to.sun_path, sizeof to.sun_path, "%s", path);
	tell(name, fd < 0 ? -1 : connect(fd, (struct sockaddr *)&to, sizeof to));
	if (fd >= 0)
		close(fd);
	snprintf(seen, sizeof seen, "%s-seen", name);
	tell(seen, access(path, F_OK));
}

static void try_networks(void)
{
	struct io_uring_params params = {0};

	try_family("inet", AF_INET, SOCK_STREAM, 0);
	try_family("inet6", AF_INET6, SOCK_STREAM, 0);
	try_family("packet", AF_PACKET, SOCK_DGRAM, 0);
	try_family("unix", AF_UNIX, SOCK_STREAM, 0);
	try_family("netlink", AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT);
	try_send("send", INADDR_LOOPBACK);
	try_send("send-group", 0xe0000001U); /* 224.0.0.1: everything on this network */
	tell("io-uring", syscall(SYS_io_uring_setup, 1, &params));
	try_neighbour("dbus", "/run/dbus/system_bus_socket");
	try_neighbour("resolver", "/run/systemd/resolve/io.systemd.Resolve");
	try_neighbour("neighbour", "/run/neighbour/socket"); /* one that nobody thought of */
}

/* --- files ------------------------------------------------------------------- */

static void try_read(const char *name, const char *path)
{
	char byte;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	tell(name, fd < 0 ? -1 : read(fd, &byte, 1));
	if (fd >= 0)
		close(fd);
}

/* Opening is all that the rules of devices are about. */
static void try_device(const char *name, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	tell(name, fd);
	if (fd >= 0)
		close(fd);
}

static void try_write(const char *name, const char *folder)
{
	char path[PATH_SIZE];
	int fd;

	snprintf(path, sizeof path, "%s/caged.try", folder);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	tell(name, fd < 0 ? -1 : write(fd, "", 1));
	if (fd >= 0)
		close(fd);
	(void)unlink(path);
}

struct place {
	const char *name, *path;
};

static const struct place READ[] = {
    {"read-counts", "/var/lib/signpost/counts.db"},
    {"read-outbox", "/var/lib/signpost/outbox/counts-2026-10.json"},
    {"read-content", "/var/lib/signpost/content.json"},
    {"read-inbox", "/var/lib/signpost-fetch/inbox/ready"},
    {"read-store", "/var/lib/signpost-content/active.json"},
    {"read-fetch", "/var/lib/signpost-fetch/status.json"},
    {"read-activate", "/var/lib/signpost-activate/status.json"},
    {"read-report", "/var/lib/signpost-report/sent"},
    {"read-cache", "/var/cache/signpost/picture"},
    {"read-secret-fetch", "/etc/signpost/secrets/fetch/fetch_password"},
    {"read-secret-report", "/etc/signpost/secrets/report/report_password"},
    {"read-config", "/etc/signpost/sync.conf"},
    {"read-kernel", "/proc/sys/kernel/ostype"},
    {"read-others", "/proc/1/status"},
    {"read-log", "/var/log/caged.log"},
    {"read-udev", "/run/udev/data/c13:64"},
};

static const struct place WRITE[] = {
    {"write-state", "/var/lib/signpost"},
    {"write-outbox", "/var/lib/signpost/outbox"},
    {"write-fetch", "/var/lib/signpost-fetch"},
    {"write-inbox", "/var/lib/signpost-fetch/inbox"},
    {"write-activate", "/var/lib/signpost-activate"},
    {"write-store", "/var/lib/signpost-content"},
    {"write-report", "/var/lib/signpost-report"},
    {"write-cache", "/var/cache/signpost"},
    {"write-open", "/var/open"}, /* the mode allows everybody, the mount does not */
};

/* The passwords handed to this unit, as the program will look for them. */
static void try_credential(const char *name)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	char path[PATH_SIZE], label[64];

	snprintf(path, sizeof path, "%s/secrets_%s_password", folder ? folder : "/nowhere", name);
	snprintf(label, sizeof label, "credential-%s", name);
	try_read(label, path);
}

static void try_large(const char *folder)
{
	char path[PATH_SIZE];
	int fd;

	snprintf(path, sizeof path, "%s/caged.large", folder);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	tell("large-file", fd < 0 ? -1 : ftruncate(fd, LARGE_FILE));
	if (fd >= 0)
		close(fd);
	(void)unlink(path);
}

static void try_files(const char *folder)
{
	for (size_t i = 0; i < sizeof READ / sizeof *READ; i++)
		try_read(READ[i].name, READ[i].path);
	for (size_t i = 0; i < sizeof WRITE / sizeof *WRITE; i++)
		try_write(WRITE[i].name, WRITE[i].path);
	try_device("device", "/dev/caged");
	try_credential("fetch");
	try_credential("report");
	try_large(folder);
}

/* --- programs ---------------------------------------------------------------- */

/* Runs it; `done` when it ran and ended as this program or a shell told to would. */
static void try_run(const char *name, const char *path, char *const arguments[])
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		execv(path, arguments);
		_exit(errno & 0xff);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
		tell(name, -1);
		return;
	}
	errno = WEXITSTATUS(status);
	tell(name, WEXITSTATUS(status) == QUIET ? 0 : -1);
}

static bool copy_of_myself(const char *path)
{
	struct stat about;
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	int to = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
	bool good = from >= 0 && to >= 0 && fstat(from, &about) == 0 && sendfile(to, from, NULL, (size_t)about.st_size) == about.st_size;

	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	return good;
}

/* What was fetched, run or mapped as code. */
static void try_copy(const char *name, const char *folder)
{
	char path[PATH_SIZE], mapped[64];
	char quiet[] = "caged-quiet", *arguments[] = {quiet, NULL};
	int fd;

	snprintf(path, sizeof path, "%s/caged.copy", folder);
	snprintf(mapped, sizeof mapped, "%s-mapped", name);
	if (copy_of_myself(path)) {
		try_run(name, path, arguments);
		fd = open(path, O_RDONLY | O_CLOEXEC);
		tell(mapped, mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd, 0) == MAP_FAILED ? -1 : 0);
		if (fd >= 0)
			close(fd);
	} else {
		tell(name, -1);
		tell(mapped, -1);
	}
	(void)unlink(path);
}

static void try_programs(const char *folder)
{
	char sh[] = "sh", option[] = "-c", line[] = "exit 42", *shell[] = {sh, option, line, NULL};
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	try_run("shell", "/bin/sh", shell);
	try_copy("run-state", folder);
	try_copy("run-tmp", "/tmp");
	try_copy("run-shm", "/dev/shm");
	tell("made-code", page == MAP_FAILED ? -1 : mprotect(page, 4096, PROT_READ | PROT_EXEC));
}

/* --- the machine ------------------------------------------------------------- */

/* In a child: what succeeds there changes nothing here. */
static void try_apart(const char *name, long (*thing)(void))
{
	int status = 0;
	pid_t child = fork();

	if (child == 0)
		_exit(thing() < 0 ? errno & 0xff : 0);
	if (child < 0 || waitpid(child, &status, 0) != child) {
		tell(name, -1);
		return;
	}
	errno = WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
	tell(name, errno ? -1 : 0);
}

static long trace_me(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static long new_user(void)
{
	return unshare(CLONE_NEWUSER);
}

static long new_mount(void)
{
	/* A user of its own gives the right where there is none; private, lest everybody get it. */
	return (unshare(CLONE_NEWNS) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
		   ? mount("caged", "/tmp", "tmpfs", 0, NULL)
		   : -1;
}

static long old_personality(void)
{
	return personality(ADDR_NO_RANDOMIZE);
}

static long set_id_file(void)
{
	char path[PATH_SIZE];
	int fd = -1, answer = -1;

	snprintf(path, sizeof path, "/tmp/caged.%ld", (long)getpid());
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0)
		answer = fchmod(fd, 04700);
	(void)unlink(path);
	return answer;
}

static long key(void)
{
	return syscall(SYS_add_key, "user", "caged", "x", 1, -2); /* the process's own keys */
}

/* A time that cannot be: the kernel says so only to those who may set one. */
static long set_clock(void)
{
	struct timespec never = {.tv_sec = 1, .tv_nsec = -1};
	long answer = syscall(SYS_clock_settime, CLOCK_REALTIME, &never);

	return answer < 0 && errno == EINVAL ? 0 : answer;
}

static long core(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_max != 0)
		return 0;
	errno = EPERM;
	return -1;
}

static long privileges(void)
{
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0)
		return 0;
	errno = EPERM;
	return -1;
}

static long capability(void)
{
	for (int i = 0; i <= CAP_LAST_CAP; i++)
		if (prctl(PR_CAPBSET_READ, i, 0, 0, 0) == 1)
			return 0;
	errno = EPERM;
	return -1;
}

static void try_machine(void)
{
	try_apart("trace", trace_me);
	try_apart("new-user", new_user);
	try_apart("new-mount", new_mount);
	try_apart("personality", old_personality);
	try_apart("set-id", set_id_file);
	try_apart("key", key);
	try_apart("clock", set_clock);
	try_apart("core", core);
	try_apart("new-privileges", privileges);
	try_apart("capability", capability);
}

int main(int argc, char **argv)
{
	const char *state = getenv("STATE_DIRECTORY"), *name = strrchr(argv[0], '/');
	char folder[PATH_SIZE / 2], path[PATH_SIZE];

	name = name ? name + 1 : argv[0];
	if (strcmp(name, "caged-quiet") == 0)
		return QUIET;
	snprintf(folder, sizeof folder, "%.*s", state ? (int)strcspn(state, ":") : 4, state ? state : "/tmp");
	if ((size_t)snprintf(path, sizeof path, "%s/caged.txt", folder) >= sizeof path)
		return 2;
	out = fopen(argc == 3 && strcmp(argv[1], "--out") == 0 ? argv[2] : path, "we");
	if (!out)
		return 2;
	signal(SIGXFSZ, SIG_IGN);
	try_networks();
	try_files(folder);
	try_programs(folder);
	try_machine();
	fprintf(out, "all done\n");
	if (fclose(out) != 0)
		return 2;
	while (strcmp(name, "signpost-kiosk") == 0)
		pause();
	return 0;
}
