#include "base/utf8.h"

static const uint32_t REPLACEMENT = 0xFFFD;

/* Bytes of a good character at `text`, with its value; 0 when it is bad. */
static int read_character(const unsigned char *text, size_t length, uint32_t *code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char first = text[0];
	int size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
	uint32_t value = first;

	if (size == 1) {
		*code = value;
		return 1;
	}
	if (first < 0xC2 || first > 0xF4 || (size_t)size > length)
		return 0;
	value = first & (0x7FU >> size);
	for (int i = 1; i < size; i++) {
		if ((text[i] & 0xC0) != 0x80)
			return 0;
		value = value << 6 | (text[i] & 0x3FU);
	}
	if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*code = value;
	return size;
}

int utf8_next(const char *text, size_t length, uint32_t *code)
{
	uint32_t value = REPLACEMENT;
	int size = length > 0 ? read_character((const unsigned char *)text, length, &value) : 0;

	if (code)
		*code = value;
	return size > 0 ? size : 1;
}

bool utf8_valid(const char *text, size_t length)
{
	uint32_t value;

	for (size_t at = 0; at < length;) {
		int size = read_character((const unsigned char *)text + at, length - at, &value);

		if (size == 0)
			return false;
		at += (size_t)size;
	}
	return true;
}

size_t utf8_cut(const char *text, size_t length, size_t max)
{
	size_t cut = length < max ? length : max;

	/* A character has at most three following bytes; going back further would
	 * only mean that the text is no UTF-8. */
	for (size_t back = 1; back <= 4 && back <= cut; back++) {
		size_t at = cut - back;

		if (((unsigned char)text[at] & 0xC0) == 0x80)
			continue;
		size_t size = (size_t)utf8_next(text + at, length - at, NULL);

		return at + size <= cut ? cut : at;
	}
	return cut;
}
