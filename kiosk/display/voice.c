#include "display/voice.h"

#include <string.h>

int voice_gain(int volume)
{
	static const int gains[] = {0, 1464, 2068, 2920, 4125, 5827, 8231, 11627, 16423, 23198, 32768};

	return gains[volume < 1 ? 1 : volume > 10 ? 10 : volume];
}

static bool follows(const char *text, int at, const char *const *marks, int count)
{
	for (int i = 0; i < count; i++) {
		int length = (int)strlen(marks[i]);
		if (at >= length && memcmp(text + at - length, marks[i], (size_t)length) == 0)
			return true;
	}
	return false;
}

/* How long a character takes; of Chinese it is a whole word. */
static int weight(unsigned char first)
{
	if ((first & 0xC0) == 0x80)
		return 0;
	return first == ' ' || first >= 0xE3 ? 4 : 1;
}

/* Bytes that there is room for, whole characters. */
static int room(const char *text)
{
	int at = 0;

	for (int used = 0; text[at] && at < VOICE_UTTERANCE_BYTES; at++) {
		used += weight((unsigned char)text[at]);
		if (used > VOICE_UTTERANCE)
			break;
	}
	while (at > 0 && text[at] && weight((unsigned char)text[at]) == 0)
		at--;
	return at;
}

int voice_cut(const char *text)
{
	static const char *const sentences[] = {". ", "! ", "? ", "۔ ", "؟ ", "। "}, *const parts[] = {", ", "; ", ": ", "، "},
				 *const blanks[] = {" "};
	static const struct {
		const char *const *marks;
		int count;
	} ways[] = {{sentences, 6}, {parts, 4}, {blanks, 1}};
	int most = room(text);

	if (!text[most])
		return most;
	for (int way = 0; way < 3; way++)
		for (int at = most; at > 0; at--)
			if (follows(text, at, ways[way].marks, ways[way].count))
				return at;
	return most;
}

/* Where espeak-ng's name is not the pack's. Its Mandarin reads pinyin as English under
 * the plain name (espeak-ng issue 1028). */
static const struct {
	const char *language, *name;
} names[] = {{"en", "en-gb"}, {"zh", "cmn-latn-pinyin"}, {"zh-hans", "cmn-latn-pinyin"}, {"no", "nb"}, {"fr", "fr-fr"}, {"pt-PT", "pt"}};

const char *voice_name(const char *language)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].language, language) == 0)
			return names[i].name;
	return language;
}
