/* The child that speaks (display/voice_child.h) and its sound: what another program can
 * read of it, what it may, and every way in which it can fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "display/voice_espeak.h"

static const char espeak[] = "/usr/bin/espeak-ng", words[] = "needleword 0 8 0 8 & <other>";
static char folder[] = "/tmp/signpost-test-XXXXXX", path[128];
static struct voice_child child;
static struct fault fault;
static int16_t pcm[SOUND_SAMPLES];

static bool no_limits;

/* In the place of the C library's: a system that sets no limits. */
int prlimit(pid_t pid, enum __rlimit_resource what, const struct rlimit *limit, struct rlimit *old)
{
	if (no_limits && what == RLIMIT_AS) {
		errno = EPERM;
		return -1;
	}
	return (int)syscall(SYS_prlimit64, pid, what, limit, old);
}

static int make_folder(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	setenv("SDL_AUDIODRIVER", "dummy", 1);
	setenv("SIGNPOST_SECRET", "needleword", 1);
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

/* A program in the place of espeak-ng. */
static const char *program(const char *body)
{
	snprintf(path, sizeof path, "%s/voice", folder);
	unlink(path);
	FILE *out = fopen(path, "w");
	assert_non_null(out);
	fprintf(out, "#!/bin/sh\n%s\n", body);
	assert_int_equal(fclose(out), 0);
	assert_int_equal(chmod(path, 0755), 0);
	return path;
}

static int64_t now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

/* All that it says within `ms`; how it ended. */
static enum child_state hear(int ms, size_t *bytes)
{
	int64_t until = now() + ms;
	enum child_state state = CHILD_WAITS;

	*bytes = 0;
	while (state == CHILD_WAITS && now() < until) {
		struct pollfd ready = {child.out, POLLIN, 0};
		size_t took;
		poll(&ready, 1, 20);
		state = child_read(&child, (char *)pcm + *bytes, sizeof pcm - *bytes, &took);
		*bytes += took;
	}
	return state;
}

static int loudest(size_t bytes)
{
	int most = 0;

	for (size_t i = 0; i < bytes / 2; i++)
		most = abs(pcm[i]) > most ? abs(pcm[i]) : most;
	return most;
}

static void says_it(void **state)
{
	static const char *const languages[] = {"en", "cy", "pl", "ro", "uk", "ur", "ar", "pa", "bn", "pt", "fa"};
	char voices[VOICES_MAX], line[40];
	size_t bytes;

	(void)state;
	assert_true(child_voices(espeak, voices, sizeof voices, &fault));
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
		snprintf(line, sizeof line, "\n%s\n", voice_name(languages[i]));
		assert_non_null(strstr(voices, line));
	}
	assert_null(strstr(voices, "\nso\n"));
	child_begin(&child, espeak, 160);
	assert_true(child_start(&child, "en", words, &fault));
	assert_int_equal(hear(5000, &bytes), CHILD_ENDED);
	assert_in_range(bytes, 2 * VOICE_HZ, 20 * VOICE_HZ);
	assert_true(loudest(bytes) > 3000);
}

static void unreadable(const char *what, char *out, size_t size, size_t *length)
{
	char name[64];

	snprintf(name, sizeof name, "/proc/%d/%s", (int)child.pid, what);
	int file = open(name, O_RDONLY);
	ssize_t got = file >= 0 ? read(file, out, size - 1) : -1;
	*length = got > 0 ? (size_t)got : 0;
	out[*length] = 0;
	close(file);
}

static int open_files(void)
{
	char name[64];
	int count = 0;

	snprintf(name, sizeof name, "/proc/%d/fd", (int)child.pid);
	DIR *dir = opendir(name);
	assert_non_null(dir);
	while (readdir(dir))
		count++;
	closedir(dir);
	return count - 2;
}

