#include "display/voice_file.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>

enum { CHUNK = 16 << 10 };

static void put(struct voice_file *file, int16_t *samples, size_t bytes)
{
	int gain = voice_gain(file->fake.volume);

	for (size_t i = 0; i < bytes / 2; i++)
		samples[i] = (int16_t)(samples[i] * gain / 32768);
	file->broken |= fwrite(samples, 1, bytes, file->out) != bytes;
	file->bytes += (long)bytes;
}

static void utter(struct voice_file *file, const char *language, const char *text)
{
	int16_t samples[CHUNK / 2];
	enum child_state state = child_start(&file->child, language, text, NULL) ? CHILD_WAITS : CHILD_BROKEN;

	for (int wait = CHILD_LIMIT_MS; state == CHILD_WAITS && wait > 0; wait -= 10) {
		size_t took;
		struct pollfd ready = {file->child.out, POLLIN, 0};
		poll(&ready, 1, 10);
		state = child_read(&file->child, samples, sizeof samples, &took);
		put(file, samples, took);
		wait += took > 0 ? 10 : 0;
	}
	file->broken |= state != CHILD_ENDED;
	child_stop(&file->child);
	explicit_bzero(samples, sizeof samples);
}

/* In the same utterances as for families. */
static void speak(struct voice_file *file, const char *language, const char *text)
{
	char one[VOICE_UTTERANCE_BYTES + 1];

	for (int length; (length = voice_cut(text)) > 0; text += length) {
		snprintf(one, sizeof one, "%.*s", length, text);
		utter(file, language, one);
	}
	explicit_bzero(one, sizeof one);
}

static struct voice_fake plain; /* how a voice_fake says something */

static void say(void *context, const char *language, const char *text, int64_t now_ms)
{
	struct voice_file *file = context;

	speak(file, language, text);
	plain.voice.say(context, language, text, now_ms);
}

static void put_number(unsigned char *at, uint32_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		at[i] = (unsigned char)(value >> (8 * i));
}

static bool put_head(struct voice_file *file)
{
	unsigned char head[CHILD_HEAD] = "RIFF....WAVEfmt ";

	put_number(head + 4, (uint32_t)file->bytes + CHILD_HEAD - 8, 4);
	put_number(head + 16, 16, 4);
	put_number(head + 20, 1, 2);
	put_number(head + 22, 1, 2);
	put_number(head + 24, VOICE_HZ, 4);
	put_number(head + 28, VOICE_HZ * 2, 4);
	put_number(head + 32, 2, 2);
	put_number(head + 34, 16, 2);
	memcpy(head + 36, "data", 4);
	put_number(head + 40, (uint32_t)file->bytes, 4);
	return fseek(file->out, 0, SEEK_SET) == 0 && fwrite(head, 1, sizeof head, file->out) == sizeof head;
}

bool voice_file_begin(struct voice_file *file, const struct speech_settings *settings, const char *path, struct fault *fault)
{
	memset(file, 0, sizeof *file);
	voice_fake_begin(&plain);
	voice_fake_begin(&file->fake);
	file->fake.voice.say = say;
	child_begin(&file->child, settings->voice, settings->voice_rate);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	file->out = fopen(path, "we");
	if (file->out && put_head(file))
		return true;
	return fault_set(fault, "%s cannot be written: %s", path, strerror(errno));
}

bool voice_file_end(struct voice_file *file)
{
	bool fine = !file->broken && put_head(file);

	fine = fclose(file->out) == 0 && fine;
	return fine;
}
