#include "display/voice.h"

#include <string.h>

int voice_gain(int volume)
{
	static const int gains[] = {0, 1464, 2068, 2920, 4125, 5827, 8231, 11627, 16423, 23198, 32768};

	return gains[volume < 1 ? 1 : volume > 10 ? 10 : volume];
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
