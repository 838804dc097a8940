#include "screen/speak_number.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

enum {
	DIGITS_MAX = 24,  /* of one number */
	DIALLED_MIN = 3,  /* 999, 111 */
	NATIONAL_MIN = 10 /* digits of a whole number of this country: nothing more belongs to it */
};

void spoken_put(struct spoken *spoken, const char *text, int length)
{
	size_t bytes = length < 0 ? strlen(text) : (size_t)length, room = (size_t)(spoken->size - 1 - spoken->used);

	if (bytes > room)
		bytes = utf8_cut(text, bytes, room);
	memcpy(spoken->out + spoken->used, text, bytes);
	spoken->used += (int)bytes;
	spoken->out[spoken->used] = 0;
}

void spoken_trim(struct spoken *spoken)
{
	while (spoken->used && spoken->out[spoken->used - 1] == ' ')
		spoken->out[--spoken->used] = 0;
}

/* ---- addresses ---- */

static bool is_address(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("-._~/:@?=&%+#", c));
}

/* "example.org", not "9.30" nor "e.g.": letters on both sides of a dot. */
static bool names_host(const char *at, int length)
{
	for (int i = 1; i + 2 < length; i++)
		if (at[i] == '.' && isalnum((unsigned char)at[i - 1]) && isalpha((unsigned char)at[i + 1]) && isalpha((unsigned char)at[i + 2]))
			return true;
	return false;
}

static int skipped(const char *at, const char *head)
{
	return strncmp(at, head, strlen(head)) == 0 ? (int)strlen(head) : 0;
}

static const char *name_of(const struct spoken_words *words, char c)
{
	return c == '.' ? words->dot : c == '/' ? words->slash : c == '-' ? words->dash : c == '@' ? words->at : "";
}

int spoken_address(struct spoken *spoken, const struct spoken_words *words, const char *text, const char *at)
{
	int length = 0, from;

	if (!isalnum((unsigned char)*at) || (at > text && is_address(at[-1])))
		return 0;
	while (is_address(at[length]))
		length++;
	while (length && strchr(".:?", at[length - 1]))
		length--;
	if (!names_host(at, length))
		return 0;
	int end = at[length - 1] == '/' ? length - 1 : length;
	from = skipped(at, "https://");
	from += skipped(at + from, "http://");
	from += skipped(at + from, "www.");
	for (int i = from; i < end; i++) {
		if (isalnum((unsigned char)at[i])) {
			spoken_put(spoken, at + i, 1);
			continue;
		}
		spoken_put(spoken, " ", 1);
		if (*name_of(words, at[i])) {
			spoken_put(spoken, name_of(words, at[i]), -1);
			spoken_put(spoken, " ", 1);
		}
	}
	return length;
}

/* ---- numbers ---- */

/* Bytes of the digit at `at`, of whatever script; 0 for none. */
static int digit(const char *at)
{
	static const unsigned zeros[] = {'0', 0x0660, 0x06F0, 0x09E6, 0x0A66};
	uint32_t code;

	if (!*at)
		return 0;
	int bytes = utf8_next(at, strlen(at), &code);
	for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
		if (code >= zeros[i] && code < zeros[i] + 10)
			return bytes;
	return 0;
}

/* Digits in groups as they are written. */
struct dialled {
	int count; /* digits */
	const char *at[DIGITS_MAX];
	bool first[DIGITS_MAX]; /* of a group */
	int groups;
	const char *end;
};

/* A hard blank holds a number together. An ordinary one does after a 0 and in 116 123. */
static bool goes_on(const struct dialled *number)
{
	const char *end = number->end;
	bool hard = *end == SPOKEN_HARD[0], dialled = number->at[0][0] == '0' || (number->count == 3 && strncmp(number->at[0], "116", 3) == 0);

	return (hard || (*end == ' ' && dialled && number->count < NATIONAL_MIN)) && digit(end + 1);
}

static void gather(struct dialled *number, const char *at)
{
	memset(number, 0, sizeof *number);
	do {
		bool first = true;
		at += number->count ? 1 : 0;
		number->groups++;
		for (int bytes; (bytes = digit(at)) && number->count < DIGITS_MAX; at += bytes, first = false) {
			number->first[number->count] = first;
			number->at[number->count++] = at;
		}
		number->end = at;
	} while (number->count < DIGITS_MAX && goes_on(number));
}

static bool is_year(const struct dialled *number)
{
	return number->count == 4 && number->groups == 1 && (strncmp(number->at[0], "19", 2) == 0 || strncmp(number->at[0], "20", 2) == 0);
}

/* Long groups are said in parts: six as three and three, seven and eight as four and the rest. */
static int part(int group)
{
	return group <= 5 ? group : group == 6 || group > 8 ? 3 : 4;
}

static int group_length(const struct dialled *number, int from)
{
	int length = 1;

	while (from + length < number->count && !number->first[from + length])
		length++;
	return length;
}

static void spell(struct spoken *spoken, const struct dialled *number)
{
	int left = 0, until = 0;

	for (int i = 0; i < number->count; i++) {
		if (number->first[i])
			left = group_length(number, i);
		if (i == until) {
			until = i + part(left);
			spoken_put(spoken, i ? ", " : "", -1);
		} else {
			spoken_put(spoken, " ", 1);
		}
		spoken_put(spoken, number->at[i], digit(number->at[i]));
		left--;
	}
}

/* "10.30", "1,000": what is written with marks between digits is no number to dial. */
static const char *marked(const char *end)
{
	while (*end && strchr(".,:", *end) && digit(end + 1))
		for (end++; digit(end);)
			end += digit(end);
	return end;
}

int spoken_number(struct spoken *spoken, const char *text, const char *at, bool emergency)
{
	struct dialled number;

	if (!digit(at) || (at > text && isalnum((unsigned char)at[-1])))
		return 0;
	gather(&number, at);
	const char *end = marked(number.end);
	bool silent = emergency && number.count == 2 && strncmp(at, "55", 2) == 0;
	bool money = at > text + 1 && (unsigned char)at[-1] == 0xA3 && (unsigned char)at[-2] == 0xC2;
	if (end == number.end && !money && *end != '%' && ((number.count >= DIALLED_MIN && !is_year(&number)) || silent)) {
		spell(spoken, &number);
		return (int)(end - at);
	}
	end = at;
	while (digit(end)) /* one group; what follows is looked at on its own */
		end += digit(end);
	end = marked(end);
	spoken_put(spoken, at, (int)(end - at));
	return (int)(end - at);
}