/* S20, S39: what is said, and in which language, is in no place that others can read. */
static void tells_nobody(void **state)
{
	char seen[8192], first[8192] = "";
	size_t length, first_length = 0;
	int kept = dup(STDIN_FILENO); /* a descriptor without close-on-exec */

	(void)state;
	for (int i = 0; i < 2; i++) {
		child_begin(&child, program("exec /bin/sleep 30"), 160);
		assert_true(child_start(&child, i ? "ur" : "en", i ? words : "other words", &fault));
		nanosleep(&(struct timespec){0, 100000000}, NULL);
		unreadable("environ", seen, sizeof seen, &length);
		assert_null(memmem(seen, length, "needleword", 10));
		assert_non_null(memmem(seen, length, "HOME=/dev/null", 14));
		assert_int_equal(open_files(), 3);
		unreadable("limits", seen, sizeof seen, &length);
		assert_non_null(strstr(seen, "Max core file size        0"));
		assert_non_null(strstr(seen, "Max file size             0"));
		assert_non_null(strstr(seen, "Max cpu time              10"));
		child_stop(&child);
		child_begin(&child, program("cat >/dev/null; sleep 30 # as it is called"), 160);
		assert_true(child_start(&child, i ? "ur" : "en", i ? words : "other words", &fault));
		nanosleep(&(struct timespec){0, 100000000}, NULL);
		unreadable("cmdline", seen, sizeof seen, &length);
		assert_true(length > 10);
		assert_null(memmem(seen, length, "needleword", 10));
		if (i)
			assert_true(length == first_length && memcmp(seen, first, length) == 0);
		memcpy(first, seen, length);
		first_length = length;
		child_stop(&child);
	}
	close(kept);
}

static void fails(const char *body, int ms, enum child_state how)
{
	size_t bytes;

	child_begin(&child, program(body), 160);
	int64_t began = now();
	assert_true(child_start(&child, "en", words, &fault));
	assert_int_equal(hear(ms, &bytes), how);
	child_stop(&child);
	assert_true(now() - began < ms + 500);
	assert_int_equal(child.pid, 0);
	assert_int_equal(child.out, -1);
}

static void every_way_to_fail(void **state)
{
	(void)state;
	fails("exit 0", 3000, CHILD_BROKEN);
	fails("kill -9 $$", 3000, CHILD_BROKEN);
	fails("cat", 3000, CHILD_BROKEN); /* words are no sound */
	fails("head -c 200000 /dev/zero", 3000, CHILD_BROKEN);
	fails("exec sleep 30", 200, CHILD_WAITS); /* the caller has a time limit */
	fails("trap '' TERM INT HUP; while :; do :; done", 200, CHILD_WAITS);
	fails("exec 0<&-; exec 1>&-; sleep 30", 3000, CHILD_BROKEN);
	child_begin(&child, "/nowhere/espeak-ng", 160);
	assert_false(child_start(&child, "en", words, &fault));
	assert_non_null(strstr(fault.says, "install the package espeak-ng"));
	char voices[VOICES_MAX];
	assert_false(child_voices("/nowhere/espeak-ng", voices, sizeof voices, &fault));
	assert_false(child_voices(program("echo hello"), voices, sizeof voices, &fault));
	assert_non_null(strstr(fault.says, "names no languages"));
}

/* It may write no file, whatever it is told. The program itself: what a shell has started before
 * the limits came is not held by them (espeak-ng starts nothing). */
static void writes_no_file(void **state)
{
	char body[256], name[160];
	size_t bytes;
	struct stat about;

	(void)state;
	snprintf(name, sizeof name, "%s/kept", folder);
	snprintf(body, sizeof body, "exec 3>&1; exec cat > %s", name);
	child_begin(&child, program(body), 160);
	assert_true(child_start(&child, "en", words, &fault));
	hear(3000, &bytes);
	child_stop(&child);
	assert_true(stat(name, &about) != 0 || about.st_size == 0);
	unlink(name);
}

/* A voice without bounds does not run, and staff are told. */
static void no_limits_no_voice(void **state)
{
	char voices[VOICES_MAX];

	(void)state;
	child_begin(&child, program("exec sleep 30"), 160);
	no_limits = true;
	assert_false(child_start(&child, "en", words, &fault));
	assert_non_null(strstr(fault.says, "not permitted"));
	assert_int_equal(child.pid, 0);
	assert_int_equal(child.out, -1);
	assert_false(child_voices(espeak, voices, sizeof voices, &fault));
	no_limits = false;
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child at all */
	assert_int_equal(errno, ECHILD);
}

/* ---- with the sound device ---- */

static struct voice_espeak voice;
static struct findings findings;

static void begin(const char *program_path, struct speech_settings *settings)
{
	memset(&findings, 0, sizeof findings);
	memset(settings, 0, sizeof *settings);
	snprintf(settings->voice, sizeof settings->voice, "%s", program_path);
	settings->voice_rate = 300;
	assert_true(voice_espeak_begin(&voice, settings, &findings));
	voice.voice.loud(&voice, 5);
	voice.voice.open(&voice, true);
}

