/*
 * What can be said about addresses without a network.
 */
#include "net/web.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { CONNECT_S = 20, TRANSFER_S = 300, SLOW_S = 30, SLOW_BYTES = 200 };

void web_defaults(struct web_options *options)
{
	memset(options, 0, sizeof *options);
	options->connect_s = CONNECT_S;
	options->transfer_s = TRANSFER_S;
	options->slow_s = SLOW_S;
	options->slow_bytes = SLOW_BYTES;
}

/* The part after "scheme://", or NULL. */
static const char *after_scheme(const char *url, bool *plain)
{
	*plain = strncmp(url, "http://", 7) == 0;
	if (*plain)
		return url + 7;
	return strncmp(url, "https://", 8) == 0 ? url + 8 : NULL;
}

bool web_host(const char *url, char *out, size_t size)
{
	bool plain;
	const char *at = after_scheme(url, &plain);
	size_t length;

	if (!at)
		return false;
	if (*at == '[') {
		at++;
		length = strcspn(at, "]");
	} else {
		length = strcspn(at, ":/");
	}
	if (length == 0 || length >= size)
		return false;
	for (size_t i = 0; i < length; i++)
		out[i] = (char)tolower((unsigned char)at[i]);
	out[length] = '\0';
	return true;
}

static bool is_here(const char *host)
{
	return strcmp(host, "127.0.0.1") == 0 || strcmp(host, "::1") == 0 || strcmp(host, "localhost") == 0;
}

/* Is what follows the host nothing, a path, or a port and then one of them? */
static bool port_ok(const char *at)
{
	size_t digits;

	if (*at != ':')
		return *at == '\0' || *at == '/';
	digits = strspn(++at, "0123456789");
	return digits >= 1 && digits <= 5 && (at[digits] == '\0' || at[digits] == '/');
}

/* Host and port alone: letters, digits, points and hyphens, or an address in brackets. */
static bool place_ok(const char *at)
{
	size_t length;

	if (*at == '[') {
		length = strspn(++at, "0123456789abcdefABCDEF:.");
		return length > 1 && at[length] == ']' && port_ok(at + length + 1);
	}
	length = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");
	return length > 0 && at[0] != '-' && at[0] != '.' && port_ok(at + length);
}

/* Is a part of the path "." or ".."? A client would quietly take it out. */
static bool climbs(const char *path)
{
	for (const char *at = path; (at = strchr(at, '/')) != NULL;) {
		size_t length = strcspn(++at, "/");

		if ((length == 1 && at[0] == '.') || (length == 2 && at[0] == '.' && at[1] == '.'))
			return true;
	}
	return false;
}

bool web_url_ok(const char *url, struct fault *fault)
{
	bool plain;
	const char *at = after_scheme(url, &plain);
	char host[WEB_URL_MAX];

	if (strlen(url) >= WEB_URL_MAX)
		return fault_set(fault, "this address is too long; at most %d bytes", WEB_URL_MAX - 1);
	if (!at)
		return fault_set(fault, "this is no address of a web server; it begins with https://");
	/* Not shown: it may be a password. */
	if (memchr(at, '@', strcspn(at, "/")))
		return fault_set(fault, "an address may hold no user and password; put them into a secret of their own");
	for (const char *c = at; *c; c++)
		if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 127 || strchr("?#\\\"<>^`{|}", *c))
			return fault_set(fault, "an address may hold no query, no fragment, no blank and no character outside ASCII");
	if (!place_ok(at) || !web_host(url, host, sizeof host))
		return fault_set(fault, "\"%.200s\" names no server; write it like https://content.example.org/signpost", url);
	if (climbs(at))
		return fault_set(fault, "\"%.200s\" has a part . or .. ; write the path without it", url);
	if (plain && !is_here(host))
		return fault_set(fault, "\"%.200s\" is not encrypted; write https:// (http:// is only for a server on this machine)", url);
	return true;
}

bool web_proxy_ok(const char *proxy, struct fault *fault)
{
	char as_https[WEB_URL_MAX + 8];
	bool plain = strncmp(proxy, "http://", 7) == 0;

	snprintf(as_https, sizeof as_https, "https://%s", plain ? proxy + 7 : proxy);
	if (strlen(proxy) < WEB_URL_MAX && web_url_ok(plain ? as_https : proxy, NULL))
		return true;
	return fault_set(fault, "this is no proxy; write it like http://proxy.example.org:8080, and its user and password into the secret proxy");
}

bool web_direct(const char *no_proxy, const char *host)
{
	size_t size = strlen(host);

	if (is_here(host))
		return true;
	for (const char *at = no_proxy; *(at += strspn(at, ", \t"));) {
		size_t length = strcspn(at, ", \t");
		const char *name = at + (*at == '.'), *end = at + length;
		size_t count = (size_t)(end - name);

		if (length == 1 && *at == '*')
			return true;
		if (count && count <= size && strncasecmp(host + size - count, name, count) == 0 && (count == size || host[size - count - 1] == '.'))
			return true;
		at = end;
	}
	return false;
}
