#include "screen/code_page.h"

#include "screen/fit.h"

#include <stdio.h>
#include <string.h>

/* The page of the urgent card has room for four lines: where the part-time line
 * for how one acts would be the last of them, the 24-hour line behind it goes
 * before (S34). */
static void day_and_night_first(const struct hub *hub, struct code_page *page)
{
	for (int i = 0; i + 1 < page->line_count; i++) {
		int16_t own = page->line_numbers[i];
		if (!(hub->offers[own].topics & TOPIC_OWN_BEHAVIOUR) || !hub->offers[page->line_numbers[i + 1]].hours.always)
			continue;
		page->line_numbers[i] = page->line_numbers[i + 1];
		page->line_numbers[i + 1] = own;
		return;
	}
}

void code_page_make(const struct view *view, struct code_page *page)
{
	const struct session *session = view->session;
	const struct hub *hub = view->hub;
	memset(page, 0, sizeof *page);
	page->title = page->address = "";
	if (session->item_is_card) {
		struct result result;
		cards_result(view, &result);
		const struct card *card = &result.cards[session->item >= 0 && session->item < RESULT_CARDS ? session->item : 0];
		page->title = cards_title(view, card);
		page->address = cards_page(view, card);
		page->lines = cards_has_lines(card);
		if (card->kind == CARD_OFFER && card->offer_count > 0)
			page->offer = &hub->offers[card->offers[0]];
		for (int i = 0; page->lines && i < card->offer_count; i++)
			page->line_numbers[page->line_count++] = card->offers[i];
		if (card->kind == CARD_URGENT)
			day_and_night_first(hub, page);
		return;
	}
	if (session->item < 0 || session->item >= hub->offer_count)
		return;
	page->offer = &hub->offers[session->item];
	page->title = details_title(view, page->offer);
	page->address = cards_offer_page(view, page->offer);
	page->staff = page->offer->audience == AUDIENCE_STAFF;
}

void code_page_traces(const struct view *view, char *out, int size, const char *between)
{
	say_print(out, size, "%s%s%s", kit_word(view, WORD_TRACE), between, kit_word(view, WORD_CALL_TRACE));
}

void code_page_hub_phone(const struct view *view, char *out, int size)
{
	const char *where = kit_text(view, "hub.phone-place");
	out[0] = 0;
	if (*where || (view->hub->phone && *view->hub->phone))
		say_print(out, size, "%s%s%s", kit_word(view, WORD_HUB_PHONE), *where ? " " : "", where);
}

void code_page_ask(const struct view *view, char *out, int size)
{
	say_print(out, size, "%s %s", kit_word(view, WORD_ASK_ANYONE), kit_word(view, WORD_PRIVATE));
}

/* Where a line of the address that ends before `end` may end: after the last
 * slash, else before the last dot; `from` when nowhere. */
static int shorter_end(const char *text, int from, int end)
{
	for (int at = end - 1; at > from; at--)
		if (text[at - 1] == '/')
			return at;
	for (int at = end - 1; at > from; at--)
		if (text[at] == '.')
			return at;
	return from;
}

void code_page_address(const struct view *view, char *out, int size, struct words words, const char *address)
{
	char whole[SAY_MAX], part[SAY_MAX], line[SAY_MAX];
	say_address(whole, sizeof whole, address);
	int from = 0, used = 0, length = (int)strlen(whole);
	words.at.h = 0;
	out[0] = 0;
	while (from < length && used < size) {
		int end = length;
		say_print(part, sizeof part, "%s", whole + from);
		say_isolated(line, sizeof line, part);
		while (fit_lines(view, words, line) > 1) {
			int shorter = shorter_end(whole, from, end);
			if (shorter <= from)
				break; /* one long word: it breaks where it must */
			end = shorter;
			say_print(part, sizeof part, "%.*s", end - from, whole + from);
			say_isolated(line, sizeof line, part);
		}
		used += say_print(out + used, size - used, "%s%s", from ? "\n" : "", line);
		from = end;
	}
}

static void add_number(struct code_number *numbers, int *count, const char *label, const char *number)
{
	say_print(numbers[*count].label, sizeof numbers[0].label, "%s", label);
	say_print(numbers[*count].number, sizeof numbers[0].number, "%s", number);
	++*count;
}

int code_page_numbers(const struct view *view, const struct code_page *page, struct code_number out[CODE_NUMBERS_MAX])
{
	int count = 0;
	char number[SAY_MAX];
	for (int i = 0; page->offer && i < page->offer->channel_count && count < 3; i++) {
		const struct channel *channel = &page->offer->channels[i];
		say_isolated(number, sizeof number, channel->value);
		if (channel->kind == CHANNEL_PHONE) {
			add_number(out, &count, kit_word(view, WORD_PHONE), number);
		} else if (channel->kind == CHANNEL_TEXT && *channel->word) {
			struct say_value values[] = {{"word", channel->word}, {"number", channel->value}};
			say_fill(number, sizeof number, kit_word(view, WORD_TEXT_TO), values, 2);
			add_number(out, &count, "", number);
		} else if (channel->kind == CHANNEL_TEXT || channel->kind == CHANNEL_EMAIL) {
			add_number(out, &count, "", number);
		}
	}
	if (count == 0 && view->hub->phone && *view->hub->phone && !page->staff) {
		say_isolated(number, sizeof number, view->hub->phone);
		add_number(out, &count, kit_word(view, WORD_PHONE_HUB), number);
	}
	return count;
}