static bool is_zero(const void *memory, size_t size)
{
	const unsigned char *at = memory;

	for (size_t i = 0; i < size; i++)
		if (at[i])
			return false;
	return true;
}

static void sound_is_wiped(void **state)
{
	struct speech_settings settings;
	int64_t due;

	(void)state;
	begin(espeak, &settings);
	assert_true(voice.voice.speaks(&voice, "cy"));
	assert_false(voice.voice.speaks(&voice, "so"));
	voice.voice.say(&voice, "en", words, now());
	for (int64_t until = now() + 5000; voice.child.pid && now() < until;)
		assert_true(voice.voice.step(&voice, now(), &due));
	assert_false(is_zero(voice.sound.samples, sizeof pcm));
	int64_t began = now();
	voice.voice.stop(&voice);
	assert_true(is_zero(voice.sound.samples, sizeof pcm));
	assert_false(voice.voice.step(&voice, now(), &due));
	assert_true(now() - began < 100); /* EN 301 549, 5.1.3.5 */
	voice.voice.say(&voice, "en", "hi", now());
	for (int64_t until = now() + 8000; voice.voice.step(&voice, now(), &due) && now() < until;)
		poll(NULL, 0, 5);
	assert_true(is_zero(voice.sound.samples, sizeof pcm)); /* said and done */
	voice_espeak_end(&voice);
	assert_int_equal(findings.count, 0);
}

/* Staff are told once, the screen goes on. */
static void a_voice_that_hangs(void **state)
{
	struct speech_settings settings;
	int64_t due, start = 1000;

	(void)state;
	begin(program("[ $# = 1 ] && echo ' 5  en-gb  --/M  English  en' || exec sleep 30"), &settings);
	for (int i = 0; i < 3; i++) {
		voice.voice.say(&voice, "en", words, start);
		assert_true(voice.voice.step(&voice, start + CHILD_LIMIT_MS - 1, &due));
		assert_false(voice.voice.step(&voice, start + CHILD_LIMIT_MS, &due));
	}
	assert_int_equal(findings.count, 1);
	assert_non_null(strstr(findings.list[0].fault.says, "did not answer in time"));
	assert_null(strstr(findings.list[0].fault.says, "needleword"));
	voice_espeak_end(&voice);
}

/* More than a minute is left out; words of that length there are none. */
static void a_voice_that_never_ends(void **state)
{
	struct speech_settings settings;
	int64_t due;
	size_t bytes = 0;

	(void)state;
	begin(program("if [ $# = 1 ]; then echo ' 5  en-gb  --/M  English  en'; else echo hi | /usr/bin/espeak-ng --stdin --stdout | head -c 44; "
		      "exec cat /dev/zero; fi"),
	      &settings);
	voice.voice.say(&voice, "en", words, now());
	for (int64_t until = now() + 5000; voice.child.pid && now() < until; poll(NULL, 0, 2))
		voice.voice.step(&voice, now(), &due);
	bytes = (size_t)voice.sound.filled;
	assert_int_equal(bytes, sizeof pcm);
	assert_int_equal(voice.child.pid, 0);
	voice_espeak_end(&voice);
}

/* ---- utterances ---- */

static const char long_text[] =
    "One sentence. Is this another? Yes, it is. Then there is a third one, which goes on; and on, until it is as long as this. "
    "یہ ایک جملہ ہے۔ এটি একটি বাক্য। 0 8 0 8, 2 0 0 0, 2 4 7. Here are some more words that say nothing at all! And more. "
    "And so on, until there are more than fit into one utterance, or into two. The last card.";

