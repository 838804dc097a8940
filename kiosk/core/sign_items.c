/* The canonical form of each safety item, and its SHA-256. */
#include "core/sign_off.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/safety_text.h"

struct signing {
	const struct hub *hub;
	struct sign_items *items;
	EVP_MD_CTX *context;
	bool good;
};

static void add_bytes(struct signing *signing, const char *bytes, size_t length)
{
	if (signing->good)
		signing->good = EVP_DigestUpdate(signing->context, bytes, length) == 1;
}

static void add_value(struct signing *signing, const char *value)
{
	while (value && *value) {
		size_t length = strcspn(value, "\\\n");
		add_bytes(signing, value, length);
		value += length;
		if (*value)
			add_bytes(signing, *value++ == '\n' ? "\\n" : "\\\\", 2);
	}
}

static void add_line(struct signing *signing, const char *field, const char *value)
{
	add_bytes(signing, field, strlen(field));
	add_bytes(signing, " ", 1);
	add_value(signing, value);
	add_bytes(signing, "\n", 1);
}

static void add_number(struct signing *signing, const char *field, long number)
{
	char text[24];
	snprintf(text, sizeof text, "%ld", number);
	add_line(signing, field, text);
}

static void add_flag(struct signing *signing, const char *field, bool flag)
{
	add_line(signing, field, flag ? "yes" : "no");
}

static void add_day(struct signing *signing, const char *field, int32_t day)
{
	char text[11] = "";
	if (day != 0)
		day_print(day, text);
	add_line(signing, field, text);
}

static void add_bits(struct signing *signing, const char *field, uint32_t bits, const char *(*name)(unsigned bit))
{
	char text[512];
	int used = 0;

	text[0] = '\0';
	for (; bits && used < (int)sizeof text; bits &= bits - 1)
		used += snprintf(text + used, sizeof text - (size_t)used, "%s%s", used ? " " : "", name(bits & -bits));
	add_line(signing, field, text);
}

static const char *nation_of_bit(unsigned bit)
{
	return nation_name(__builtin_ctz(bit));
}

/* Who translated and who checked a text of that language (S38); English has no mark. */
static void add_mark(struct signing *signing, int language, const char *part, const struct text *text)
{
	const struct language *texts = &signing->hub->languages[language];
	const struct text_mark *mark = text && texts->marks ? texts->marks[text - texts->texts] : NULL;
	char field[2 * PACK_ID_MAX], day[11];

	if (!mark)
		return;
	day_print(mark->day, day);
	snprintf(field, sizeof field, "mark %s%s%s", texts->code, part[0] ? " " : "", part);
	add_line(signing, field, mark->checked ? "checked" : "draft");
	add_line(signing, "day", day);
	add_line(signing, "by", mark->by);
	add_line(signing, "checked_by", mark->checked_by);
}

/* "text en body ..." for each language that has the text itself. */
static void add_texts(struct signing *signing, const char *id, const char *const *parts, int count)
{
	const struct hub *hub = signing->hub;

	for (int l = 0; l < hub->language_count; l++)
		for (int p = 0; p < count; p++) {
			char key[2 * PACK_ID_MAX + 2], field[2 * PACK_ID_MAX];
			snprintf(key, sizeof key, "%s.%s", id, parts[p]);
			if (!hub_has_text(hub, l, key))
				continue;
			snprintf(field, sizeof field, "text %s %s", hub->languages[l].code, parts[p]);
			add_line(signing, field, hub_text(hub, l, key));
			if (safety_text(hub, key))
				add_mark(signing, l, parts[p], hub_find_text(hub, l, key));
		}
}

static bool finish(EVP_MD_CTX *context, char digest[SIGN_DIGEST_SIZE])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned length = 0;

	if (EVP_DigestFinal_ex(context, bytes, &length) != 1 || 2 * length + 1 > SIGN_DIGEST_SIZE)
		return false;
	for (unsigned i = 0; i < length; i++)
		snprintf(digest + 2 * i, 3, "%02x", bytes[i]);
	return true;
}

static bool start(struct signing *signing)
{
	return EVP_DigestInit_ex(signing->context, EVP_sha256(), NULL) == 1;
}

