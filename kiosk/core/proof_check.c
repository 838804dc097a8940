/* The proof's look at what one visit is shown. */
#include "core/proof_check.h"

#include <stdio.h>
#include <string.h>

#include "core/proof_script.h"
#include "core/visit_line.h"

/* How far a visit is: its answers; more with a whole run before it, and most when no
 * finger can bring it about, because nobody has said who is looking. */
static int answered(const struct hub *hub, const struct answers *answers)
{
	int count = answers->latched || answers->latched_own ? PROOF_RUN_BEFORE : 0;

	if (answers->who != WHO_ALONE && answers->who != WHO_ACCOMPANIED)
		count += PROOF_NO_FINGER;

	for (int i = 0; i < hub->question_count && i < PACK_QUESTIONS_MAX; i++)
		count += answers->answer[i] != ANSWER_UNASKED;
	return count;
}

void proof_break(struct proving *proving, enum proof_rule rule, const struct answers *answers, const char *says)
{
	struct proof_row *row = &proving->proof->rows[rule];

	if (proving->at) {
		walk_break(proving->walk, rule, proving->at, says);
		return;
	}
	int length = answers ? answered(proving->hub, answers) : 0;

	if (!row->holds && length >= row->length)
		return;
	row->holds = false;
	row->length = length;
	snprintf(row->says, sizeof(row->says), "%s%s", says, proving->when);
	row->visit[0] = '\0';
	if (answers)
		visit_line_print(proving->hub, answers, row->visit, sizeof(row->visit));
	if (answers)
		proof_script_visit(proving->hub, answers, row->script, sizeof(row->script));
}

struct view {
	struct proving *proving;
	const struct answers *answers;
	struct expected expected;
	struct result result;
};

static const struct offer *offer_at(const struct view *view, int card, int place)
{
	return &view->proving->hub->offers[view->result.cards[card].offers[place]];
}

static void broken(const struct view *view, enum proof_rule rule, const char *says)
{
	proof_break(view->proving, rule, view->answers, says);
}

static int card_of(const struct view *view, enum card_kind kind)
{
	for (int i = 0; i < RESULT_CARDS; i++)
		if (view->result.cards[i].kind == kind)
			return i;
	return -1;
}

static bool names_topic(const struct view *view, int card, uint32_t topic)
{
	for (int i = 0; i < view->result.cards[card].offer_count; i++)
		if (offer_at(view, card, i)->topics & topic)
			return true;
	return false;
}

/* An abuse line of the nation, open day and night, that can be called or texted. */
static bool names_abuse_line(const struct view *view, int card)
{
	const struct hub *hub = view->proving->hub;

	for (int i = 0; i < view->result.cards[card].offer_count; i++) {
		const struct offer *offer = offer_at(view, card, i);
		bool reached = offer_channel(offer, CHANNEL_PHONE) || offer_channel(offer, CHANNEL_TEXT);
		if ((offer->topics & TOPIC_DOMESTIC_ABUSE) && offer->hours.always && reached && (offer->nations & NATION_BIT(hub->nation)))
			return true;
	}
	return false;
}

static bool always_among_two(const struct view *view, int card)
{
	for (int i = 0; i < view->result.cards[card].offer_count && i < 2; i++)
		if (offer_at(view, card, i)->hours.always)
			return true;
	return false;
}

/* S17: four cards that are cards, no kind twice but the offer card. */
static bool check_form(const struct view *view)
{
	const struct hub *hub = view->proving->hub;
	int seen[CARD_KIND_COUNT] = {0};

	for (int i = 0; i < RESULT_CARDS; i++) {
		const struct card *card = &view->result.cards[i];
		if (card->kind >= CARD_KIND_COUNT || card->offer_count > CARD_OFFERS_MAX) {
			broken(view, PROOF_S17, "a card is none of the known kinds or names too many offers");
			return false;
		}
		for (int k = 0; k < card->offer_count; k++) {
			if (card->offers[k] < 0 || card->offers[k] >= hub->offer_count) {
				broken(view, PROOF_S17, "a card names an offer that is not there");
				return false;
			}
		}
		if (++seen[card->kind] > (card->kind == CARD_OFFER ? 2 : 1))
			broken(view, PROOF_S17, "a kind of card stands more often than it may");
		if (card->offer_count == 0 && card->kind != CARD_TEAM && card->kind != CARD_WEEK)
			broken(view, PROOF_S17, "a card that should name a line or a course is empty");
	}
	return true;
}

static void check_first_place(const struct view *view)
{
	enum card_kind first = view->result.cards[0].kind;
	int support = card_of(view, CARD_SUPPORT);

	if (view->expected.any && !(first == CARD_SUPPORT || (first == CARD_URGENT && view->expected.urgent)))
		broken(view, PROOF_S2, "support is not the first card after a concern");
	else if (view->expected.any && !names_abuse_line(view, 0))
		broken(view, PROOF_S2, "the first card after a concern names no abuse line of this nation that is open day and night");
	if (support < 0)
		broken(view, PROOF_S18, "the support card is missing");
	else if (!names_abuse_line(view, support))
		broken(view, PROOF_S18, "the support card names no abuse line of this nation that is open day and night");
}