/* Together they are the whole text, word for word. */
static void cut_at_sentences(void **state)
{
	char whole[3 * VOICE_UTTERANCE] = "", plain[3 * VOICE_UTTERANCE];
	int count = 0;

	(void)state;
	for (int at = 0, length; (length = voice_cut(long_text + at)) > 0; at += length, count++) {
		assert_true(length <= VOICE_UTTERANCE_BYTES);
		const char *end = long_text + at + length;
		assert_true(!*end || (end[-1] == ' ' && end[-2] != ','));
		strncat(whole, long_text + at, (size_t)length);
	}
	assert_string_equal(whole, long_text);
	assert_true(count >= 2);
	memset(plain, 'a', sizeof plain);
	plain[sizeof plain - 1] = 0;
	assert_int_equal(voice_cut(plain), VOICE_UTTERANCE);
	memcpy(plain + VOICE_UTTERANCE - 1, "\xE2\x80\xA6", 3); /* a whole character */
	assert_int_equal(voice_cut(plain), VOICE_UTTERANCE + 2);
	memcpy(plain + VOICE_UTTERANCE - 1, "a\xE2\x80\xA6", 4);
	assert_int_equal(voice_cut(plain), VOICE_UTTERANCE);
	memset(plain, ' ', 2 * VOICE_UTTERANCE);
	assert_int_equal(voice_cut(plain), VOICE_UTTERANCE / 4);
	memset(plain, 'a', 2 * VOICE_UTTERANCE);
	plain[200] = ' ';
	assert_int_equal(voice_cut(plain), 201);
	plain[99] = ',';
	plain[100] = ' ';
	assert_int_equal(voice_cut(plain), 101);
	assert_int_equal(voice_cut(""), 0);
}

/* What takes longest, at the slowest rate, fits into the block of sound. */
static void no_utterance_is_cut(void **state)
{
	static const char *const slow[] = {"0 8 0 8, 2 0 0 0, 2 4 7. ", "w w w dot e x dash a m slash ", "7, 7, 7, "};
	static const char *const languages[] = {"en", "pl", "uk", "cy", "ur"};
	char text[2 * VOICE_UTTERANCE];
	size_t bytes, most = 0;

	(void)state;
	for (size_t l = 0; l < 5; l++)
		for (size_t i = 0; i < 3; i++) {
			text[0] = 0;
			while (strlen(text) < VOICE_UTTERANCE)
				strcat(text, slow[i]);
			text[voice_cut(text)] = 0;
			child_begin(&child, espeak, 80);
			assert_true(child_start(&child, languages[l], text, &fault));
			assert_int_equal(hear(5000, &bytes), CHILD_ENDED);
			most = bytes > most ? bytes : most;
		}
	print_message("the longest utterance: %zu s\n", most / 2 / VOICE_HZ);
	assert_in_range(most, 10 * 2 * VOICE_HZ, sizeof pcm - 1);
}

static const char brief[] = "if [ $# = 1 ]; then echo ' 5  en-gb  --/M  English  en'; else /usr/bin/espeak-ng --stdout hi | head -c 2000; fi";

/* The next begins when the one before has sounded; after the last nothing is left of it. */
static void one_after_the_other(void **state)
{
	struct speech_settings settings;
	int64_t due;
	pid_t last = 0;
	int count = 0, cuts = 0;

	(void)state;
	begin(program(brief), &settings);
	for (int at = 0; long_text[at]; cuts++)
		at += voice_cut(long_text + at);
	voice.voice.say(&voice, "en", long_text, now());
	for (int64_t until = now() + 5000; now() < until; poll(NULL, 0, 5)) {
		if (voice.child.pid && voice.child.pid != last)
			count++;
		last = voice.child.pid ? voice.child.pid : last;
		if (!voice.voice.step(&voice, now(), &due))
			break;
		assert_true(due < INT64_MAX);
	}
	assert_int_equal(count, cuts);
	assert_true(is_zero(voice.text, sizeof voice.text));
	voice.voice.say(&voice, "en", long_text, now());
	voice.voice.pause(&voice, true, now());
	for (int64_t until = now() + 300; now() < until; poll(NULL, 0, 5))
		assert_true(voice.voice.step(&voice, now(), &due)); /* none begins while it is paused */
	assert_int_equal(voice.at, voice_cut(long_text));
	voice.voice.stop(&voice); /* a key: all of it is cut off */
	assert_false(voice.voice.step(&voice, now(), &due));
	assert_int_equal(voice.child.pid, 0);
	assert_true(is_zero(voice.text, sizeof voice.text));
	voice_espeak_end(&voice);
	assert_int_equal(findings.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_it),
	    cmocka_unit_test(tells_nobody),
	    cmocka_unit_test(every_way_to_fail),
	    cmocka_unit_test(writes_no_file),
	    cmocka_unit_test(no_limits_no_voice),
	    cmocka_unit_test(sound_is_wiped),
	    cmocka_unit_test(a_voice_that_hangs),
	    cmocka_unit_test(a_voice_that_never_ends),
	    cmocka_unit_test(cut_at_sentences),
	    cmocka_unit_test(no_utterance_is_cut),
	    cmocka_unit_test(one_after_the_other),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
