#include "core/failure.h"

#include <string.h>

static const struct {
	const char *name;
	bool passes;
	const char *staff;
	const char *it;
} table[FAILURE_COUNT] = {
    [FAILURE_NONE] = {"none", true, "", ""},
    [FAILURE_OFFLINE] =
	{"offline", true, "The screen cannot reach the internet; it goes on with what it has.",
	 "No connection: look at the cable or Wi-Fi, DNS, and whether the firewall lets this machine out to the address on port 443."},
    [FAILURE_INTERCEPTED] = {"intercepted", true, "Something on this network answers in place of the server, often a Wi-Fi sign-in page.",
			     "A redirect or a web page came instead of data: let this machine past the sign-in page or filter for the address."},
    [FAILURE_PROXY] = {"proxy", true, "The network's proxy does not let the screen through; please tell IT.",
		       "The proxy cannot be reached or refused (407): check proxy, proxy_auth and the secret proxy in sync.conf."},
    [FAILURE_TLS_TIME] = {"tls-time", true, "The screen's clock is wrong, so it cannot check who it talks to; please tell IT.",
			  "The server's certificate is not valid at this machine's time: set the clock (NTP, port 123), or renew the certificate."},
    [FAILURE_TLS] = {"tls", false, "The server could not prove who it is, so nothing was taken from it; please tell IT.",
		     "The certificate's name or issuer is wrong: where TLS is inspected, give its CA with ca_file, or exempt the address."},
    [FAILURE_DENIED] = {"denied", false, "The server does not let the screen in; please tell IT.",
			"401 or 403: check the address, the client certificate, and the rights of the folder or bucket."},
    [FAILURE_MISSING] = {"missing", true, "The server has no content at this address; please tell whoever publishes it.",
			 "404: check base in sync.conf; it is the folder that holds metadata/ and targets/."},
    [FAILURE_BUSY] = {"busy", true, "The server is busy; the screen asks again later by itself.",
		      "429 or 503: the server limits requests; its Retry-After is kept."},
    [FAILURE_SERVER] = {"server", true, "The server has a problem; the screen asks again later by itself.",
			"An answer that was not expected (see detail): look at the server's log."},
    [FAILURE_TOO_BIG] = {"too-big", false, "The server sent more than it may, so it was thrown away; please tell whoever publishes it.",
			 "More bytes came than the signed length or the cap of this file: the server or something before it is wrong, or hostile."},
    [FAILURE_TOO_SLOW] = {"too-slow", true, "The network is too slow at the moment; the screen tries again later by itself.",
			  "Under 200 bytes a second for 30 s, or no answer in time: look at the line, the proxy and the server's load."},
    [FAILURE_DISK] = {"disk", false, "The screen cannot store new content; it goes on with what it has. Please tell IT.",
		      "The disk is full, read-only or failing (see detail): make room, or replace the card."},
    [FAILURE_SIGNATURE] = {"signature", false, "The new content is not signed by the people who must sign it, so it was refused.",
			   "Too few valid signatures: a file was changed after signing, a second person has not signed yet, or the keys are old."},
    [FAILURE_ROLLBACK] = {"rollback", false, "The server offers older content than the screen already had, so it was refused.",
			  "A version number fell: the server serves an old copy; publish again (rollback makes a new number)."},
    [FAILURE_EXPIRED] = {"expired", true, "The content's signature has run out; what is on the screen stays. Please tell whoever publishes it.",
			 "Metadata has expired: run signpost-admin resign --all, check its timer, and check this machine's clock."},
    [FAILURE_DAMAGED] =
	{"damaged", true, "New content arrived damaged, so it was thrown away; the screen tries again later.",
	 "A length, hash or version is not the signed one: an old cache or half an upload; upload targets first, timestamp.json last."},
    [FAILURE_FORMAT] = {"format", false, "The server's files are not in the right form, so they were refused; please tell whoever publishes it.",
			"A file breaks the format (see detail): make the repository with signpost-admin of the same or a newer version."},
    [FAILURE_CONTENT] = {"content", false, "The new content has mistakes, so the screen keeps what it has; please tell whoever publishes it.",
			 "The checker refused the packs (see detail): run signpost-admin check on them."},
    [FAILURE_PROOF] = {"proof", false,
		       "The new content could break a safety rule, so the screen keeps what it has; please tell whoever publishes it.",
		       "The proof found a state that breaks a safety rule (see detail): run signpost-admin prove on the packs."},
    [FAILURE_TOO_NEW] = {"too-new", false, "The new content needs a newer version of the program; please tell IT.",
			 "min_app of the channel is above this version: update the package signpost."},
    [FAILURE_TRIAL] = {"trial", false, "The screen could not run with the new content and went back to what it had before.",
		       "Three starts without ten good minutes: see the journal of signpost-kiosk; publish corrected content."},
    [FAILURE_SETTINGS] = {"settings", false, "The screen's update settings are wrong; please tell IT.",
			  "A line of sync.conf or a secret cannot be used (see detail)."},
    [FAILURE_NO_STICK] = {"no-stick", true, "The memory stick or shared folder with new content is not there; the screen goes on with what it has.",
			  "A base of sync.conf that is a folder does not exist: put the stick in, mount the share, or correct base."},
    [FAILURE_INTERRUPTED] = {"interrupted", true, "An update was cut off before it was done; the screen tries again by itself.",
			     "A run ended without a result: switched off, killed, or out of memory or time; see the journal of the unit."},
    [FAILURE_IN_USE] = {"in-use", true, "Another update is still going on; the screen tries again by itself.",
			"A lock was held for longer than is waited: look for a step that hangs, or that was started twice."},
};

const char *failure_name(enum failure failure)
{
	return failure < FAILURE_COUNT ? table[failure].name : "unknown";
}

enum failure failure_value(const char *name)
{
	for (int i = 0; i < FAILURE_COUNT; i++)
		if (strcmp(table[i].name, name) == 0)
			return (enum failure)i;
	return FAILURE_COUNT;
}

const char *failure_staff(enum failure failure)
{
	return failure < FAILURE_COUNT ? table[failure].staff : "";
}

const char *failure_it(enum failure failure)
{
	return failure < FAILURE_COUNT ? table[failure].it : "";
}

bool failure_passes(enum failure failure)
{
	return failure < FAILURE_COUNT && table[failure].passes;
}