/* Between these two the fields of one item are added. */
static void begin_item(struct signing *signing, const char *kind, const char *id)
{
	struct sign_items *items = signing->items;

	signing->good = signing->good && items->count < SIGN_ITEMS_MAX && start(signing);
	if (signing->good)
		snprintf(items->item[items->count].name, SIGN_NAME_MAX, "%s%s%s", kind, id[0] ? " " : "", id);
}

static void end_item(struct signing *signing)
{
	struct sign_items *items = signing->items;

	signing->good = signing->good && finish(signing->context, items->item[items->count].digest);
	items->count += signing->good;
}

/* ---- the items ---- */

static void add_channels(struct signing *signing, const struct offer *offer)
{
	for (int i = 0; i < offer->channel_count; i++) {
		const struct channel *channel = &offer->channels[i];
		add_line(signing, "channel", channel_name((int)channel->kind));
		add_line(signing, "value", channel->value);
		add_line(signing, "word", channel->word);
	}
}

static void add_hours(struct signing *signing, const struct hours *hours)
{
	add_line(signing, "hours", !hours->known ? "unknown" : hours->always ? "always" : "weekly");
	for (int i = 0; hours->known && !hours->always && i < hours->count; i++) {
		char span[48];
		snprintf(span, sizeof span, "%d %d %d", hours->spans[i].days, hours->spans[i].open, hours->spans[i].close);
		add_line(signing, "span", span);
	}
}

/* Every field of a help line or another safety item. */
static void sign_line(struct signing *signing, const struct offer *offer)
{
	static const char *const parts[] = {"name", "title", "body", "who", "small"};

	begin_item(signing, offer->kind == OFFER_SUPPORT_LINE ? "line" : "item", offer->id);
	add_line(signing, "kind", offer_kind_name((int)offer->kind));
	add_line(signing, "audience", audience_name((int)offer->audience));
	add_bits(signing, "nations", offer->nations, nation_of_bit);
	add_bits(signing, "stages", offer->stages, stage_name);
	add_bits(signing, "topics", offer->topics, topic_name);
	add_bits(signing, "people", offer->people, people_name);
	add_flag(signing, "safety", offer->safety);
	add_flag(signing, "joint", offer->joint);
	add_flag(signing, "conflict", offer->conflict);
	add_flag(signing, "referral", offer->referral);
	add_flag(signing, "bsl", offer->bsl);
	add_channels(signing, offer);
	add_hours(signing, &offer->hours);
	add_day(signing, "from", offer->valid_from);
	add_day(signing, "until", offer->valid_until);
	add_line(signing, "languages", offer->languages);
	add_line(signing, "source", offer->source);
	add_day(signing, "checked", offer->checked);
	add_line(signing, "checked_by", offer->checked_by);
	add_line(signing, "doubt", offer->doubt);
	add_texts(signing, offer->id, parts, 5);
	end_item(signing);
}

/* Of other offers: that they are there, the flags that withhold them (S3), and the
 * words from which a person can tell whether those flags are right. Events have none:
 * they stand on the notice board for everybody. */
static void sign_offer(struct signing *signing, const struct offer *offer)
{
	static const char *const parts[] = {"name", "title", "body", "who", "small"};

	begin_item(signing, "offer", offer->id);
	add_line(signing, "kind", offer_kind_name((int)offer->kind));
	add_line(signing, "audience", audience_name((int)offer->audience));
	add_flag(signing, "joint", offer->joint);
	add_flag(signing, "conflict", offer->conflict);
	if (offer->kind != OFFER_EVENT)
		add_texts(signing, offer->id, parts, 5);
	end_item(signing);
}

static void sign_offers(struct signing *signing)
{
	for (int i = 0; i < signing->hub->offer_count; i++) {
		const struct offer *offer = &signing->hub->offers[i];
		if (offer->safety || offer->kind == OFFER_SUPPORT_LINE)
			sign_line(signing, offer);
		else if (offer->audience != AUDIENCE_STAFF)
			sign_offer(signing, offer);
	}
}

