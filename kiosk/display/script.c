#include "display/script.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/moment.h"
#include "base/nearest.h"
#include "display/dump.h"
#include "display/lock.h"
#include "display/script_aim.h"
#include "display/script_hear.h"
#include "display/script_set.h"
#include "display/shots.h"
#include "display/tour.h"

struct loop {
	int line;     /* of the `repeat` */
	size_t after; /* where its body begins */
	long left;
};

struct run {
	struct kiosk *kiosk;
	const char *path;
	SDL_Surface *surface;
	char *text;
	size_t length, at; /* at: of the next line */
	int line, failed;
	int depth;
	bool ended;  /* no line after this one */
	bool finger; /* something is held down */
	int x, y;    /* where the finger is */
	struct loop loops[REPEAT_DEPTH];
	struct script_line words;
	struct voice_fake voice; /* where the kiosk has none of its own */
};

struct command {
	const char *name;
	int least, most; /* words after the name */
	bool (*act)(struct run *run, struct fault *fault);
};

static void pass(struct run *run, int64_t ms)
{
	struct kiosk *kiosk = run->kiosk;
	int64_t until = kiosk->now_ms + ms;

	while (kiosk->now_ms < until) {
		int64_t due = kiosk_due(kiosk);
		due = due <= kiosk->now_ms ? kiosk->now_ms + 1 : due;
		kiosk_tick(kiosk, due < until ? due : until);
	}
}

/* A wrong expectation is counted, and the script goes on. */
static bool expect(struct run *run, bool met, const char *what);

static void send(struct run *run, enum touch_kind kind)
{
	struct touch_event event = {kind, 1, run->x, run->y, run->kiosk->now_ms};

	kiosk_touch(run->kiosk, &event);
	run->finger = kind == TOUCH_DOWN || (kind == TOUCH_MOVE && run->finger);
}

/* The place of the word: coordinates, or the middle of what is labelled so. */
static bool aim(struct run *run, struct fault *fault)
{
	const struct draw_list *list = &run->kiosk->list;
	const char *word = run->words.words[1];

	if (!run->words.quoted[1] && script_place(word, &run->x, &run->y))
		return true;
	bool by_action = !run->words.quoted[1] && word[0] == '@';
	int found = by_action ? script_aim(run->kiosk, word, fault) : draw_find(list, word);
	if (found < 0 && by_action)
		return false;
	if (found < 0)
		return fault_set(fault, "there is no \"%s\" on the screen \"%s\"", word, list->screen);
	found = script_uncovered(list, found);
	const struct draw_object *object = &list->objects[found];
	if (!object->action.verb)
		return fault_set(fault, "\"%s\" is there, but a touch does nothing", draw_label(list, object->label));
	run->x = object->rect.x + object->rect.w / 2;
	run->y = object->rect.y + object->rect.h / 2;
	int hit = draw_hit(list, run->x, run->y);
	/* A button on a screen that does the same wherever it is touched is not in the way. */
	bool same = hit >= 0 && list->objects[hit].action.verb == object->action.verb && list->objects[hit].action.value == object->action.value;
	if (!same)
		return fault_set(fault, "\"%s\" lies beneath \"%s\"", word, hit < 0 ? "" : draw_label(list, list->objects[hit].label));
	return true;
}

static bool do_press(struct run *run, struct fault *fault)
{
	if (run->finger)
		return fault_set(fault, "a finger is down already; release it first");
	if (!aim(run, fault))
		return false;
	send(run, TOUCH_DOWN);
	return true;
}

static bool do_release(struct run *run, struct fault *fault)
{
	if (!run->finger)
		return fault_set(fault, "no finger is down; press first");
	if (run->words.count > 1 && !aim(run, fault))
		return false;
	send(run, TOUCH_UP);
	pass(run, AFTER_TAP_MS);
	return true;
}

/* Touches the control that shows the next page; false when there is none. */
static bool turn_page(struct run *run)
{
	int found = script_next_page(run->kiosk);

	if (found < 0)
		return false;
	struct rect rect = run->kiosk->list.objects[found].rect;
	run->x = rect.x + rect.w / 2;
	run->y = rect.y + rect.h / 2;
	send(run, TOUCH_DOWN);
	pass(run, TAP_MS);
	send(run, TOUCH_UP);
	pass(run, AFTER_TAP_MS);
	return true;
}

static bool do_tap(struct run *run, struct fault *fault)
{
	bool item = run->words.words[1][0] == '@' && strncmp(run->words.words[1], "@page", 5) != 0;
	struct fault none;

	for (int page = 0; item && !run->finger && page < PAGES_MAX && script_aim(run->kiosk, run->words.words[1], &none) < 0; page++)
		if (!turn_page(run))
			break;
	if (!do_press(run, fault))
		return false;
	pass(run, TAP_MS);
	send(run, TOUCH_UP);
	pass(run, AFTER_TAP_MS);
	return true;
}

static bool do_key(struct run *run, struct fault *fault)
{
	enum kiosk_key key = hear_key(run->kiosk, run->words.words[1], fault);

	if (key == KEY_NONE)
		return false;
	kiosk_key(run->kiosk, key);
	pass(run, AFTER_TAP_MS);
	return true;
}

