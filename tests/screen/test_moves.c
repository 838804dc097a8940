/* The proof walks the session by a table of moves and looks at lists. Here the
 * screens of every state that it walks are drawn, and held against both: the
 * proof has tried what a finger can do, and has seen what is shown. */
#include "core/load.h"
#include "core/proof_walk.h"
#include "screens_fixture.h"

static struct hub hub;
static struct arena arena;
static struct walk *walk;
static struct proof proof;
static struct proving proving;

static int set_up(void **state)
{
	static struct findings findings;
	static const struct proof_subject subject = {route_concern, route_planned, route_withheld, route_browse,
						     session_act,   session_tick,  shown_offers,   session_question_id};
	struct pack_set set = {.count = 2, .folder = {"config/packs/uk-base", "config/packs/example-hub"}};
	struct fault fault;

	(void)state;
	if (!arena_init(&arena, HUB_ARENA_MAX, &fault) || !load_hub(&set, &arena, &hub, &findings))
		return 1;
	for (int i = 0; i < PROOF_RULE_COUNT; i++)
		proof.rows[i].holds = true;
	proving = (struct proving){
	    .hub = &hub, .now = NOON, .subject = &subject, .proof = &proof, .own_line = true, .when = "", .moment_count = 1, .moments = {NOON}};
	route_plan_make(&hub, NOON, &proving.plan);
	walk = walk_make(&proving);
	return walk ? 0 : 1;
}

static int tear_down(void **state)
{
	(void)state;
	walk_release(walk);
	arena_release(&arena);
	return 0;
}

static void draw(const struct session *session, int w, int h)
{
	world.session = *session;
	world.session.language = 0;
	world.view = (struct view){.hub = &hub,
				   .session = &world.session,
				   .measure = &fake,
				   .theme = &theme_light,
				   .health = &world.health,
				   .frame = frame_for(w, h, 0, 0),
				   .now = NOON,
				   .pressed = -1};
	view_fill(&world.view, &list);
}

/* What the controls of one state do, on all panels together. */
static struct action controls[3 * DRAW_OBJECTS_MAX];
static int control_count;

static void gather(void)
{
	for (int i = 0; i < list.object_count; i++)
		if (list.objects[i].action.verb)
			controls[control_count++] = list.objects[i].action;
}

static bool has(struct action action)
{
	for (int i = 0; i < control_count; i++)
		if (controls[i].verb == action.verb && controls[i].value == action.value)
			return true;
	return false;
}

static bool among(const int16_t *shown, int count, int number)
{
	for (int i = 0; i < count; i++)
		if (shown[i] == number)
			return true;
	return false;
}

/* S9: what a finger can do is in the table, and opens what the proof has seen. */
static void check_controls(const struct session *session)
{
	int16_t shown[PACK_OFFERS_MAX];
	int count = shown_offers(session, &hub, NOON, shown);

	for (int i = 0; i < list.object_count; i++) {
		struct action action = list.objects[i].action;
		if (action.verb == VERB_NONE)
			continue;
		if (!screen_offers(session->screen, action))
			fail_msg("%s: \"%s\" does %s %d, which the table does not know", screen_name(session->screen),
				 draw_label(&list, list.objects[i].label), verb_name(action.verb), action.value);
		if ((action.verb == VERB_OPEN || action.verb == VERB_CODE) && !among(shown, count, action.value))
			fail_msg("%s leads to %s, which the proof has not seen there", screen_name(session->screen), hub.offers[action.value].id);
	}
	/* S3, S5: and no words of a joint or conflict offer stand where the proof sees none. */
	for (int n = 0; n < hub.offer_count; n++) {
		const char *name = hub_part(&hub, 0, hub.offers[n].id, "name");
		if ((hub.offers[n].joint || hub.offers[n].conflict) && *name && draw_says(&list, name) && !among(shown, count, n))
			fail_msg("%s names %s, which the proof has not seen there", screen_name(session->screen), hub.offers[n].id);
	}
}

/* Controls that stand on another page, or only where there is more than one; listening
 * and its volume have keys everywhere and buttons where there is a voice. */
static bool may_be_elsewhere(const struct session *session, enum verb verb)
{
	return verb == VERB_LISTEN || verb == VERB_VOLUME || verb == VERB_PAGE || verb == VERB_OPEN || verb == VERB_CODE || verb == VERB_STAGE ||
	       verb == VERB_KIND || verb == VERB_START || verb == VERB_LANGUAGE || (verb == VERB_GO && session->screen == SCREEN_CODE) ||
	       (session->staff && verb != VERB_CLEAR);
}

static bool tried[SCREEN_COUNT][VERB_COUNT], drawn[SCREEN_COUNT][VERB_COUNT];

static void note(const struct walk_state *state)
{
	for (int i = 0; i < control_count; i++)
		drawn[state->session.screen][controls[i].verb] = true;
	struct move moves[WALK_MOVES_MAX];
	int count = walk_moves(walk, state, moves);
	for (int i = 0; i < count; i++) {
		struct action action = moves[i].action;
		if (moves[i].kind != MOVE_TOUCH)
			continue;
		tried[state->session.screen][action.verb] = true;
		bool waits = state->session.screen == SCREEN_RESULT && !state->session.result_shown;
		if (!waits && !may_be_elsewhere(&state->session, action.verb) && !has(action))
			fail_msg("the proof does %s %d on %s, where nothing does it", verb_name(action.verb), action.value,
				 screen_name(state->session.screen));
	}
}

/* S9 */
static void the_proof_walks_what_is_drawn(void **state)
{
	static const int sizes[][2] = {{1920, 1080}, {1080, 1920}, {800, 480}};

	(void)state;
	for (int32_t i = 0; i < walk->count; i++) {
		control_count = 0;
		for (int size = 0; size < 3; size++) {
			draw(&walk->states[i].session, sizes[size][0], sizes[size][1]);
			check_controls(&walk->states[i].session);
			gather();
		}
		note(&walk->states[i]);
	}
	for (int screen = 0; screen < SCREEN_COUNT; screen++)
		for (int verb = VERB_START; verb < VERB_COUNT; verb++)
			if (verb != VERB_PAGE && verb != VERB_LISTEN && verb != VERB_VOLUME && tried[screen][verb] && !drawn[screen][verb])
				fail_msg("the table lets %s do %s, and no control ever does", screen_name(screen), verb_name(verb));
	print_message("%d states drawn on three panels\n", walk->count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_proof_walks_what_is_drawn),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
