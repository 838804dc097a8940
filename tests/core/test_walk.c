/* The walk's folding held against brute force: every order of every move, nothing
 * folded, as deep as time allows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/proof_walk.h"
#include "hub_fixture.h"

enum { RANDOM_WALKS = 3000, RANDOM_MOVES = 60 };
enum { DEPTH = 8, BRUTE_MAX = 1 << 19, BRUTE_SLOTS = 1 << 20, SIGHTS_MAX = 1 << 14 };

/* What a rule can see of a state. */
struct sight {
	uint8_t screen, below, question, who, concern, own, cleared, any, seen_own, unlocked, staff, joint, conflict;
};

struct sights {
	int count;
	struct sight list[SIGHTS_MAX];
	int depth[SIGHTS_MAX];
};

static struct sight sight_of(const struct walk *walk, const struct walk_state *state)
{
	const struct session *s = &state->session;
	const struct hub *hub = walk->proving->hub;
	struct expected expected = walk_expected(walk, &state->told);
	struct concern concern = route_concern(hub, &s->answers);
	struct sight sight;
	int16_t shown[PACK_OFFERS_MAX];
	struct session all = *s;
	all.kind_filter = all.stage_filter = 0; /* the walk tries the filters apart */
	int count = shown_offers(s->staff ? s : &all, hub, FIXTURE_NOW, shown);

	memset(&sight, 0, sizeof sight);
	sight.screen = s->screen;
	sight.below = s->screen == SCREEN_MORE_TIME ? s->below : 0;
	sight.question = s->screen == SCREEN_QUESTION ? s->question : 0;
	sight.who = (uint8_t)s->answers.who;
	sight.concern = expected.any;
	sight.own = expected.own;
	sight.cleared = expected.cleared;
	sight.any = concern.any;
	sight.seen_own = concern.own;
	sight.unlocked = concern.cleared;
	sight.staff = s->staff;
	for (int i = 0; i < count; i++) {
		sight.joint = sight.joint || hub->offers[shown[i]].joint;
		sight.conflict = sight.conflict || hub->offers[shown[i]].conflict;
	}
	return sight;
}

static void see(struct sights *sights, struct sight sight, int depth)
{
	for (int i = 0; i < sights->count; i++) {
		if (memcmp(&sights->list[i], &sight, sizeof sight) != 0)
			continue;
		sights->depth[i] = depth < sights->depth[i] ? depth : sights->depth[i];
		return;
	}
	assert_true(sights->count < SIGHTS_MAX);
	sights->list[sights->count] = sight;
	sights->depth[sights->count++] = depth;
}

static int find(const struct sights *sights, struct sight sight)
{
	for (int i = 0; i < sights->count; i++)
		if (memcmp(&sights->list[i], &sight, sizeof sight) == 0)
			return i;
	return -1;
}

/* How large words are, how low the buttons stand, what is heard, which page is turned to:
 * each on every screen, so unfolded they would multiply the states by hundreds. Brute force
 * takes their moves everywhere and folds what they leave; both_read_alike holds at each
 * state it comes to that nothing hangs on it. */
static void fold_reading(struct session *session)
{
	session->size = session->volume = session->page = 0;
	session->lowered = session->listening = false;
	for (int i = 0; i < TRAIL_MAX; i++)
		session->trail[i].page = 0;
}

/* Somebody else's: every one of them otherwise. */
static void read_otherwise(struct session *session)
{
	session->size = session->size == TEXT_LARGEST ? TEXT_NORMAL : TEXT_LARGEST;
	session->volume = session->volume == VOLUME_MAX ? 1 : VOLUME_MAX;
	session->page = (uint8_t)(session->page ? 0 : 7);
	session->lowered = !session->lowered;
	session->listening = !session->listening;
	for (int i = 0; i < session->trail_count; i++)
		session->trail[i].page = (uint8_t)(session->trail[i].page ? 0 : 7);
}

/* A state without its times: those never come back, and nothing but waiting, which
 * counts from the last touch, asks for them. */
static struct walk_state still(const struct walk_state *state)
{
	struct walk_state out;

