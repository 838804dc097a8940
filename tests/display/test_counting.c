/* What of a visit is looked at, and when the store is written (S39 to S43). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "../core/counts_folder.h"
#include "core/shown.h"
#include "display/counting.h"

static struct counting counting;
static struct session session;
static struct findings findings;
static moment now;
static int64_t ms;

static uint32_t always(void *context, uint32_t below)
{
	(void)context;
	(void)below;
	return 0;
}

static void set_time(const char *when)
{
	assert_true(moment_parse(when, &now));
}

static int set_up(void **state)
{
	make_folder(state);
	memset(&findings, 0, sizeof findings);
	counting_begin(&counting, folder);
	counting.chance.draw = always;
	counting_hub(&counting, hub);
	set_time("2026-11-17T10:00"); /* a Tuesday */
	ms = 1000;
	session_begin(&session, ms, false, false);
	return 0;
}

static int tear_down(void **state)
{
	/* no end in order: what waits is gone */
	return end_folder(state);
}

static void look(void)
{
	counting_look(&counting, &session, hub, now);
}

static void act(int verb, int value)
{
	ms += 1000;
	session_act(&session, hub, (struct action){(uint8_t)verb, (int16_t)value}, ms, now);
	look();
}

/* A touch on the attract loop, to which the screen went back by itself. */
static void start(void)
{
	if (!session.visiting)
		session_begin(&session, ms, false, false);
	act(VERB_START, 0);
	assert_true(session.visiting);
}

static uint32_t waiting(const char *name)
{
	for (int i = 0; i < counting.counts.name_count; i++)
		if (strcmp(counting.counts.tallies[i].name, name) == 0)
			return counting.counts.tallies[i].waiting;
	return 9999;
}

static uint32_t waiting_in_all(void)
{
	uint32_t sum = 0;

	for (int i = 0; i < counting.counts.name_count; i++)
		sum += counting.counts.tallies[i].waiting;
	return sum;
}

static void check(int who, int safe_answer)
{
	start();
	act(VERB_GO, SCREEN_WHO);
	act(VERB_WHO, who);
	for (int i = 0; i < hub->question_count && session.screen == SCREEN_QUESTION; i++)
		act(VERB_ANSWER, hub->questions[i].kind == QUESTION_SAFETY ? safe_answer : 1);
}

/* S40: a visit counts when it is over, by Clear or by time, whoever looked. */
static void s40_visits(void **state)
{
	(void)state;
	start();
	assert_int_equal(waiting_in_all(), 0);
	act(VERB_GO, SCREEN_BROWSE);
	act(VERB_CLEAR, 0);
	assert_int_equal(waiting("visits"), 1);
	assert_int_equal(waiting_in_all(), 1);
	for (int who = WHO_ACCOMPANIED; who <= WHO_CHILD; who++) {
		start();
		act(VERB_GO, SCREEN_WHO);
		act(VERB_WHO, who);
		act(VERB_CLEAR, 0);
		assert_int_equal(waiting("visits"), (uint32_t)who);
	}
	start();
	for (int i = 0; i < 200; i++) {
		session_tick(&session, hub, ms += 1000);
		look();
	}
	assert_int_equal(waiting("visits"), 4);
	assert_int_equal(waiting_in_all(), 4);
}

/* S40: finished is finished, whatever was answered, once a visit. */
static void s40_finished(void **state)
{
	(void)state;
	for (int safe = 0; safe < SAFE_ANSWER_COUNT; safe++) {
		check(WHO_ALONE, safe);
		assert_int_equal(session.screen, SCREEN_RESULT);
		act(VERB_CLEAR, 0);
		assert_int_equal(waiting("finished"), (uint32_t)safe + 1);
		assert_int_equal(waiting("visits"), (uint32_t)safe + 1);
	}
	check(WHO_ACCOMPANIED, 0);
	act(VERB_MENU, 0);
	act(VERB_GO, SCREEN_WHO);
	act(VERB_WHO, WHO_ALONE); /* again, not to the end: it was finished all the same */
	act(VERB_CLEAR, 0);
	assert_int_equal(waiting("finished"), 5);
	assert_int_equal(waiting_in_all(), 10);
}

/* S40: codes of offers that are no safety item, once a visit; of nothing else. */
static void s40_codes(void **state)
{
	(void)state;
	start();
	act(VERB_GO, SCREEN_BROWSE);
	act(VERB_OPEN, F_GROUP);
	assert_int_equal(waiting_in_all(), 0);
	act(VERB_CODE, F_GROUP);
	assert_int_equal(session.screen, SCREEN_CODE);
	act(VERB_BACK, 0);
	act(VERB_CODE, F_GROUP);
	act(VERB_MENU, 0);
	act(VERB_GO, SCREEN_LINES);
	act(VERB_OPEN, F_NATION);
	act(VERB_CODE, F_NATION);
	assert_int_equal(session.screen, SCREEN_CODE);
	act(VERB_CLEAR, 0);
	assert_int_equal(waiting("code:group"), 1);
	assert_int_equal(waiting_in_all(), 2);
}