static bool do_hold(struct run *run, struct fault *fault)
{
	enum kiosk_key key = hear_key(run->kiosk, run->words.words[1], fault);
	int64_t ms = script_duration(run->words.words[2]);

	if (key == KEY_NONE)
		return false;
	if (ms < 0)
		return fault_set(fault, "\"%s\" is not a time; write it like 35s, 500ms, 2m or 1h", run->words.words[2]);
	kiosk_key(run->kiosk, key);
	pass(run, ms);
	kiosk_key_up(run->kiosk, key);
	return true;
}

static bool do_plug(struct run *run, struct fault *fault)
{
	bool in;

	if (!script_choose(run->words.words[1], "out", "in", &in, fault))
		return false;
	hear_begin(run->kiosk, &run->voice);
	kiosk_plug(run->kiosk, in);
	return true;
}

static bool do_listen(struct run *run, struct fault *fault)
{
	bool on;

	return script_choose(run->words.words[1], "off", "on", &on, fault) && hear_listen(run->kiosk, on, fault);
}

static bool do_expect_spoken(struct run *run, struct fault *fault)
{
	char what[SCRIPT_WORD_MAX / 2];

	(void)fault;
	return expect(run, hear_said(run->kiosk, run->words.words[1], what, sizeof what), what);
}

static bool do_expect_silent(struct run *run, struct fault *fault)
{
	(void)fault;
	run->words.words[1][0] = 0;
	return expect(run, !run->kiosk->speech.speaking, "is not all that is heard: it speaks");
}

static bool do_move(struct run *run, struct fault *fault)
{
	if (!script_place(run->words.words[1], &run->x, &run->y))
		return fault_set(fault, "\"%s\" is not a place; write it like 960,540", run->words.words[1]);
	send(run, TOUCH_MOVE);
	return true;
}

static bool do_wait(struct run *run, struct fault *fault)
{
	int64_t ms = script_duration(run->words.words[1]);

	if (ms < 0)
		return fault_set(fault, "\"%s\" is not a time; write it like 35s, 500ms, 2m or 1h", run->words.words[1]);
	pass(run, ms);
	return true;
}

static bool do_expect(struct run *run, struct fault *fault)
{
	(void)fault;
	return expect(run, draw_says(&run->kiosk->list, run->words.words[1]), "is not on the screen");
}

static bool do_expect_no(struct run *run, struct fault *fault)
{
	(void)fault;
	return expect(run, !draw_says(&run->kiosk->list, run->words.words[1]), "is on the screen");
}

static bool do_expect_screen(struct run *run, struct fault *fault)
{
	if (screen_value(run->words.words[1]) < 0)
		return fault_set(fault, "there is no screen \"%s\"", run->words.words[1]);
	return expect(run, strcmp(run->kiosk->list.screen, run->words.words[1]) == 0, "is not the screen");
}

static bool do_open(struct run *run, struct fault *fault)
{
	return tour_open(run->kiosk, run->words.words[1], run->words.count > 2 ? run->words.words[2] : "", fault);
}

static bool do_set(struct run *run, struct fault *fault)
{
	return script_set(run->kiosk, run->words.words[0], run->words.words[1], fault);
}

static bool do_shot(struct run *run, struct fault *fault)
{
	return shot_write(run->kiosk, run->surface, run->words.words[1], fault);
}

static bool do_paint(struct run *run, struct fault *fault)
{
	return paint_list(&run->kiosk->painter, &run->kiosk->list, run->surface) || fault_set(fault, "the screen cannot be painted");
}

static bool do_dump(struct run *run, struct fault *fault)
{
	return dump_screen(run->kiosk, run->words.words[1], fault);
}

static bool do_echo(struct run *run, struct fault *fault)
{
	(void)fault;
	printf("%s\n", run->words.count > 1 ? run->words.words[1] : "");
	return true;
}

static bool do_repeat(struct run *run, struct fault *fault)
{
	char *end;
	long times = strtol(run->words.words[1], &end, 10);

	if (*end || times < 1 || times > 1000000)
		return fault_set(fault, "\"%s\" is not a number from 1 to 1000000", run->words.words[1]);
	if (run->depth == REPEAT_DEPTH)
		return fault_set(fault, "repeats stand at most %d deep", REPEAT_DEPTH);
	run->loops[run->depth++] = (struct loop){run->line, run->at, times - 1};
	return true;
}

static bool do_end(struct run *run, struct fault *fault)
{
	if (!run->depth)
		return fault_set(fault, "there is no repeat to end");
	struct loop *loop = &run->loops[run->depth - 1];
	if (!loop->left--) {
		run->depth--;
		return true;
	}
	run->at = loop->after;
	run->line = loop->line;
	return true;
}

/* The script itself must not be found either: it holds every touch of the visit. */
static bool do_stop(struct run *run, struct fault *fault)
{
	explicit_bzero(run->text, run->length);
	explicit_bzero(&run->words, sizeof run->words);
	explicit_bzero(run->loops, sizeof run->loops);
	hear_end(run->kiosk, &run->voice);
	run->x = run->y = run->depth = 0;
	run->ended = true;
	if (run->kiosk->alive)
		return fault_set(fault, "%ld blocks of memory outlived their visit", run->kiosk->alive);
	return raise(SIGSTOP) == 0 || fault_set(fault, "the program cannot be stopped");
}