	memset(&out, 0, sizeof out);
	out.session = state->session;
	out.session.touched_ms -= state->now_ms;
	out.session.entered_ms -= state->now_ms;
	out.session.knocked_ms = 0;
	out.session.message = 0;
	out.session.below_page = 0; /* where more time leads back to is how one reads */
	fold_reading(&out.session);
	out.told = state->told;
	return out;
}

struct brute {
	int32_t count;
	struct walk_state *list;
	uint8_t *depth;
	int32_t *slots;
};

static void brute_add(struct brute *brute, const struct walk_state *state, int depth)
{
	struct walk_state bare = still(state);
	const unsigned char *byte = (const unsigned char *)&bare;
	uint64_t hash = 1469598103934665603ULL;

	for (size_t i = 0; i < sizeof bare; i++)
		hash = (hash ^ byte[i]) * 1099511628211ULL;
	uint32_t slot = (uint32_t)(hash >> 20) & (BRUTE_SLOTS - 1);
	for (; brute->slots[slot]; slot = (slot + 1) & (BRUTE_SLOTS - 1)) {
		struct walk_state known = still(&brute->list[brute->slots[slot] - 1]);
		if (memcmp(&known, &bare, sizeof bare) == 0)
			return;
	}
	assert_true(brute->count < BRUTE_MAX);
	brute->list[brute->count] = *state;
	brute->depth[brute->count] = (uint8_t)depth;
	brute->slots[slot] = ++brute->count;
}

/* One who reads otherwise has the same moves, and each leads to the same: so folding how
 * one reads loses nothing. */
static void both_read_alike(const struct walk *walk, const struct walk_state *state, const struct move *moves, int count)
{
	static struct move others[WALK_MOVES_MAX];
	struct walk_state twin = *state;

	read_otherwise(&twin.session);
	assert_int_equal(walk_moves(walk, &twin, others), count);
	for (int m = 0; m < count; m++) {
		struct walk_state after, other;
		assert_int_equal(moves[m].kind, others[m].kind);
		assert_int_equal(moves[m].action.verb, others[m].action.verb);
		assert_int_equal(moves[m].action.value, others[m].action.value);
		enum change change = walk_step(walk, state, moves[m], &after);
		assert_int_equal(walk_step(walk, &twin, moves[m], &other), change);
		after = still(&after);
		other = still(&other);
		if (memcmp(&after, &other, sizeof after) != 0)
			fail_msg("on screen %s, %s leads elsewhere for one who reads otherwise", screen_name(state->session.screen),
				 verb_name(moves[m].action.verb));
	}
}

static void brute_run(const struct walk *walk, struct brute *brute, struct sights *sights)
{
	struct move moves[WALK_MOVES_MAX];

	brute_add(brute, &walk->states[0], 0);
	for (int32_t i = 0; i < brute->count; i++) {
		see(sights, sight_of(walk, &brute->list[i]), brute->depth[i]);
		if (brute->depth[i] == DEPTH)
			continue;
		int count = walk_moves(walk, &brute->list[i], moves);
		both_read_alike(walk, &brute->list[i], moves, count);
		for (int m = 0; m < count; m++) {
			struct walk_state after;
			walk_step(walk, &brute->list[i], moves[m], &after);
			brute_add(brute, &after, brute->depth[i] + 1);
		}
	}
}

static int depth_of(const struct walk *walk, const struct walk_state *state, bool *imagined)
{
	int depth = 0;

	*imagined = false;
	for (; state->from >= 0; state = &walk->states[state->from]) {
		depth++;
		*imagined = *imagined || state->imagined;
	}
	return depth;
}

/* A small check: two ordinary questions, one about safety between them. */
static void small_hub(struct fixture *f, bool own)
{
	struct question stage = f->questions[0], worries = f->questions[9];

	stage.option_count = 2;
	worries.options[0] = worries.options[5];
	worries.option_count = 2;
	f->questions[0] = stage;
	f->questions[1] = own ? f->questions[10] : f->questions[2];
	f->questions[2] = worries;
	f->hub.question_count = 3;
}

