/*
 * Titles and bodies as long as core/text_about.c allows have room on the cards of the
 * result, in every language of the packs and on panels of every form, with real letters.
 */
#include "kiosk_fixture.h"

#include "core/check_rules.h"
#include "core/text_about.h"
#include "screen/cards.h"

enum { SAMPLES = 40, CORPUS = 20000 };

static struct draw_list list;

static struct text *text_of(const char *key)
{
	const struct language *language = &kiosk.hub.languages[kiosk.session.language];
	for (int i = 0; i < language->count; i++)
		if (strcmp(language->texts[i].key, key) == 0)
			return (struct text *)(uintptr_t)&language->texts[i];
	return NULL;
}

/* All bodies of the language, one behind the other. */
static void corpus_make(char corpus[CORPUS])
{
	const struct language *language = &kiosk.hub.languages[kiosk.session.language];
	size_t used = 0;
	for (int i = 0; i < language->count && used < CORPUS - PACK_TEXT_MAX - 2; i++) {
		const char *dot = strrchr(language->texts[i].key, '.');
		if (dot && strcmp(dot, ".body") == 0 && strncmp(language->texts[i].key, "ui.", 3) != 0)
			used += (size_t)snprintf(corpus + used, CORPUS - used, "%s ", language->texts[i].value);
	}
}

/* Whole words from the `from`th on, at most `longest` characters. False where they do not come
 * near that, or at the end. */
static bool sample(const char *corpus, int from, int longest, char out[CORPUS])
{
	for (; from > 0 && corpus; from--)
		corpus = strchr(corpus + 1, ' ');
	if (!corpus)
		return false;
	corpus += *corpus == ' ';
	size_t good = 0;
	for (const char *end = strchr(corpus, ' '); end; end = strchr(end + 1, ' ')) {
		snprintf(out, CORPUS, "%.*s", (int)(end - corpus), corpus);
		if (text_characters(out) > longest)
			break;
		good = (size_t)(end - corpus);
	}
	out[good] = 0;
	return text_characters(out) >= longest - 2;
}

/* How many of the samples in place of this text are cut. */
static int cut(const char *key, int offer, int *tried)
{
	static char corpus[CORPUS], words[CORPUS];
	struct card card = {.kind = CARD_OFFER, .offer_count = 1, .offers = {(int16_t)offer}};
	struct text *text = text_of(key);
	assert_non_null(text);
	const char *old = text->value;
	int longest = text_longest(text_about(&kiosk.hub, key), kiosk.session.language == 0), bad = 0;

	corpus_make(corpus);
	for (int from = 0, count = 0; from < 400 && count < SAMPLES; from++) {
		if (!sample(corpus, from, longest, words))
			continue;
		text->value = words;
		draw_begin(&list, (struct panel){kiosk.view.frame.w, kiosk.view.frame.h, 0}, 0, "");
		cards_rehearse(&kiosk.view, &list, &card);
		bad += list.clipped > 0;
		count++;
		++*tried;
	}
	text->value = old;
	return bad;
}

static void test_the_longest_titles_and_bodies_have_room(void **state)
{
	static const char *const parts[] = {"name", "body"};
	const char *id = "riverside-parenting-when-separated";
	int offer = 0;
	(void)state;
	while (strcmp(kiosk.hub.offers[offer].id, id) != 0)
		offer++;
	for (int p = 0; p < 3; p++) {
		kiosk_panel(&kiosk, panels[p].w, panels[p].h);
		for (int part = 0; part < 2; part++)
			for (int l = 0; l < kiosk.hub.language_count; l++) {
				char key[96];
				int tried = 0;
				kiosk.session.language = (uint8_t)l;
				kiosk.session.result_shown = true;
				snprintf(key, sizeof key, "%s.%s", id, parts[part]);
				int bad = cut(key, offer, &tried);
				if (tried < SAMPLES / 2 || bad * 20 > tried)
					fail_msg("%s %s on %d x %d: %d of %d are cut", kiosk.hub.languages[l].code, key, panels[p].w, panels[p].h,
						 bad, tried);
			}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_the_longest_titles_and_bodies_have_room, kiosk_start, kiosk_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
