/* One address, one host, one number: may a family be sent there? */
#include "core/check_rules.h"

#include <string.h>
#include <strings.h>

#include "core/qr.h"

enum { HOST_MAX = 253 };

/* Services that hide where a code leads, or count who followed it. */
static const char *const shorteners[] = {"bit.ly",     "bitly.com", "tinyurl.com", "goo.gl",  "t.co",    "ow.ly",     "is.gd",    "v.gd",
					 "buff.ly",    "rb.gy",     "qrco.de",     "tiny.cc", "cutt.ly", "linktr.ee", "lnkd.in",  "shorturl.at",
					 "rebrand.ly", "t.ly",      "s.id",        "bl.ink",  "adf.ly",  "soo.gd",    "trib.al",  "fb.me",
					 "youtu.be",   "forms.gle", "aka.ms",      "qr.link", "qr.page", "me-qr.com", "qrfy.com", "flowcode.com",
					 "beacons.ai", "dlvr.it",   "mcaf.ee",     "snip.ly", "tr.im",   "x.co",      "zpr.io",   NULL};

/* Names of query parts that say who came from where; a last * stands for any end. */
static const char *const trackers[] = {"utm_*",  "fbclid", "gclid", "gbraid",    "wbraid", "dclid",         "msclkid", "mc_*",    "yclid", "twclid",
				       "ttclid", "igshid", "igsh",  "li_fat_id", "_hs*",   "hsctatracking", "mkt_tok", "vero_*",  "oly_*", "_ga",
				       "_gl",    "s_cid",  "cmpid", "pk_*",      "mtm_*",  "matomo_*",      "piwik_*", "ref_src", "si",    NULL};

static bool ends_with_host(const char *host, const char *tail)
{
	size_t length = strlen(host), end = strlen(tail);
	return length >= end && strcasecmp(host + length - end, tail) == 0 && (length == end || host[length - end - 1] == '.');
}

static bool is_shortener(const char *host)
{
	for (int i = 0; shorteners[i]; i++)
		if (ends_with_host(host, shorteners[i]))
			return true;
	return false;
}

static bool is_tracker(const char *name, size_t length)
{
	for (int i = 0; trackers[i]; i++) {
		size_t known = strlen(trackers[i]);
		bool open = trackers[i][known - 1] == '*';
		if (open ? length >= known - 1 && strncasecmp(name, trackers[i], known - 1) == 0
			 : length == known && strncasecmp(name, trackers[i], known) == 0)
			return true;
	}
	return false;
}

static bool has_tracker(const char *query)
{
	while (*query) {
		size_t length = strcspn(query, "=&;");
		if (is_tracker(query, length))
			return true;
		query += length;
		query += strcspn(query, "&;");
		query += *query != 0;
	}
	return false;
}

const char *host_fault(const char *host)
{
	size_t length = strlen(host);
	if (length == 0 || length > HOST_MAX || host[0] == '.' || host[length - 1] == '.' || !strchr(host, '.'))
		return "this is no host; write it like \"www.gov.uk\"";
	for (const char *c = host; *c; c++)
		if (!(*c >= 'a' && *c <= 'z') && !(*c >= '0' && *c <= '9') && *c != '-' && *c != '.')
			return "a host has small letters a to z, digits, hyphens and full stops only; leave out https:// and what comes after the "
			       "name";
	if (is_shortener(host))
		return "link shorteners and link pages are not allowed; use the site's own address";
	return "";
}

static bool host_allowed(const struct hub *hub, const char *host)
{
	for (int i = 0; i < hub->host_count; i++)
		if (strcmp(hub->hosts[i], host) == 0)
			return true;
	return false;
}

static const char *scheme_fault(const char *address)
{
	if (strncasecmp(address, "tel:", 4) == 0 || strncasecmp(address, "sms:", 4) == 0 || strncasecmp(address, "smsto:", 6) == 0)
		return "codes that dial or text are not allowed, they leave a call log; give the number as a phone or text channel";
	if (strncmp(address, "https://", 8) != 0)
		return "a link must begin with https://";
	for (const char *c = address; *c; c++)
		if (*c <= ' ' || *c >= 127 || strchr("\"<>\\^`{|}", *c))
			return "a link has plain letters, digits and signs only, no spaces; copy it from the address bar";
	return "";
}

static const char *rest_fault(const char *rest, bool safety)
{
	const char *query = strchr(rest, '?');
	if (strchr(rest, '#'))
		return "a link has no part after #; take it out";
	if (query && has_tracker(query + 1))
		return "tracking parts (utm_, fbclid, gclid and such) are not allowed; take out all from the question mark on";
	if (query && safety)
		return "a safety link has no part after the question mark; take it out";
	return "";
}

/* The reasons of S29 are told apart by the caller's scheme test; everything else
 * here is S28. */
const char *link_fault(const struct hub *hub, const char *address, bool safety)
{
	char host[HOST_MAX + 1];
	struct qr qr;
	const char *fault = scheme_fault(address);
	if (fault[0])
		return fault;
	const char *start = address + strlen("https://");
	size_t length = strcspn(start, "/?#");

	if (memchr(start, '@', length))
		return "a link has no user part before @; take it out";
	if (memchr(start, ':', length))
		return "a link has no port; take out the colon and the number";
	if (length == 0 || length > HOST_MAX)
		return "the link names no host; write it like https://www.gov.uk/page";
	memcpy(host, start, length);
	host[length] = 0;
	fault = rest_fault(start + length, safety);
	if (!fault[0])
		fault = host_fault(host);
	if (fault[0])
		return fault;
	if (!host_allowed(hub, host))
		return "the host of this link is not in the list \"hosts\"; correct the link, or add the host exactly as it stands in the link";
	return qr_make(address, &qr, NULL) ? "" : "the link is too long for a code that phones read well; use a shorter page of the same site";
}

static const char *digits_fault(const char *digits, bool text)
{
	static const char *const short_codes[] = {"999",    "112",      "111",   "101",   "105",   "116123", "116000",
						  "116111", "08001111", "18000", "18001", "18002", NULL};
	size_t length = strlen(digits);

	for (int i = 0; short_codes[i]; i++)
		if (strcmp(digits, short_codes[i]) == 0)
			return "";
	if (text && length == 5 && digits[0] >= '6' && digits[0] <= '8')
		return "";
	if (digits[0] != '0' || (length != 10 && length != 11))
		return "this is no UK number: it begins with 0 and has 10 or 11 digits, or is a short number such as 999 or 116 123";
	if (digits[1] == '9' || (digits[1] == '8' && (digits[2] == '4' || digits[2] == '7')) || strncmp(digits, "070", 3) == 0)
		return "this number costs more than a usual call; give one that is free or costs as usual";
	if (!strchr("123578", digits[1]))
		return "no UK number begins like this; look it up again";
	return "";
}

const char *number_fault(const char *number, bool text)
{
	char digits[16];
	size_t count = 0;
	for (const char *c = number; *c; c++) {
		if (*c == ' ' && c != number && c[1] != 0 && c[1] != ' ')
			continue;
		if (*c < '0' || *c > '9')
			return "write digits with single spaces between them only, such as 0808 2000 247";
		if (count + 1 >= sizeof digits)
			return "this number is too long";
		digits[count++] = *c;
	}
	digits[count] = 0;
	return count > 0 ? digits_fault(digits, text) : "the number is empty";
}
