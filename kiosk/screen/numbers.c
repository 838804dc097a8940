#include "screen/numbers.h"

#include <string.h>

static bool arabic_digit(uint32_t code)
{
	return code >= 0x0660 && code <= 0x0669;
}

static bool digit(uint32_t code)
{
	return (code >= '0' && code <= '9') || arabic_digit(code) || (code >= 0x06F0 && code <= 0x06F9);
}

static bool letter(uint32_t code)
{
	return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

static bool one_of(uint32_t code, const char *set)
{
	return code > 0 && code < 0x80 && strchr(set, (int)code);
}

static bool hyphen(uint32_t code)
{
	return code == '-' || (code >= 0x2010 && code <= 0x2013);
}

static bool blank(uint32_t code)
{
	return code == ' ' || code == 0xA0 || code == 0x202F || code == 0x2009;
}

/* Characters of a text; 0 beyond its end. */
struct text {
	const uint32_t *code;
	int count;
};

static uint32_t at(const struct text *text, int i)
{
	return i >= 0 && i < text->count ? text->code[i] : 0;
}

static int digits_end(const struct text *text, int i)
{
	while (digit(at(text, i)))
		i++;
	return i;
}

/* What has stood between the groups of a telephone number. */
struct between {
	bool hyphens, blanks;
};

/* Where the next group begins, or 0. */
static int next_group(const struct text *text, int i, struct between *between)
{
	bool bracket = at(text, i) == ')';
	i += bracket;
	bool joined = hyphen(at(text, i)), parted = joined || blank(at(text, i));
	i += parted;
	if (at(text, i) == '(' && digit(at(text, i + 1)) && at(text, digits_end(text, i + 1)) == ')')
		i++;
	else if (!parted && !bracket)
		return 0;
	between->hyphens = between->hyphens || joined;
	between->blanks = between->blanks || (parted && !joined);
	return digit(at(text, i)) ? i : 0;
}

/* The end of the telephone number that begins at `from`, or 0. */
static int telephone(const struct text *text, int from)
{
	int i = from, groups = 0, total = 0, end = 0;
	struct between between = {false, false};
	bool known = at(text, i) == '+' || at(text, i) == '0' || at(text, i) == 0x0660 || at(text, i) == 0x06F0;
	i += at(text, i) == '+';
	if (at(text, i) == '(') { /* "(01632) 960123", but not a bracket round all of it */
		if (at(text, digits_end(text, i + 1)) != ')')
			return 0;
		i++;
		known = true;
	}
	if (!digit(at(text, i)))
		return 0;
	do {
		end = digits_end(text, i);
		total += end - i;
		groups++;
		i = next_group(text, end, &between);
	} while (i);
	bool joined = groups >= 2 && (!between.hyphens || known || (groups >= 3 && !between.blanks));
	return joined && total >= 5 ? end : 0;
}

/* The end of what joins letters and digits at `from`, or 0 when it is an ordinary
 * word or number. */
static int address(const struct text *text, int from)
{
	bool letters = false, digits = false, joined = false;
	int i = from;
	for (;;) {
		while (letter(at(text, i)) || digit(at(text, i))) {
			letters = letters || letter(at(text, i));
			digits = digits || digit(at(text, i));
			i++;
		}
		int next = i;
		while (one_of(at(text, next), "./:@_&=?~+%#-"))
			next++;
		if (next == i || !(letter(at(text, next)) || digit(at(text, next))))
			break;
		bool range = next == i + 1 && at(text, i) == '-' && !letters && !letter(at(text, next));
		if (range)
			return 0;
		joined = true;
		i = next;
	}
	if (at(text, i) == '+' || (joined && at(text, i) == '/')) {
		joined = true;
		i++;
	}
	return (letters && (digits || joined)) || (digits && joined) ? i : 0;
}

/* The end of a sign and its digits, or 0. */
static int signed_digits(const struct text *text, int from)
{
	uint32_t sign = at(text, from);
	if (sign != '+' && sign != '#' && sign != '$' && sign != 0xA3 && sign != 0x20AC)
		return 0;
	int end = digits_end(text, from + 1);
	if (end == from + 1)
		return 0;
	while (one_of(at(text, end), ".,") && digit(at(text, end + 1)))
		end = digits_end(text, end + 1);
	return end;
}

static int longest(int a, int b)
{
	return a > b ? a : b;
}

static int number_end(const struct text *text, int from)
{
	uint32_t code = at(text, from);
	int end = longest(telephone(text, from), signed_digits(text, from));
	return letter(code) || digit(code) ? longest(end, address(text, from)) : end;
}

/* Which isolates are open: the lowest bit is the innermost, 1 when it runs from the left. */
static void follow(uint32_t *open, int *depth, uint32_t code)
{
	if (code >= 0x2066 && code <= 0x2068) {
		*open = *open << 1 | (code == 0x2066);
		++*depth;
	} else if (code == 0x2069 && *depth > 0) {
		*open >>= 1;
		--*depth;
	} else if (code == '\n') {
		*open = 0;
		*depth = 0;
	}
}

bool numbers_next(const uint32_t *code, int count, int from, struct number *out)
{
	struct text text = {code, count};
	uint32_t open = 0;
	int depth = 0;
	for (int i = 0; i < count; i++) {
		follow(&open, &depth, code[i]);
		uint32_t before = at(&text, i - 1);
		if (i < from || (open & 1) || letter(before) || digit(before))
			continue;
		int end = number_end(&text, i);
		if (!end)
			continue;
		*out = (struct number){i, end, false};
		for (; i < end; i++)
			out->override = out->override || arabic_digit(code[i]);
		return true;
	}
	return false;
}