static void sign_question(struct signing *signing, const struct question *question)
{
	static const char *const asks[] = {"lead", "ask"};
	const char *answers[PACK_OPTIONS_MAX];

	begin_item(signing, "question", question->id);
	add_line(signing, "kind", question->kind == QUESTION_SAFETY ? "safety" : "ordinary");
	add_line(signing, "construct", question->kind == QUESTION_SAFETY ? construct_name((int)question->construct) : "");
	add_line(signing, "filler", question->filler);
	bool own = question->kind == QUESTION_ORDINARY; /* the others have the fixed answers */
	for (int i = 0; own && i < question->option_count; i++) {
		answers[i] = question->options[i].id;
		add_line(signing, "option", answers[i]);
		add_bits(signing, "signals", question->options[i].signals, signal_name);
	}
	add_texts(signing, question->id, asks, 2);
	add_texts(signing, question->id, answers, own ? question->option_count : 0);
	end_item(signing);
	if (question->filler[0] == '\0')
		return;
	begin_item(signing, "filler", question->filler);
	add_texts(signing, question->filler, asks, 2);
	end_item(signing);
}

static void sign_messages(struct signing *signing)
{
	static const char *const parts[] = {"line", "more", "boundary"};

	for (int i = 0; i < signing->hub->message_count; i++) {
		begin_item(signing, "message", signing->hub->messages[i].id);
		add_line(signing, "theme", signing->hub->messages[i].theme);
		add_texts(signing, signing->hub->messages[i].id, parts, 3);
		end_item(signing);
	}
}

/* Words that a pack gives; a language that lacks one has English in its place. */
static void sign_words(struct signing *signing)
{
	const struct hub *hub = signing->hub;

	for (int w = 0; w < WORD_COUNT; w++) {
		const char *key = word_key((enum word)w);
		if (!hub_has_text(hub, 0, key) || !safety_text(hub, key))
			continue;
		begin_item(signing, "word", key);
		for (int l = 0; l < hub->language_count; l++)
			if (hub_has_text(hub, l, key)) {
				add_line(signing, hub->languages[l].code, hub_text(hub, l, key));
				add_mark(signing, l, "", hub_find_text(hub, l, key));
			}
		end_item(signing);
	}
}

/* The nation, the order of lines and questions, and each language. */
static void sign_hub(struct signing *signing)
{
	const struct hub *hub = signing->hub;

	begin_item(signing, "nation", "");
	add_line(signing, "nation", nation_name((int)hub->nation));
	add_flag(signing, "self_check", hub->self_check);
	end_item(signing);
	begin_item(signing, "order", "");
	for (int i = 0; i < hub->offer_count; i++)
		if (hub->offers[i].kind == OFFER_SUPPORT_LINE)
			add_line(signing, "line", hub->offers[i].id);
	for (int i = 0; i < hub->question_count; i++)
		add_line(signing, "question", hub->questions[i].id);
	end_item(signing);
	for (int l = 0; l < hub->language_count; l++) {
		begin_item(signing, "language", hub->languages[l].code);
		add_number(signing, "place", l);
		add_flag(signing, "draft", hub->languages[l].draft);
		end_item(signing);
	}
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct sign_item *)a)->name, ((const struct sign_item *)b)->name);
}

static void sign_whole(struct signing *signing)
{
	struct sign_items *items = signing->items;

	qsort(items->item, (size_t)items->count, sizeof items->item[0], by_name);
	signing->good = signing->good && start(signing);
	add_line(signing, "signpost safety items", "1");
	for (int i = 0; i < items->count; i++)
		add_line(signing, items->item[i].name, items->item[i].digest);
	signing->good = signing->good && finish(signing->context, items->digest);
}

bool sign_items_of(const struct hub *hub, struct sign_items *items)
{
	struct signing signing = {.hub = hub, .items = items, .context = EVP_MD_CTX_new()};

	signing.good = signing.context != NULL;
	items->count = 0;
	sign_hub(&signing);
	sign_offers(&signing);
	for (int i = 0; i < hub->question_count; i++)
		sign_question(&signing, &hub->questions[i]);
	sign_messages(&signing);
	sign_words(&signing);
	sign_whole(&signing);
	EVP_MD_CTX_free(signing.context);
	return signing.good;
}
