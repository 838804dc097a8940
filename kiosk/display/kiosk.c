#include "display/kiosk.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "core/hours.h"
#include "display/forget.h"
#include "display/hang.h"
#include "display/heap.h"
#include "display/listen.h"
#include "display/stock.h"

bool kiosk_open(struct kiosk *kiosk, struct fault *fault)
{
	struct spot spot = {"", 0, ""};

	keypad_open(&kiosk->keypad, &kiosk->settings.speech, &kiosk->findings);
	forget_lock(kiosk);
	if (!stock_open(kiosk, fault))
		return false;
	if (kiosk->settings.packs.count == 0 && !kiosk->supply.shown.set[0])
		findings_add(&kiosk->findings, SEVERITY_WARNING, "S10", spot,
			     "no pack is named, so only the help lines of the program are shown; name folders after the command or in kiosk.conf");
	kiosk->fonts = fonts_open(kiosk->settings.fonts, &kiosk->findings);
	if (!kiosk->fonts)
		return fault_set(fault, "no memory for the fonts");
	kiosk->measure = fonts_measure(kiosk->fonts);
	pictures_open(&kiosk->pictures, kiosk->settings.assets, kiosk->settings.cache, &kiosk->findings);
	kiosk->painter.fonts = kiosk->fonts;
	kiosk->painter.pictures = &kiosk->pictures;
	return true;
}

void kiosk_count(struct kiosk *kiosk)
{
	char folder[FAULT_FILE_MAX];

	counting_folder(folder, kiosk->settings.counts, kiosk->rehearsal);
	counting_begin(&kiosk->counting, folder);
	counting_hub(&kiosk->counting, &kiosk->hub);
	glass_report_begin(kiosk);
}

void kiosk_close(struct kiosk *kiosk)
{
	if (kiosk->counting.folder[0] && !clock_is_wrong(&kiosk->hub, kiosk_wall(kiosk))) {
		counting_end(&kiosk->counting, &kiosk->hub, kiosk_wall(kiosk), &kiosk->findings);
		kiosk_tell(kiosk);
	}
	supply_close(kiosk);
	/* Not by &kiosk->counting: a compiler with sanitizers takes that for its first field. */
	explicit_bzero((char *)kiosk + offsetof(struct kiosk, counting), sizeof kiosk->counting); /* S26 */
	fonts_close(kiosk->fonts);
	pictures_close(&kiosk->pictures);
	arena_release(&kiosk->arena);
	explicit_bzero(&kiosk->session, sizeof kiosk->session); /* S26 */
	explicit_bzero(&kiosk->list, sizeof kiosk->list);
	explicit_bzero(&kiosk->touch, sizeof kiosk->touch);
	listen_forget(kiosk);
	kiosk->alive += heap_renew();
}

static void begin_session(struct kiosk *kiosk)
{
	session_begin(&kiosk->session, kiosk->now_ms, kiosk->settings.contrast, kiosk->settings.still);
	kiosk->session.lowered = kiosk->session.default_lowered = kiosk->lowered;
}

void kiosk_panel(struct kiosk *kiosk, int w, int h)
{
	kiosk->view = (struct view){
	    .hub = &kiosk->hub,
	    .session = &kiosk->session,
	    .measure = &kiosk->measure,
	    .theme = &theme_light,
	    .health = &kiosk->health,
	    .codes = &kiosk->codes,
	    .frame = frame_for(w, h, kiosk->settings.width_mm, kiosk->settings.height_mm),
	    .pressed = -1,
	};
	kiosk->view.frame.floor_mm = kiosk->settings.floor_mm;
	kiosk->view.frame.distance_mm = kiosk->settings.distance_mm;
	touch_begin(&kiosk->touch);
	listen_forget(kiosk);
	begin_session(kiosk);
	kiosk->lowered = hang_is_high(kiosk);
	begin_session(kiosk);
	kiosk_tell(kiosk);
	kiosk_fill(kiosk);
}

void kiosk_voice(struct kiosk *kiosk, const struct voice *voice)
{
	speech_wipe(&kiosk->speech);
	speech_begin(&kiosk->speech, voice, kiosk->settings.speech.headphones == HEADPHONES_HELD);
	kiosk_fill(kiosk);
}

void kiosk_set_wall(struct kiosk *kiosk, moment now)
{
	kiosk_set_wall_at(kiosk, now, kiosk->now_ms);
}