static void check_own(const struct view *view)
{
	if (!view->expected.own)
		return;
	if (!view->proving->own_line) {
		broken(view, PROOF_S4, "this nation has no line for people worried about how they act");
		return;
	}
	for (int i = 0; i < RESULT_CARDS; i++) {
		const struct card *card = &view->result.cards[i];
		for (int k = 0; k < card->offer_count; k++) {
			uint32_t topics = offer_at(view, i, k)->topics;
			if (topics & TOPIC_OWN_BEHAVIOUR)
				return;
			if (topics & TOPIC_DOMESTIC_ABUSE) {
				broken(view, PROOF_S4, "the line for worry about how one acts is not the first abuse line");
				return;
			}
		}
	}
}

/* Somebody to talk to now, and not NHS 111, which is named beside them. */
static bool names_crisis_line(const struct view *view, int card)
{
	for (int i = 0; i < view->result.cards[card].offer_count; i++) {
		uint32_t topics = offer_at(view, card, i)->topics;
		if ((topics & TOPIC_CRISIS) && !(topics & TOPIC_URGENT_HEALTH))
			return true;
	}
	return false;
}

static void check_urgent(const struct view *view)
{
	int support = card_of(view, CARD_SUPPORT);

	if (!view->expected.urgent)
		return;
	if (view->result.cards[0].kind != CARD_URGENT) {
		broken(view, PROOF_S6, "an urgent answer does not bring the urgent card first");
		return;
	}
	if (!names_topic(view, 0, TOPIC_EMERGENCY) || !names_topic(view, 0, TOPIC_URGENT_HEALTH) || !names_crisis_line(view, 0))
		broken(view, PROOF_S6, "the urgent card must name 999, NHS 111 of this nation and a crisis line");
	if (view->expected.any && !names_topic(view, 0, TOPIC_DOMESTIC_ABUSE))
		broken(view, PROOF_S6, "the urgent card names no abuse line although there is a concern");
	for (int i = 0; i < support; i++)
		if (view->result.cards[i].kind == CARD_OFFER)
			broken(view, PROOF_S6, "a course stands above support after an urgent answer");
}

static void check_withheld(const struct view *view)
{
	for (int i = 0; i < RESULT_CARDS; i++) {
		for (int k = 0; k < view->result.cards[i].offer_count; k++) {
			const struct offer *offer = offer_at(view, i, k);
			if (view->expected.any && (offer->joint || offer->conflict))
				broken(view, PROOF_S3, "a card names a joint or conflict offer after a concern");
			else if (!view->expected.cleared && offer->joint)
				broken(view, PROOF_S5, "a card names a joint offer although not every safety question was answered No");
		}
	}
	if (!view->expected.any && !view->expected.cleared && card_of(view, CARD_TEAM) < 0)
		broken(view, PROOF_S5, "with safety questions not asked, the team's card is missing");
}

void proof_check_result(struct proving *proving, const struct answers *answers, struct expected expected)
{
	struct view view = {.proving = proving, .answers = answers, .expected = expected};

	proving->subject->route(&proving->plan, answers, &view.result);
	if (!check_form(&view))
		return;
	check_first_place(&view);
	check_own(&view);
	check_urgent(&view);
	check_withheld(&view);
	for (int i = 0; i < RESULT_CARDS; i++) {
		enum card_kind kind = view.result.cards[i].kind;
		if ((kind == CARD_SUPPORT || kind == CARD_TALK || kind == CARD_URGENT) && !always_among_two(&view, i))
			broken(&view, PROOF_S34, "neither of the first two lines of a card is open day and night");
	}
}

static void check_offer(struct proving *proving, const struct answers *answers, struct expected expected, const struct offer *offer, bool shown)
{
	if (!shown)
		return;
	if (expected.any && (offer->joint || offer->conflict))
		proof_break(proving, PROOF_S3, answers, "a joint or conflict offer can be browsed after a concern");
	else if (!expected.cleared && offer->joint)
		proof_break(proving, PROOF_S5, answers, "a joint offer can be browsed although not every safety question was answered No");
}

void proof_check_offers(struct proving *proving, const struct answers *answers, struct expected expected)
{
	const struct hub *hub = proving->hub;
	const struct proof_subject *subject = proving->subject;
	int16_t shown[PACK_OFFERS_MAX];

	for (int i = 0; i < hub->offer_count; i++)
		check_offer(proving, answers, expected, &hub->offers[i], subject->withheld(hub, answers, &hub->offers[i], proving->now)[0] == '\0');
	int count = subject->browse(hub, answers, (struct browse_filter){.now = proving->now, .kinds = ~0U}, shown, PACK_OFFERS_MAX);
	for (int i = 0; i < count; i++)
		check_offer(proving, answers, expected, &hub->offers[shown[i]], true);
}
