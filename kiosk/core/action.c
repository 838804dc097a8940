#include "core/action.h"

#include <string.h>

#define VERB(v) (1U << (VERB_##v))
#define SCREEN(s) (1U << (SCREEN_##s))

enum {
	READ = VERB(LANGUAGE) | VERB(CONTRAST) | VERB(MOTION) | VERB(SIZE) | VERB(LOWER), /* how a visitor likes to read */
	HEAR = VERB(LISTEN) | VERB(VOLUME),
	PAGED = VERB(PAGE) | HEAR, /* large words need more pages */
	LEAVE = VERB(BACK) | VERB(MENU) | VERB(CLEAR) | PAGED,
};

struct row {
	const char *name;
	bool sensitive;
	uint32_t verbs;
	uint32_t go; /* screens that VERB_GO may name */
};

static const struct row rows[] = {
    [SCREEN_ATTRACT] = {"attract", false, VERB(START) | VERB(KNOCK) | PAGED, SCREEN(READING)},
    [SCREEN_HOME] = {"home", false, VERB(CONTRAST) | VERB(MOTION) | VERB(CLEAR) | VERB(KNOCK) | PAGED,
		     SCREEN(WHO) | SCREEN(BROWSE) | SCREEN(LINES) | SCREEN(IDEAS) | SCREEN(TEAM) | SCREEN(WEEK) | SCREEN(READING)},
    [SCREEN_WHO] = {"who", true, LEAVE | VERB(WHO) | VERB(KNOCK), SCREEN(READING)},
    [SCREEN_QUESTION] = {"question", true, VERB(BACK) | VERB(CLEAR) | VERB(ANSWER) | VERB(SKIP) | PAGED, SCREEN(READING)},
    [SCREEN_RESULT] = {"result", true, LEAVE | VERB(CARD), SCREEN(READING)},
    [SCREEN_OFFER] = {"offer", true, LEAVE | VERB(CODE) | VERB(KNOCK), SCREEN(READING)},
    [SCREEN_CODE] = {"code", true, LEAVE, SCREEN(LINES) | SCREEN(READING)},
    [SCREEN_BROWSE] = {"browse", false, LEAVE | VERB(OPEN) | VERB(CODE) | VERB(KIND) | VERB(STAGE) | VERB(KNOCK), SCREEN(READING)},
    [SCREEN_LINES] = {"lines", true, LEAVE | VERB(OPEN) | VERB(KNOCK), SCREEN(READING)},
    [SCREEN_IDEAS] = {"ideas", false, LEAVE | VERB(KNOCK), SCREEN(READING)},
    [SCREEN_TEAM] = {"team", false, LEAVE | VERB(OPEN) | VERB(KNOCK), SCREEN(READING)},
    [SCREEN_WEEK] = {"week", false, VERB(CLEAR) | VERB(KNOCK) | PAGED, SCREEN(HOME) | SCREEN(READING)},
    [SCREEN_CHILDREN] = {"children", true, LEAVE | VERB(KNOCK), SCREEN(READING)},
    [SCREEN_MORE_TIME] = {"more-time", true, VERB(MORE_TIME) | VERB(CLEAR) | PAGED, 0},
    [SCREEN_STAFF] = {"staff", false, VERB(BACK) | VERB(CLEAR) | VERB(OPEN) | VERB(KIND) | VERB(CLOSE) | PAGED, SCREEN(READING)},
    [SCREEN_READING] = {"reading", false, READ | LEAVE | VERB(KNOCK), SCREEN(ABOUT)},
    [SCREEN_ABOUT] = {"about", false, LEAVE | VERB(KNOCK), SCREEN(READING)},
};
_Static_assert(sizeof rows / sizeof *rows == SCREEN_COUNT, "one row a screen");
_Static_assert(VERB_COUNT <= 32 && SCREEN_COUNT <= 32, "a bit each");

static const char *const verbs[] = {"none",   "start", "go",    "who",    "answer", "skip",  "back",      "menu",     "clear",
				    "open",   "code",  "card",  "page",   "kind",   "stage", "more-time", "language", "contrast",
				    "motion", "size",  "lower", "listen", "volume", "knock", "close"};
_Static_assert(sizeof verbs / sizeof *verbs == VERB_COUNT, "one name a verb");

const char *screen_name(int screen)
{
	return screen >= 0 && screen < SCREEN_COUNT ? rows[screen].name : "";
}

int screen_value(const char *name)
{
	for (int i = 0; i < SCREEN_COUNT; i++)
		if (strcmp(rows[i].name, name) == 0)
			return i;
	return -1;
}

const char *verb_name(int verb)
{
	return verb >= 0 && verb < VERB_COUNT ? verbs[verb] : "";
}

int verb_value(const char *name)
{
	for (int i = 0; i < VERB_COUNT; i++)
		if (strcmp(verbs[i], name) == 0)
			return i;
	return -1;
}

static const char *const sizes[] = {"normal", "large", "largest"};
_Static_assert(sizeof sizes / sizeof *sizes == TEXT_SIZE_COUNT, "one name a size");

const char *text_size_name(int size)
{
	return size >= 0 && size < TEXT_SIZE_COUNT ? sizes[size] : "";
}

int text_size_value(const char *name)
{
	for (int i = 0; i < TEXT_SIZE_COUNT; i++)
		if (strcmp(sizes[i], name) == 0)
			return i;
	return -1;
}

bool screen_is_sensitive(int screen)
{
	return screen >= 0 && screen < SCREEN_COUNT && rows[screen].sensitive;
}

bool screen_offers(int screen, struct action action)
{
	if (screen < 0 || screen >= SCREEN_COUNT || action.verb >= VERB_COUNT)
		return false;
	if (action.verb == VERB_GO)
		return action.value >= 0 && action.value < SCREEN_COUNT && (rows[screen].go >> action.value & 1);
	return rows[screen].verbs >> action.verb & 1;
}