/* S40: the code of a card counts for the card's offer; support, urgent, talk, team and
 * week cards count nothing. */
static void s40_cards(void **state)
{
	(void)state;
	int offers = 0, others = 0;

	for (int safe = 0; safe < SAFE_ANSWER_COUNT; safe++)
		for (int place = 0; place < RESULT_CARDS; place++) {
			struct result result;
			memset(&counting.counts, 0, sizeof counting.counts);
			counting_hub(&counting, hub);
			check(WHO_ALONE, safe);
			session.result_shown = true;
			shown_result(&session, hub, now, &result);
			act(VERB_CARD, place);
			assert_int_equal(session.screen, SCREEN_CODE);
			act(VERB_CLEAR, 0);
			const struct card *card = &result.cards[place];
			bool counted = card->kind == CARD_OFFER && !hub->offers[card->offers[0]].safety;
			assert_int_equal(waiting_in_all(), counted ? 3 : 2);
			offers += counted;
			others += !counted;
		}
	assert_true(offers > 2 && others > 4);
}

/* S40: the staff area counts nothing, nor does what was touched on the way there. */
static void s40_staff(void **state)
{
	(void)state;
	start();
	for (int i = 0; i < 3; i++) {
		ms -= 900;
		act(VERB_KNOCK, 0);
	}
	assert_true(session.staff);
	act(VERB_OPEN, F_STAFF);
	act(VERB_CODE, F_GROUP);
	act(VERB_CLOSE, 0);
	assert_int_equal(waiting_in_all(), 0);
}

/* S26, S39: nothing of a visit stays beside the tallies. */
static void s39_nothing_stays(void **state)
{
	(void)state;
	static const struct marks none;

	check(WHO_ALONE, SAFE_YES);
	assert_true(counting.marks.visit);
	act(VERB_CLEAR, 0);
	assert_memory_equal(&counting.marks, &none, sizeof none);
}

/* Without a folder nothing is looked at. */
static void off_counts_nothing(void **state)
{
	(void)state;
	static struct counts none;

	counting_begin(&counting, "");
	counting_hub(&counting, hub);
	check(WHO_ALONE, SAFE_YES);
	act(VERB_CLEAR, 0);
	counting_rest(&counting, hub, now, &findings);
	counting_end(&counting, hub, now, &findings);
	assert_memory_equal(&counting.counts, &none, sizeof none);
	assert_false(is_there("counts.db"));
	assert_int_equal(counting.state, COUNTS_OFF);
}

static void visits(int count)
{
	for (int i = 0; i < count; i++) {
		start();
		act(VERB_CLEAR, 0);
	}
}

static long stored(void)
{
	return ask("SELECT sum(count) FROM counts WHERE name = 'visits'");
}

static long slots_written(void)
{
	return ask("SELECT number FROM slots");
}

static void rest_at(const char *when)
{
	set_time(when);
	counting_rest(&counting, hub, now, &findings);
}

/* S41: the first slot comes with the program, the next ones at night; one in the night
 * to Sunday adds, whatever the number of visits was on the way. */
static void s41_slots(void **state)
{
	(void)state;
	rest_at("2026-11-17T10:00");
	assert_int_equal(slots_written(), 1);
	visits(23);
	rest_at("2026-11-17T23:59");
	rest_at("2026-11-18T02:59");
	assert_int_equal(slots_written(), 1);
	rest_at("2026-11-18T03:00");
	rest_at("2026-11-18T03:01");
	assert_int_equal(slots_written(), 2);
	assert_int_equal(stored(), 0);
	rest_at("2026-11-19T03:00");
	rest_at("2026-11-20T03:00");
	rest_at("2026-11-21T03:00");
	assert_int_equal(stored(), 0);
	rest_at("2026-11-22T03:00"); /* Sunday */
	assert_int_equal(slots_written(), 6);
	assert_int_equal(stored(), 23);
	assert_int_equal(ask("SELECT count(*) FROM counts WHERE week <> 202647"), 0);
	assert_int_equal(waiting("visits"), 0);
	visits(9);
	rest_at("2026-11-29T03:00");
	assert_int_equal(stored(), 23); /* nine wait */
	assert_int_equal(waiting("visits"), 9);
	assert_int_equal(findings.count, 0);
}

/* S41: chance chooses the moment of a night between three and five, so that a late slot
 * does not tell of a visit at three. */