static const struct command commands[] = {
    {"tap", 1, 1, do_tap},
    {"press", 1, 1, do_press},
    {"release", 0, 1, do_release},
    {"move", 1, 1, do_move},
    {"key", 1, 1, do_key},
    {"hold", 2, 2, do_hold},
    {"plug", 1, 1, do_plug},
    {"listen", 1, 1, do_listen},
    {"expect-spoken", 1, 1, do_expect_spoken},
    {"expect-silent", 0, 0, do_expect_silent},
    {"wait", 1, 1, do_wait},
    {"expect", 1, 1, do_expect},
    {"expect-no", 1, 1, do_expect_no},
    {"expect-screen", 1, 1, do_expect_screen},
    {"open", 1, 2, do_open},
    {"lang", 1, 1, do_set},
    {"theme", 1, 1, do_set},
    {"motion", 1, 1, do_set},
    {"ahead", 1, 1, do_set},
    {"size", 1, 1, do_set},
    {"lower", 1, 1, do_set},
    {"now", 1, 1, do_set},
    {"content", 1, 1, do_set},
    {"shot", 1, 1, do_shot},
    {"paint", 0, 0, do_paint},
    {"dump", 1, 1, do_dump},
    {"echo", 0, 1, do_echo},
    {"repeat", 1, 1, do_repeat},
    {"end", 0, 0, do_end},
    {"stop", 0, 0, do_stop},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void say(struct run *run, const char *what)
{
	const struct draw_list *list = &run->kiosk->list;

	run->failed++;
	fprintf(stderr, "%s:%d: %s\n  on the screen \"%s\":\n", run->path, run->line, what, list->screen);
	for (int i = 0; i < list->object_count; i++)
		if (list->objects[i].label)
			fprintf(stderr, "    %s \"%s\"\n", role_name(list->objects[i].role), draw_label(list, list->objects[i].label));
}

static bool expect(struct run *run, bool met, const char *what)
{
	char words[2 * SCRIPT_WORD_MAX];

	snprintf(words, sizeof words, "\"%s\" %s", run->words.words[1], what);
	if (!met)
		say(run, words);
	return true;
}

static bool unknown(const char *word, struct fault *fault)
{
	const char *names[COMMAND_COUNT];

	for (int i = 0; i < COMMAND_COUNT; i++)
		names[i] = commands[i].name;
	return fault_set(fault, "unknown command \"%s\", did you mean \"%s\"?", word, nearest_word(word, names, COMMAND_COUNT));
}

static bool run_words(struct run *run, struct fault *fault)
{
	const struct script_line *words = &run->words;

	if (!words->count)
		return true;
	for (int i = 0; i < COMMAND_COUNT; i++) {
		const struct command *command = &commands[i];
		if (strcmp(words->words[0], command->name) != 0)
			continue;
		if (words->count - 1 < command->least || words->count - 1 > command->most)
			return fault_set(fault, "%s takes %d to %d words; put a text with blanks in \"quotes\"", command->name, command->least,
					 command->most);
		return command->act(run, fault);
	}
	return unknown(words->words[0], fault);
}

/* As in window.c: pixels, and once more the stack, from less deep than forget_visit. */
static void after_visit(struct run *run)
{
	run->kiosk->forgot = false;
	if (run->surface)
		explicit_bzero(run->surface->pixels, (size_t)run->surface->pitch * (size_t)run->surface->h); /* S26 */
	stack_wipe();
}

static void run_line(struct run *run)
{
	const char *start = run->text + run->at;
	const char *end = memchr(start, '\n', run->length - run->at);
	size_t length = end ? (size_t)(end - start) : run->length - run->at;
	struct fault fault;

	run->line++;
	run->at += length + (end ? 1 : 0);
	if (length > INT16_MAX)
		length = INT16_MAX;
	bool fine = script_cut(start, (int)length, &run->words, &fault) && run_words(run, &fault);
	kiosk_tell(run->kiosk);
	if (run->kiosk->forgot)
		after_visit(run);
	if (!fine) {
		say(run, fault.says);
		run->ended = true;
	}
}

int script_run(struct kiosk *kiosk, const char *path, SDL_Surface *surface)
{
	struct run run = {.kiosk = kiosk, .path = path, .surface = surface};
	struct fault fault;
	char words[FAULT_FILE_MAX + FAULT_SAYS_MAX];

	if (!file_read(path, SCRIPT_FILE_MAX, &run.text, &run.length, &fault)) {
		fault_print(&fault, words, sizeof words);
		fprintf(stderr, "signpost-kiosk: %s\n", words);
		return -1;
	}
	while (run.at < run.length && !run.ended)
		run_line(&run);
	if (run.depth && !run.ended)
		say(&run, "a repeat has no end");
	hear_end(kiosk, &run.voice);
	free(run.text);
	return run.failed;
}
