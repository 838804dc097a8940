#include "base/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Ends `out`, which holds the first bytes of a longer text, at a whole character. */
static void cut(char *out)
{
	size_t length = strlen(out);
	size_t last = length;

	while (last > 0 && ((unsigned char)out[last - 1] & 0xC0) == 0x80 && length - last < 3)
		last--;
	if (last > 0 && !utf8_valid(out + last - 1, length - last + 1))
		out[last - 1] = '\0';
}

static void put(char *out, size_t size, const char *text)
{
	int length = snprintf(out, size, "%s", text);

	if (length >= 0 && (size_t)length >= size)
		cut(out);
}

bool fault_set(struct fault *fault, const char *format, ...)
{
	va_list values;
	char says[FAULT_SAYS_MAX];
	int length;

	if (!fault)
		return false;
	/* By way of a copy: the words may come from this same fault. */
	va_start(values, format);
	length = vsnprintf(says, sizeof says, format, values);
	va_end(values);
	if (length < 0)
		says[0] = '\0';
	else if (length >= FAULT_SAYS_MAX)
		cut(says);
	memset(fault, 0, sizeof *fault);
	memcpy(fault->says, says, sizeof says);
	return false;
}

void fault_at(struct fault *fault, const char *file, int line, const char *item)
{
	if (!fault)
		return;
	if (file)
		put(fault->file, sizeof fault->file, file);
	if (line)
		fault->line = line;
	if (item)
		put(fault->item, sizeof fault->item, item);
}

/* Adds text and an end to `out`, keeping the final zero. */
static int add(char *out, int size, int used, const char *text, const char *end)
{
	int length = snprintf(out + used, (size_t)(size - used), "%s%s", text, end);

	if (length < 0)
		return used;
	if (length < size - used)
		return used + length;
	cut(out);
	return (int)strlen(out);
}

int fault_print(const struct fault *fault, char *out, int size)
{
	char line[16];
	int used = 0;

	out[0] = '\0';
	snprintf(line, sizeof line, "%d", fault->line);
	if (fault->file[0])
		used = add(out, size, used, fault->file, fault->line ? ":" : ": ");
	if (fault->line)
		used = add(out, size, used, fault->file[0] ? "" : "line ", "");
	if (fault->line)
		used = add(out, size, used, line, ": ");
	if (fault->item[0])
		used = add(out, size, used, fault->item, ": ");
	return add(out, size, used, fault->says, "");
}