void kiosk_set_wall_at(struct kiosk *kiosk, moment now, int64_t now_ms)
{
	kiosk->wall = now - now_ms / 1000;
}

moment kiosk_wall(const struct kiosk *kiosk)
{
	return kiosk->wall + kiosk->now_ms / 1000;
}

bool kiosk_prove(struct kiosk *kiosk)
{
	bool kept = true;

	while (kiosk->packs_in > 0 && !stock_holds(kiosk)) {
		kept = false;
		stock_less(kiosk);
	}
	codes_fill(&kiosk->codes, &kiosk->hub);
	rehearse_learn(&kiosk->rehearse, &kiosk->hub, kiosk_wall(kiosk));
	if (!kept) {
		counting_hub(&kiosk->counting, &kiosk->hub);
		touch_cancel(&kiosk->touch);
		kiosk->view.pressed = -1;
		begin_session(kiosk);
		kiosk_tell(kiosk);
		kiosk_fill(kiosk);
	}
	return kept;
}

/* Once a run: the time of the machine cannot be right. */
static void doubt_clock(struct kiosk *kiosk)
{
	struct spot spot = {"", 0, ""};
	char day[11];

	if (!kiosk->view.clock_wrong || kiosk->clock_told)
		return;
	kiosk->clock_told = true;
	day_print(civil_at(kiosk->view.now).day, day);
	findings_add(&kiosk->findings, SEVERITY_WARNING, "S10", spot,
		     "the clock cannot be right, it says %s: dates are ignored and weekly hours hidden until it is set", day);
}

void kiosk_fill(struct kiosk *kiosk)
{
	struct view *view = &kiosk->view;
	bool visit = kiosk->session.visiting, staff = kiosk->session.staff;

	counting_look(&kiosk->counting, &kiosk->session, &kiosk->hub, kiosk_wall(kiosk));
	bool over = (kiosk->visit_shown && !visit) || (kiosk->staff_shown && !staff), attract = kiosk->session.screen == SCREEN_ATTRACT;

	/* Before a first touch, too: a language can be chosen without a visit. */
	if (over || (attract && !kiosk->attract_shown))
		forget_visit(kiosk); /* S26 */
	kiosk->forgot = kiosk->forgot || over;
	kiosk->attract_shown = attract;
	kiosk->visit_shown = visit;
	kiosk->staff_shown = staff;
	view->theme = kiosk->session.contrast ? &theme_contrast : &theme_light;
	view->now_ms = kiosk->now_ms;
	view->now = kiosk_wall(kiosk);
	view->clock_wrong = clock_is_wrong(&kiosk->hub, view->now);
	doubt_clock(kiosk);
	listen_follow(kiosk);
	heap_enter();
	view_fill(view, &kiosk->list);
	heap_leave();
	if (kiosk->list.pages && kiosk->session.page >= kiosk->list.pages) /* larger words, then smaller ones */
		kiosk->session.page = (uint8_t)(kiosk->list.pages - 1);
	listen_announce(kiosk);
}

/* What the touch led to; the session is told of every touch (S24). */
static enum change follow(struct kiosk *kiosk, enum touch_result result)
{
	struct action action = kiosk->touch.action;
	enum change change;

	switch (result) {
	case TOUCH_SEEN:
		session_touched(&kiosk->session, kiosk->now_ms);
		return CHANGE_NONE;
	case TOUCH_PRESSED:
	case TOUCH_LET_GO:
		kiosk->view.focus = 0;
		session_touched(&kiosk->session, kiosk->now_ms);
		kiosk->view.pressed = kiosk->touch.object;
		return CHANGE_CUT;
	case TOUCH_ACTED:
		kiosk->view.pressed = -1;
		kiosk->touch.action = (struct action){0, 0};
		change = listen_act(kiosk, action);
		return change == CHANGE_NONE ? CHANGE_CUT : change; /* what was held springs back */
	default:
		return CHANGE_NONE;
	}
}

enum change kiosk_touch(struct kiosk *kiosk, const struct touch_event *event)
{
	kiosk->now_ms = event->ms;
	if (kiosk->speech.listening)
		return listen_touch(kiosk, event);
	scan_end(&kiosk->scan);
	enum change change = follow(kiosk, touch_feed(&kiosk->touch, &kiosk->list, event));

	if (change != CHANGE_NONE)
		kiosk_fill(kiosk);
	return change;
}

static enum change lost_finger(struct kiosk *kiosk)
{
	struct touch_event gone = {TOUCH_GONE, kiosk->touch.finger, 0, 0, kiosk->now_ms};