static uint32_t last_one(void *context, uint32_t below)
{
	(void)context;
	return below - 1;
}

static void s41_the_moment_is_chance(void **state)
{
	(void)state;
	counting.chance.draw = last_one;
	rest_at("2026-11-17T10:00");
	rest_at("2026-11-18T04:59");
	assert_int_equal(slots_written(), 1);
	rest_at("2026-11-18T05:00");
	assert_int_equal(slots_written(), 2);
}

/* S41: an orderly end adds as well, but not twice in a week; less than ten are gone. */
static void s41_an_orderly_end(void **state)
{
	(void)state;
	rest_at("2026-11-17T10:00");
	visits(12);
	start(); /* a visit that runs is dropped */
	counting_end(&counting, hub, now, &findings);
	assert_int_equal(stored(), 12);
	assert_false(counting.marks.visit);
	assert_int_equal(waiting("visits"), 9999);

	counting_begin(&counting, folder);
	counting.chance.draw = always;
	counting_hub(&counting, hub);
	session_begin(&session, ms, false, false);
	visits(30);
	counting_end(&counting, hub, now, &findings);
	assert_int_equal(stored(), 12); /* the week has its addition */
}

/* S41: a clock that is set back makes no slot of its own, and no second addition. */
static void s41_a_clock_set_back(void **state)
{
	(void)state;
	rest_at("2026-11-22T04:00");
	visits(12);
	rest_at("2026-11-29T03:30"); /* Sunday: week 48 */
	assert_int_equal(stored(), 12);
	visits(14);
	rest_at("2026-11-21T12:00");
	assert_int_equal(slots_written(), 2);
	rest_at("2026-11-22T03:30"); /* the Sunday of week 47, again */
	assert_int_equal(slots_written(), 3);
	assert_int_equal(stored(), 12);
	assert_int_equal(waiting("visits"), 14);
	rest_at("2026-12-06T03:30");
	assert_int_equal(stored(), 26);
}

/* S42: the month goes out in the first slot after it. */
static void s42_the_month_goes_out(void **state)
{
	(void)state;
	rest_at("2026-11-17T10:00");
	visits(12);
	rest_at("2026-11-22T03:00");
	rest_at("2026-11-29T03:00");
	assert_false(is_there("outbox/counts-2026-11.json"));
	rest_at("2026-11-30T03:00"); /* Monday; the Thursday of its week is in December */
	assert_true(is_there("outbox/counts-2026-11.json"));
}

/* A store that cannot be used is told once, and what waits goes on waiting. */
static void trouble_is_told_once(void **state)
{
	(void)state;
	visits(12);
	remove_folder();
	rest_at("2026-11-17T10:00");
	rest_at("2026-11-18T03:00");
	rest_at("2026-11-22T03:00");
	assert_int_equal(counting.state, COUNTS_STOPPED);
	assert_int_equal(findings.count, 1);
	assert_int_equal(findings.list[0].severity, SEVERITY_WARNING);
	assert_int_equal(waiting("visits"), 12);
	assert_int_equal(mkdir(folder, 0700), 0);
	put_bytes(db_path, "this is not a database, but it is in its place", 46);
	rest_at("2026-11-29T03:00");
	assert_int_equal(counting.state, COUNTS_ASIDE);
	assert_int_equal(stored(), 12);
	assert_int_equal(findings.count, 2);
	rest_at("2026-11-30T03:00");
	assert_int_equal(counting.state, COUNTS_ASIDE); /* staff see it as long as the program runs */
	assert_int_equal(findings.count, 2);
}

static void the_folder_of_the_service(void **state)
{
	(void)state;
	char out[FAULT_FILE_MAX];

	setenv("STATE_DIRECTORY", "/var/lib/signpost:/var/lib/other", 1);
	counting_folder(out, "", false);
	assert_string_equal(out, "/var/lib/signpost");
	counting_folder(out, "/srv/counts", false);
	assert_string_equal(out, "/srv/counts");
	counting_folder(out, "", true); /* a rehearsed day must not go into the counts */
	assert_string_equal(out, "");
	unsetenv("STATE_DIRECTORY");
	counting_folder(out, "", false);
	assert_string_equal(out, "");
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(s40_visits),
	    T(s40_finished),
	    T(s40_codes),
	    T(s40_cards),
	    T(s40_staff),
	    T(s39_nothing_stays),
	    T(off_counts_nothing),
	    T(s41_slots),
	    T(s41_the_moment_is_chance),
	    T(s41_an_orderly_end),
	    T(s41_a_clock_set_back),
	    T(s42_the_month_goes_out),
	    T(trouble_is_told_once),
	    T(the_folder_of_the_service),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
