/* Ways to reach an offer: links, numbers, letters, and the hub itself. */
#include "core/check_rules.h"

#include <string.h>
#include <strings.h>

enum { ADDRESS_SHOWN = 100 }; /* bytes of an address in a message */

/* S29 is the rule against codes that dial, S28 that for all other links. */
static const char *link_rule(const char *address)
{
	return strncasecmp(address, "tel:", 4) == 0 || strncasecmp(address, "sms", 3) == 0 ? "S29" : "S28";
}

static void add_link(const struct checking *checking, const struct check_place *place, const char *address, bool safety)
{
	const char *fault = link_fault(checking->hub, address, safety);
	bool cut = strlen(address) > ADDRESS_SHOWN;
	if (fault[0])
		check_add(checking, (struct grade){SEVERITY_ERROR, link_rule(address)}, place, "%.*s%s: %s", ADDRESS_SHOWN, address, cut ? "..." : "",
			  fault);
}

void rule_links(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		struct check_place place = place_of_offer(offer);
		for (int j = 0; j < offer->channel_count; j++)
			if (offer->channels[j].kind == CHANNEL_WEB)
				add_link(checking, &place, offer->channels[j].value, offer->safety);
	}
}

void rule_numbers(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		struct check_place place = place_of_offer(offer);
		for (int j = 0; j < offer->channel_count; j++) {
			const struct channel *channel = &offer->channels[j];
			if (channel->kind != CHANNEL_PHONE && channel->kind != CHANNEL_TEXT)
				continue;
			bool dials = strchr(channel->value, ':') != NULL;
			const char *fault = number_fault(channel->value, channel->kind == CHANNEL_TEXT);
			if (fault[0])
				check_add(checking, (struct grade){SEVERITY_ERROR, dials ? "S29" : "number"}, &place, "%s: %s", channel->value,
					  fault);
		}
	}
}

static bool is_letter_address(const char *address)
{
	const char *at = strchr(address, '@');
	if (!at || at == address || strchr(at + 1, '@') || strpbrk(address, " ,;:<>\"\\/?&#"))
		return false;
	return host_fault(at + 1)[0] == 0;
}

void rule_letters(const struct checking *checking)
{
	for (int i = 0; i < checking->hub->offer_count; i++) {
		const struct offer *offer = &checking->hub->offers[i];
		struct check_place place = place_of_offer(offer);
		for (int j = 0; j < offer->channel_count; j++)
			if (offer->channels[j].kind == CHANNEL_EMAIL && !is_letter_address(offer->channels[j].value))
				check_add(checking, (struct grade){SEVERITY_ERROR, "email"}, &place,
					  "%s: this is no e-mail address; write it like name@example.org.uk", offer->channels[j].value);
	}
}

void rule_hosts(const struct checking *checking)
{
	struct check_place place = place_of_hub(checking->hub);
	for (int i = 0; i < checking->hub->host_count; i++) {
		const char *fault = host_fault(checking->hub->hosts[i]);
		if (fault[0])
			check_add(checking, (struct grade){SEVERITY_ERROR, "S28"}, &place, "host %s: %s", checking->hub->hosts[i], fault);
	}
}

void rule_hub_contact(const struct checking *checking)
{
	const struct hub *hub = checking->hub;
	struct check_place place = place_of_hub(hub);
	if (hub->page && hub->page[0])
		add_link(checking, &place, hub->page, false);
	const char *fault = hub->phone && hub->phone[0] ? number_fault(hub->phone, false) : "";
	if (fault[0])
		check_add(checking, (struct grade){SEVERITY_ERROR, "number"}, &place, "the hub's phone %s: %s", hub->phone, fault);
	if (((hub->phone && hub->phone[0]) || (hub->page && hub->page[0])) && !hub_has_text(hub, 0, "hub.name"))
		check_add(checking, (struct grade){SEVERITY_WARNING, "text"}, &place, "the hub has no name; add \"hub.name\" to text/en.json");
}