	if (kiosk->now_ms < touch_due(&kiosk->touch))
		return CHANGE_NONE;
	touch_feed(&kiosk->touch, &kiosk->list, &gone);
	kiosk->view.pressed = -1;
	return CHANGE_CUT;
}

/* The words of the screens that may come next, while nothing else is due. */
static void prepare(struct kiosk *kiosk)
{
	struct view view = kiosk->view;

	view.now_ms = kiosk->now_ms;
	if (rehearse_due(&kiosk->rehearse, &kiosk->session) > kiosk->now_ms)
		prefill_step(&kiosk->prefill, &view, kiosk->fonts, &kiosk->rehearse.list);
}

/* What is never done during a visit, nor with a clock that cannot be right. */
static void rest(struct kiosk *kiosk)
{
	moment now = kiosk_wall(kiosk);

	if (!session_is_visit(&kiosk->session) && !clock_is_wrong(&kiosk->hub, now))
		counting_rest(&kiosk->counting, &kiosk->hub, now, &kiosk->findings);
}

enum change kiosk_tick(struct kiosk *kiosk, int64_t now_ms)
{
	kiosk->now_ms = now_ms; /* also earlier than before: nothing waits for a clock to catch up (S24) */
	touch_time(&kiosk->touch, now_ms);
	enum change lost = lost_finger(kiosk);
	uint8_t before = kiosk->session.screen;
	if (!kiosk->unprepared)
		rehearse_step(&kiosk->rehearse, &kiosk->view, kiosk->fonts, now_ms);
	enum change heard = listen_tick(kiosk);
	enum change change = session_tick(&kiosk->session, &kiosk->hub, kiosk->now_ms);

	/* What the finger holds is not on the new screen. */
	if (kiosk->session.screen != before && touch_cancel(&kiosk->touch))
		kiosk->view.pressed = -1;
	if (change == CHANGE_NONE)
		change = lost;
	if (change != CHANGE_NONE)
		kiosk_fill(kiosk);
	else if (!kiosk->unprepared)
		prepare(kiosk);
	rest(kiosk);
	enum change swapped = supply_step(kiosk);
	glass_report_step(kiosk);
	if (swapped != CHANGE_NONE)
		return swapped;
	return change == CHANGE_NONE ? heard : change;
}

int64_t kiosk_due(const struct kiosk *kiosk)
{
	int64_t session = session_due(&kiosk->session, kiosk->now_ms), finger = touch_due(&kiosk->touch);
	int64_t cards = rehearse_due(&kiosk->rehearse, &kiosk->session), first = session < finger ? session : finger;
	int64_t words = prefill_due(&kiosk->prefill, &kiosk->view);

	int64_t heard = listen_due(kiosk);

	int64_t report = glass_report_due(kiosk);

	first = report < first ? report : first;
	if (!kiosk->unprepared) {
		first = cards < first ? cards : first;
		first = words < first ? words : first;
	}
	return heard < first ? heard : first;
}

static void update_health(struct kiosk *kiosk)
{
	struct health *health = &kiosk->health;
	int found = 0;

	health->faults = kiosk->findings.errors;
	health->pictures = kiosk->pictures.fine;
	health->fonts = kiosk->fonts && fonts_fine(kiosk->fonts);
	health->builtin = kiosk->packs_in == 0;
	health->counts = kiosk->counting.state;
	health->release = kiosk->supply.shown.release;
	snprintf(health->set, sizeof health->set, "%.*s", (int)sizeof health->set - 1, kiosk->supply.shown.set);
	for (int i = 0; i < kiosk->findings.count && found < 3; i++)
		if (kiosk->findings.list[i].severity == SEVERITY_ERROR)
			fault_print(&kiosk->findings.list[i].fault, health->first[found++], FAULT_SAYS_MAX);
}

void kiosk_tell(struct kiosk *kiosk)
{
	char line[FAULT_FILE_MAX + FAULT_ITEM_MAX + FAULT_SAYS_MAX + 32];

	for (; kiosk->told < kiosk->findings.count; kiosk->told++) {
		const struct finding *finding = &kiosk->findings.list[kiosk->told];
		fault_print(&finding->fault, line, sizeof line);
		fprintf(stderr, "signpost-kiosk: %s%s\n", finding->severity == SEVERITY_WARNING ? "warning: " : "", line);
	}
	update_health(kiosk);
}
