/*
 * Every screen of every nation (S35), and every screen after all checks fell due (S33).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "display/kiosk.h"
#include "display/tour.h"

static const char *const nations[NATION_COUNT] = {"england", "wales", "scotland", "northern-ireland"};
static const char *const numbers[NATION_COUNT] = {"0808 2000 247", "0808 80 10 800", "0800 027 1234", "0808 802 1414"};
static const char *const names[NATION_COUNT] = {"National Domestic Abuse Helpline", "Live Fear Free", "Domestic Abuse and Forced Marriage Helpline",
						"Domestic and Sexual Abuse Helpline"};

static struct kiosk kiosk;
static char top[64];

/* The example hub in another nation, on the shipped base. */
static void open_kiosk(const char *nation, const char *time, bool rehearsal)
{
	char command[512];
	struct fault fault;
	moment now;

	memset(&kiosk, 0, sizeof kiosk);
	snprintf(top, sizeof top, "/tmp/signpost-test-XXXXXX");
	assert_non_null(mkdtemp(top));
	snprintf(command, sizeof command,
		 "cp -r config/packs/uk-base config/packs/example-hub %s && sed -i 's/\"nation\": \"england\"/\"nation\": \"%s\"/' "
		 "%s/example-hub/pack.json",
		 top, nation, top);
	assert_int_equal(system(command), 0);
	settings_defaults(&kiosk.settings);
	snprintf(kiosk.settings.assets, sizeof kiosk.settings.assets, "assets");
	snprintf(kiosk.settings.packs.folder[0], FAULT_FILE_MAX, "%s/example-hub", top);
	kiosk.settings.packs.count = 1;
	kiosk.rehearsal = rehearsal;
	assert_true(moment_parse(time, &now));
	assert_true(kiosk_open(&kiosk, &fault));
	kiosk_set_wall(&kiosk, now);
	kiosk_panel(&kiosk, 1920, 1080);
	codes_fill(&kiosk.codes, &kiosk.hub); /* the proof of each nation is that of flow/facts.py */
	assert_int_equal(kiosk.packs_in, 2);
	assert_int_equal(kiosk.findings.errors, 0);
}

static void close_kiosk(void)
{
	char command[128];

	kiosk_close(&kiosk);
	snprintf(command, sizeof command, "rm -r %s", top);
	assert_int_equal(system(command), 0);
}

struct looking {
	enum nation nation;
	int stops, foreign, own, hours, always;
};

/* A line of another nation's page is only reached by a jump, never by a touch. */
static bool is_foreign_page(void)
{
	const struct session *session = &kiosk.session;
	bool page = session->screen == SCREEN_OFFER || session->screen == SCREEN_CODE;

	if (!page || session->item_is_card || session->item < 0 || session->item >= kiosk.hub.offer_count)
		return false;
	return !(kiosk.hub.offers[session->item].nations & NATION_BIT(kiosk.hub.nation));
}

static bool look_for_numbers(void *context, const char *name)
{
	struct looking *looking = context;

	looking->stops++;
	if (is_foreign_page())
		return true;
	for (int i = 0; i < NATION_COUNT; i++)
		if (i != (int)looking->nation && (draw_says(&kiosk.list, numbers[i]) || draw_says(&kiosk.list, names[i]))) {
			print_message("%s: %s stands on %s\n", nations[looking->nation], names[i], name);
			looking->foreign++;
		}
	looking->own += draw_says(&kiosk.list, numbers[looking->nation]);
	return true;
}

/* S35: England's number stands nowhere in the other nations, and so round. */
static void S35_no_line_of_another_nation_stands_anywhere(void **state)
{
	(void)state;
	for (int n = 0; n < NATION_COUNT; n++) {
		struct looking looking = {.nation = (enum nation)n};
		const struct tour tour = {look_for_numbers, &looking};
		open_kiosk(nations[n], "2026-11-23T10:30", false);
		assert_int_equal((int)kiosk.hub.nation, n);
		assert_true(tour_all(&kiosk, true, &tour));
		assert_true(looking.stops > 60);
		assert_true(looking.own > 30);
		assert_int_equal(looking.foreign, 0);
		assert_true(tour_open(&kiosk, "result", "concern", NULL));
		assert_true(draw_says(&kiosk.list, names[n])); /* leads the support card */
		assert_true(draw_says(&kiosk.list, numbers[n]));
		close_kiosk();
	}
}

/* What the screen says about a time of opening. */
static bool look_for_hours(void *context, const char *name)
{
	static const char *const open[] = {"Open now", "Opens ", "Open until"};
	struct looking *looking = context;

	looking->stops++;
	for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
		if (draw_says(&kiosk.list, open[i])) {
			if (looking->hours++ == 0)
				print_message("%s on %s\n", open[i], name);
		}
	looking->always += draw_says(&kiosk.list, "Any time, day or night");
	return true;
}

static struct looking tour_at(const char *time, bool rehearsal)
{
	struct looking looking = {.nation = NATION_ENGLAND};
	const struct tour tour = {look_for_hours, &looking};

	open_kiosk("england", time, rehearsal);
	assert_true(tour_all(&kiosk, true, &tour));
	close_kiosk();
	return looking;
}

/* S33: on cards, in the list, on pages, codes and the children's page alike. */
static void S33_no_screen_says_hours_that_nobody_checked(void **state)
{
	(void)state;
	struct looking checked = tour_at("2026-11-24T11:00", true);
	struct looking overdue = tour_at("2027-06-01T11:00", true);
	struct looking wrong = tour_at("2031-01-07T11:00", false); /* a clock that cannot be right */

	assert_true(checked.hours > 5); /* or this would find nothing at all */
	assert_int_equal(overdue.hours, 0);
	assert_int_equal(wrong.hours, 0);
	assert_true(checked.always > 5);
	assert_int_equal(overdue.always, checked.always);
	assert_int_equal(wrong.always, checked.always);
}

/* S33: staff read which lines are due, and since when. */
static void S33_staff_read_which_are_due_and_since_when(void **state)
{
	(void)state;
	open_kiosk("england", "2027-01-06T11:00", true);
	kiosk.session.kind_filter = 0;
	assert_true(tour_open(&kiosk, "staff", "", NULL));
	kiosk.session.kind_filter = 5; /* the tile of lines */
	bool men = false, never = false;
	for (int page = 0; page < 8; page++) {
		kiosk.session.page = (uint8_t)page;
		kiosk_fill(&kiosk);
		men = men || (draw_says(&kiosk.list, "Men\u2019s Advice Line") && draw_says(&kiosk.list, "Due since Wed 6 Jan."));
		never = never || (draw_says(&kiosk.list, "Galop") && draw_says(&kiosk.list, "Never checked."));
	}
	assert_true(men);
	assert_true(never);
	close_kiosk();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(S35_no_line_of_another_nation_stands_anywhere),
	    cmocka_unit_test(S33_no_screen_says_hours_that_nobody_checked),
	    cmocka_unit_test(S33_staff_read_which_are_due_and_since_when),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