/* Deeper than brute force goes: second runs after a concern, Back through them, more
 * time within. What is met must be known to the walk. */
static void random_walks(const struct walk *walk, const struct sights *folded)
{
	struct move moves[WALK_MOVES_MAX];
	uint64_t dice = 2026;

	for (int n = 0; n < RANDOM_WALKS; n++) {
		struct walk_state state = walk->states[0], after;
		for (int step = 0; step < RANDOM_MOVES; step++) {
			int count = walk_moves(walk, &state, moves), move;
			do {
				dice = dice * 6364136223846793005ULL + 1442695040888963407ULL;
				move = (int)((dice >> 33) % (uint64_t)count);
				/* Clear and the staff area would end nearly every walk at once. */
			} while (step % 20 &&
				 (moves[move].kind == MOVE_STAFF || (moves[move].kind == MOVE_TOUCH && moves[move].action.verb == VERB_CLEAR)));
			walk_step(walk, &state, moves[move], &after);
			state = after;
			if (find(folded, sight_of(walk, &state)) < 0)
				fail_msg("walk %d came to screen %s which the proof did not", n, screen_name(state.session.screen));
		}
	}
}

static void compare_with_brute_force(bool own)
{
	static struct proof proof;
	static struct sights seen, folded;
	static const struct proof_subject subject = {route_concern, route_planned, route_withheld, route_browse,
						     session_act,   session_tick,  shown_offers,   session_question_id};
	struct fixture f = fixture_make();
	int real = 0, shallow = 0;

	small_hub(&f, own);
	memset(&proof, 0, sizeof proof);
	seen.count = folded.count = 0;
	for (int i = 0; i < PROOF_RULE_COUNT; i++)
		proof.rows[i].holds = true;
	struct proving proving = {
	    .hub = fixture_hub(&f), .now = FIXTURE_NOW, .subject = &subject, .proof = &proof, .own_line = true, .when = "", .moment_count = 1};
	proving.moments[0] = FIXTURE_NOW;
	route_plan_make(proving.hub, FIXTURE_NOW, &proving.plan);
	struct walk *walk = walk_make(&proving);
	struct brute brute = {0, malloc(sizeof *brute.list * BRUTE_MAX), malloc(BRUTE_MAX), calloc(BRUTE_SLOTS, sizeof *brute.slots)};
	assert_true(walk && brute.list && brute.depth && brute.slots);
	brute_run(walk, &brute, &seen);
	for (int32_t i = 0; i < walk->count; i++) {
		bool imagined;
		int depth = depth_of(walk, &walk->states[i], &imagined);
		see(&folded, sight_of(walk, &walk->states[i]), depth);
		/* What the walk reached by real moves is there, and no deeper. */
		int at = find(&seen, sight_of(walk, &walk->states[i]));
		if (imagined || depth > DEPTH)
			continue;
		real++;
		assert_true(at >= 0 && seen.depth[at] <= depth);
	}
	for (int i = 0; i < seen.count; i++) {
		int at = find(&folded, seen.list[i]);
		if (at < 0)
			fail_msg("brute force reached screen %s which the walk did not", screen_name(seen.list[i].screen));
		assert_true(folded.depth[at] <= seen.depth[i]); /* and the walk's way is as short */
		shallow++;
	}
	random_walks(walk, &folded);
	print_message("%d states unfolded to %d moves deep, %d in the walk; %d sights in both, %d of the walk by real moves\n", brute.count, DEPTH,
		      walk->count, shallow, real);
	assert_true(shallow > 60 && brute.count > 20 * walk->count);
	free(brute.list);
	free(brute.depth);
	free(brute.slots);
	walk_release(walk);
}

/* S9 */
static void folding_a_concern_loses_nothing(void **state)
{
	(void)state;
	compare_with_brute_force(false);
}

/* S9, S4 */
static void folding_a_worry_about_oneself_loses_nothing(void **state)
{
	(void)state;
	compare_with_brute_force(true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(folding_a_concern_loses_nothing),
	    cmocka_unit_test(folding_a_worry_about_oneself_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
