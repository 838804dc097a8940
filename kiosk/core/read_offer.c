#include <stdio.h>
#include <string.h>

#include "core/read_parts.h"

/* ---- channels ---- */

static void read_word(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	const char *word = form_string(reading, value, field->max);
	if (!word)
		return;
	for (const char *at = word; *at; at++)
		if (!((*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9'))) {
			form_error(reading, "format", "\"%s\" is not a word to text; use capital letters and digits only", quote(word).text);
			return;
		}
	*(const char **)target = form_copy(reading, word, strlen(word));
}

static const struct field channel_fields[] = {
    {"kind", field_name, FORM_MEMBER(struct channel, kind), .needed = true, .names = NAMES_CHANNEL, .given = 1},
    {"value", field_text, FORM_MEMBER(struct channel, value), .max = FORM_ADDRESS_MAX, .given = 2},
    {"word", read_word, FORM_MEMBER(struct channel, word), .max = 20, .given = 4},
};
const struct form channel_form = FORM_OF("a channel", channel_fields);

static bool email_is_good(const char *email)
{
	const char *at = strchr(email, '@');
	if (!at || at == email || strpbrk(at + 1, "@ ") || memchr(email, ' ', (size_t)(at - email)))
		return false;
	const char *dot = strrchr(at, '.');
	return dot && dot > at + 1 && dot[1];
}

static void check_channel(struct reading *reading, const struct channel *channel, uint32_t given)
{
	bool bare = channel->kind == CHANNEL_VISIT || channel->kind == CHANNEL_ASK;
	bool number = channel->kind == CHANNEL_PHONE || channel->kind == CHANNEL_TEXT;

	if (bare && given & 2)
		form_error(reading, "format", "a channel \"%s\" has no value; take it out", channel_name(channel->kind));
	else if (!bare && !(given & 2))
		form_error(reading, "format", "a channel \"%s\" needs the key \"value\"; add it", channel_name(channel->kind));
	else if (number && channel->value[0] && !phone_is_good(channel->value))
		form_error(reading, "format", "\"%s\" is not a phone number; write digits with single spaces, such as \"0808 801 0327\"",
			   quote(channel->value).text);
	else if (channel->kind == CHANNEL_EMAIL && channel->value[0] && !email_is_good(channel->value))
		form_error(reading, "format", "\"%s\" is not an e-mail address; write it as \"help@example.org\"", quote(channel->value).text);
	if (given & 4 && channel->kind != CHANNEL_TEXT)
		form_error(reading, "format", "only a channel \"text\" has a word; take it out");
}

static void read_channels(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct offer *offer = target;
	int count = form_list(reading, value, PACK_CHANNELS_MAX);
	(void)field;

	for (int i = 0; i < count; i++) {
		struct channel channel = {.value = "", .word = ""};
		int before = reading->findings->errors;
		form_enter(reading, NULL, i);
		uint32_t given = form_read(reading, json_array_get(value, (size_t)i), &channel_form, &channel);
		if (reading->findings->errors == before)
			check_channel(reading, &channel, given);
		form_leave(reading);
		offer->channels[offer->channel_count++] = channel;
	}
}

/* ---- other keys ---- */

static const struct field valid_fields[] = {
    {"from", field_day, FORM_MEMBER(struct offer, valid_from)},
    {"until", field_day, FORM_MEMBER(struct offer, valid_until)},
};
const struct form valid_form = FORM_OF("valid", valid_fields);

static void read_valid(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct offer *offer = target;
	(void)field;
	form_read(reading, value, &valid_form, offer);
	if (offer->valid_from && offer->valid_until && offer->valid_until < offer->valid_from)
		form_error(reading, "format", "\"until\" comes before \"from\"; correct one of the days");
}

static void read_codes(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	const char *codes = form_string(reading, value, field->max);
	if (!codes)
		return;
	for (const char *at = codes;;) {
		char code[16];
		size_t length = strcspn(at, " ");
		snprintf(code, sizeof code, "%.*s", length < sizeof code ? (int)length : 0, at);
		if (!code_is_good(code)) {
			form_error(reading, "format", "\"%s\" is not a list of languages; write codes with one space between: \"en cy\"",
				   quote(codes).text);
			return;
		}
		if (!at[length])
			break;
		at += length + 1;
	}
	*(const char **)target = form_copy(reading, codes, strlen(codes));
}

#define OFFER(member) FORM_MEMBER(struct pack_offer, offer.member)
/* Keys that fill several members get the whole offer. */
#define WHOLE .offset = offsetof(struct pack_offer, offer)

static const struct field offer_fields[] = {
    {"id", field_id, OFFER(id), .needed = true},
    {"fills", field_flag, FORM_MEMBER(struct pack_offer, fills)},
    {"kind", field_name, OFFER(kind), .given = GIVEN_KIND, .names = NAMES_OFFER_KIND},
    {"audience", field_name, OFFER(audience), .given = GIVEN_AUDIENCE, .names = NAMES_AUDIENCE},
    {"nations", field_bits, OFFER(nations), .given = GIVEN_NATIONS, .names = NAMES_NATION, .min = 1},
    {"stages", field_bits, OFFER(stages), .given = GIVEN_STAGES, .names = NAMES_STAGE, .min = 1},
    {"topics", field_bits, OFFER(topics), .given = GIVEN_TOPICS, .names = NAMES_TOPIC},
    {"people", field_bits, OFFER(people), .given = GIVEN_PEOPLE, .names = NAMES_PEOPLE, .min = 1},
    {"safety", field_flag, OFFER(safety), .given = GIVEN_SAFETY},
    {"joint", field_flag, OFFER(joint), .given = GIVEN_JOINT},
    {"conflict", field_flag, OFFER(conflict), .given = GIVEN_CONFLICT},
    {"referral", field_flag, OFFER(referral), .given = GIVEN_REFERRAL},
    {"bsl", field_flag, OFFER(bsl), .given = GIVEN_BSL},
    {"channels", read_channels, WHOLE, .given = GIVEN_CHANNELS},
    {"hours", read_hours, OFFER(hours), .given = GIVEN_HOURS},
    {"valid", read_valid, WHOLE, .given = GIVEN_VALID},
    {"sessions", read_sessions, WHOLE, .given = GIVEN_SESSIONS},
    {"repeats", read_repeats, WHOLE, .given = GIVEN_REPEATS},
    {"languages", read_codes, OFFER(languages), .given = GIVEN_LANGUAGES, .max = 80},
    {"picture", field_id, OFFER(picture), .given = GIVEN_PICTURE},
    {"source", field_text, OFFER(source), .given = GIVEN_SOURCE, .max = FORM_LONG_MAX},
    {"checked", field_day, OFFER(checked), .given = GIVEN_CHECKED},
    {"checked_by", field_text, OFFER(checked_by), .given = GIVEN_CHECKED, .max = FORM_LONG_MAX},
    {"doubt", field_text, OFFER(doubt), .given = GIVEN_DOUBT, .max = FORM_LONG_MAX},
};
const struct form offer_form = FORM_OF("an offer", offer_fields);

static void offer_defaults(struct pack_offer *offer)
{
	offer->offer = (struct offer){
	    .id = "",
	    .pack = "",
	    .nations = NATIONS_ALL,
	    .stages = STAGES_ALL,
	    .people = PEOPLE_ANYONE,
	    .languages = "",
	    .picture = "",
	    .source = "",
	    .checked_by = "",
	    .doubt = "",
	};
}

static void check_offer(struct reading *reading, json_t *object, const struct pack_offer *offer)
{
	bool day = json_object_get(object, "checked") != NULL;
	bool person = json_object_get(object, "checked_by") != NULL;

	if (!offer->fills && !(offer->given & GIVEN_KIND))
		form_error(reading, "format", "an offer needs the key \"kind\"; add it");
	if (day != person)
		form_error(reading, "S33", "\"checked\" and \"checked_by\" stand together; add \"%s\"", day ? "checked_by" : "checked");
	if (offer->fills && offer->given & GIVEN_SAFETY)
		form_error(reading, "S37", "whether an item is a safety item is said where it begins; take \"safety\" out");
}

void read_offers(struct reading *reading, json_t *value, const struct field *field, void *target)
{
	struct pack *pack = target;
	int count = form_list(reading, value, PACK_OFFERS_MAX);
	int lines[PACK_OFFERS_MAX] = {0};
	(void)field;

	if (count <= 0 || !(pack->offers = form_take(reading, (size_t)count, sizeof *pack->offers)))
		return;
	json_lines(reading->text, reading->length, &reading->path, lines, count);
	for (int i = 0; i < count; i++) {
		struct pack_offer *offer = &pack->offers[pack->offer_count++];
		json_t *object = json_array_get(value, (size_t)i);
		struct item_name name;

		offer_defaults(offer);
		offer->offer.line = lines[i];
		read_enter_item(reading, object, "offers", i, &name);
		offer->given = form_read(reading, object, &offer_form, offer);
		if (json_is_object(object))
			check_offer(reading, object, offer);
		read_leave_item(reading);
	}
}
