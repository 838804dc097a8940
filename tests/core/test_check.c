#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "core/check.h"
#include "core/check_rules.h"
#include "core/reading.h"
#include "check_fixture.h"

/* One thing spoiled, and the finding it must give. Every row is run alone on a
 * hub that has no finding without it. */
struct spoil {
	const char *name;
	void (*spoil)(struct check_fixture *f);
	enum severity severity;
	const char *rule;
	const char *file;
	const char *item;
	const char *says; /* a part of it */
};

#define SPOIL(name, ...)                                  \
	static void spoil_##name(struct check_fixture *f) \
	{                                                 \
		__VA_ARGS__;                              \
	}
#define LINK(offer, address)                            \
	f->offers[offer].channels[0] = (struct channel) \
	{                                               \
		CHANNEL_WEB, address, ""                \
	}

/* lines */
SPOIL(no_999, f->offers[C_999].topics = TOPIC_CRISIS)
SPOIL(no_scotland, f->offers[C_SCOTLAND].hours = (struct hours){0})
SPOIL(scotland_for_staff, f->offers[C_SCOTLAND].audience = AUDIENCE_STAFF)
SPOIL(no_own, f->offers[C_RESPECT].topics = TOPIC_DOMESTIC_ABUSE)
SPOIL(no_111, f->offers[C_111].topics = TOPIC_CRISIS)
SPOIL(no_crisis, f->offers[C_SAMARITANS].hours.always = f->offers[C_111].hours.always = false; f->hub.offer_count = C_COURSE)
SPOIL(no_child, f->offers[C_CHILDLINE].audience = AUDIENCE_PARENTS)
SPOIL(alone_at_night, f->offers[C_WALES].hours.always = false)
SPOIL(unprotected, f->offers[C_MEN].safety = false)
SPOIL(joint_safety, f->offers[C_MEN].joint = true)
/* flags */
SPOIL(mediation, set_text(f, "team.body", "Mediation with a trained person."))
SPOIL(couple, set_text(f, "course.body", "Do it together, as a couple."))
SPOIL(arguing, set_text(f, "course.name", "Arguing Better"))
/* questions */
SPOIL(thirteen, f->questions[12] = check_ordinary("one", 0); f->hub.question_count = 13)
SPOIL(no_fear, f->questions[3].construct = CONSTRUCT_HURT)
SPOIL(no_own_question, f->questions[9].construct = CONSTRUCT_HURT)
SPOIL(block, struct question q = f->questions[2]; f->questions[2] = f->questions[3]; f->questions[3] = q)
SPOIL(no_filler, f->questions[3].filler = "")
SPOIL(unknown_filler, f->questions[3].filler = "filler-six"; set_text(f, "filler-two.ask", NULL))
SPOIL(filler_lead, set_text(f, "fear.lead", "About the last year"))
SPOIL(no_urgent, f->questions[8].options[0].signals = 0)
SPOIL(safe_at_home, set_text(f, "fear.ask", "Do you feel safe at home?"))
SPOIL(partner, set_text(f, "fear.ask", "Has your partner scared you?"))
SPOIL(one_answer, f->questions[0].option_count = 1; set_text(f, "one.second", NULL))
/* retired, verdicts */
SPOIL(ani_text, set_text(f, "group.body", "In a pharmacy, ask for ANI."))
SPOIL(ani_link, f->hosts[0] = "ask-ani.example.org.uk"; f->hub.page = ""; f->offers[C_STAFF].channel_count = 0;
      LINK(C_COURSE, "https://ask-ani.example.org.uk"))
SPOIL(fine, set_text(f, "rows.more", "That sounds as if you\u2019re fine."))
SPOIL(abuser, set_text(f, "samaritans.body", "Talk about your abuser."))
/* links and numbers */
SPOIL(http, LINK(C_COURSE, "http://example.org.uk"))
SPOIL(tel, LINK(C_ENGLAND, "tel:08082000247"); f->offers[C_ENGLAND].channels[1] = (struct channel){CHANNEL_PHONE, "0808 2000 247", ""};
      f->offers[C_ENGLAND].channel_count = 2)
SPOIL(unlisted, LINK(C_COURSE, "https://www.example.org.uk/page"))
SPOIL(user, LINK(C_COURSE, "https://me@example.org.uk/"))
SPOIL(port, LINK(C_COURSE, "https://example.org.uk:8080/"))
SPOIL(fragment, LINK(C_COURSE, "https://example.org.uk/#top"))
SPOIL(utm, LINK(C_COURSE, "https://example.org.uk/?page=2&utm_source=poster"))
SPOIL(fbclid, LINK(C_COURSE, "https://example.org.uk/?fbclid=x"))
SPOIL(query, f->offers[C_DEBT].safety = true; f->offers[C_DEBT].channel_count = 2;
      f->offers[C_DEBT].channels[1] = (struct channel){CHANNEL_WEB, "https://example.org.uk/?id=1", ""})
SPOIL(shortener, f->hosts[1] = "bit.ly"; LINK(C_COURSE, "https://bit.ly/abc"))
SPOIL(long_link, static char link[300] = "https://example.org.uk/"; memset(link + 23, 'a', 200); LINK(C_COURSE, link))
SPOIL(space, LINK(C_COURSE, "https://example.org.uk/a b"))
SPOIL(bad_host, f->hosts[1] = "WWW.gov.uk")
SPOIL(letters_number, f->offers[C_DEBT].channels[0].value = "0800 HELP")
SPOIL(short_number, f->offers[C_DEBT].channels[0].value = "0800 138")
SPOIL(dear_number, f->offers[C_DEBT].channels[0].value = "0901 234 5678")
SPOIL(email, f->offers[C_DEBT].channels[0] = (struct channel){CHANNEL_EMAIL, "help at example", ""})
SPOIL(hub_phone, f->hub.phone = "12 34")
SPOIL(hub_page, f->hub.page = "https://example.com")
SPOIL(no_hub_name, set_text(f, "hub.name", NULL))
/* texts */
SPOIL(no_name, set_text(f, "course.name", NULL))
SPOIL(no_body, set_text(f, "course.body", " \n"))
SPOIL(no_boundary, set_text(f, "rows.boundary", NULL))
SPOIL(no_more, set_text(f, "rows.more", NULL))
SPOIL(no_ask, set_text(f, "two.ask", NULL))
SPOIL(no_option, set_text(f, "two.first", NULL))
SPOIL(no_word, set_text(f, "ui.back", NULL))
SPOIL(no_venue, set_text(f, "venue.garden-room", NULL))
SPOIL(stray, set_text(f, "cuorse.small", "Free"))
SPOIL(stray_venue, set_text(f, "venue.attic", "Attic"))
SPOIL(bidi, set_text(f, "course.body", "Free \u202e of cost"))
SPOIL(zero_width, set_text(f, "course.body", "Fr\u200bee"))
SPOIL(control, set_text(f, "course.body", "Free\x01"))
SPOIL(typed_number, set_text(f, "course.body", "Ring 0800 138 1111 today."))
SPOIL(typed_link, set_text(f, "course.body", "See www.example.org.uk for more."))
SPOIL(no_risk_sentence, set_text(f, "ui.private", "Staff keep things private."))
SPOIL(child_private, set_text(f, "ui.child.tell.body", "They will listen. They must act if you are not safe."))
SPOIL(silent_word, set_text(f, "ui.lines.silent", "Can't speak? Call 999 and press 55 when asked."))
SPOIL(silent_gone, set_text(f, "ui.lines.silent", "It does not tell the police where you are when asked."))
SPOIL(silent_small, set_text(f, "emergency.small", "Call 999, then press 55."))
SPOIL(no_trace, set_text(f, "england-line.body", "The call does not show on your bill."))
SPOIL(no_trace_word, set_text(f, "ui.code.call-trace", "A call won\u2019t show on your bill."))
SPOIL(no_title, set_text(f, "men-line.title", NULL))
SPOIL(loud_title, set_text(f, "men-line.title", "Abuse line"))
SPOIL(safety_course, f->offers[C_COURSE].safety = true)
SPOIL(safety_words, f->offers[C_COURSE].kind = OFFER_PAGE; f->offers[C_COURSE].safety = true; set_text(f, "course.body", "Come as a couple."))
SPOIL(ani_word, set_text(f, "group.body", "Say \u2018ANI\u2019 there."))
SPOIL(codeword, set_text(f, "group.body", "There is a code word for the pharmacy."))
SPOIL(weak_boundary, set_text(f, "rows.boundary", "Tomorrow is a new day."))
SPOIL(line_ends, f->offers[C_WALES].valid_until = day_of(2025, 1, 1))
SPOIL(confidential, set_text(f, "team.body", "It is all confidential."))
SPOIL(long_sentence, set_text(f, "course.body",
			      "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
			      "eighteen nineteen twenty again."))
#define HARD "Organisers recommend regular weekly attendance. Understanding emotional communication improves cooperation."
SPOIL(hard_item, set_text(f, "course.body", HARD); set_text(f, "course.who", HARD))
SPOIL(long_safety, set_text(f, "fear.ask", "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen?"))
SPOIL(conflict_word, set_text(f, "group.body", "Help with parental conflict."); f->offers[C_GROUP].conflict = true)
SPOIL(co_parent, set_text(f, "group.body", "For co-parents."))
SPOIL(hard_word, set_text(f, "group.body", "A practitioner sits with you."))
SPOIL(exclaim, set_text(f, "group.body", "Come along!"))
SPOIL(shout, set_text(f, "group.body", "It is REALLY FREE for all."))
SPOIL(long_name, set_text(f, "course.name", "A name of a course that is far too long for one card"))
SPOIL(long_option, set_text(f, "two.first", "More often than I would like it to be"))
SPOIL(long_line, set_text(f, "rows.line", "All families have rows and that is how it has always been"))
/* reach */
SPOIL(other_nation, f->offers[C_COURSE].nations = NATION_BIT(NATION_WALES))
SPOIL(no_way, f->offers[C_COURSE].channel_count = 0)
SPOIL(no_topic, f->offers[C_DEBT].topics = 0)
SPOIL(no_dates, f->offers[C_EVENT].repeat_count = 0; set_text(f, "venue.garden-room", NULL))
SPOIL(staff_kind, f->offers[C_STAFF].audience = AUDIENCE_PARENTS)
SPOIL(joint_no_check, f->offers[C_GROUP].joint = true; f->hub.self_check = false)
/* dates */
SPOIL(ending, f->offers[C_COURSE].valid_until = day_of(2026, 12, 1))
SPOIL(ended, f->offers[C_COURSE].valid_until = day_of(2025, 8, 31))
SPOIL(over, f->offers[C_EVENT].repeats[0].until = day_of(2026, 10, 1))
SPOIL(overdue, f->offers[C_MEN].checked = day_of(2026, 6, 1))
SPOIL(never, f->offers[C_MEN].checked = 0)
SPOIL(doubt, f->offers[C_MEN].checked = 0; f->offers[C_MEN].doubt = "hours in August")
SPOIL(clock, f->hub.released = day_of(2027, 1, 1))
/* names in braces */
SPOIL(hour_gone, set_text(f, "ui.time.am", "in the morning"))
SPOIL(number_gone, set_text(f, "ui.places-left", "Some places left"))
SPOIL(hours_elsewhere, set_text(f, "ui.places-left", "{n} places left at {h24}"))
SPOIL(brace_of_nothing, set_text(f, "course.body", "It has {n} parts."))

#define ROW(name) #name, spoil_##name
static const struct spoil spoils[] = {
    {ROW(no_999), SEVERITY_ERROR, "S10", "base/pack.json", "offers", "the emergency number is missing"},
    {ROW(no_scotland), SEVERITY_ERROR, "S35", "base/pack.json", "offers", "Scotland has no domestic abuse line"},
    {ROW(scotland_for_staff), SEVERITY_ERROR, "S35", "base/pack.json", "offers", "Scotland has no domestic abuse line"},
    {ROW(no_own), SEVERITY_ERROR, "S4", "base/pack.json", "offers", "worried about how they act"},
    {ROW(no_111), SEVERITY_ERROR, "S6", "base/pack.json", "offers", "NHS 111"},
    {ROW(no_crisis), SEVERITY_ERROR, "S6", "base/pack.json", "offers", "Samaritans"},
    {ROW(no_child), SEVERITY_ERROR, "S11", "base/pack.json", "offers", "England has no line for children"},
    {ROW(alone_at_night), SEVERITY_ERROR, "S34", "base/pack.json", "men-line", "Wales has no 24-hour line"},
    {ROW(unprotected), SEVERITY_ERROR, "S37", "base/pack.json", "men-line", "add \"safety\": true"},
    {ROW(joint_safety), SEVERITY_ERROR, "S3", "base/pack.json", "men-line", "never \"joint\""},
    {ROW(mediation), SEVERITY_ERROR, "S3", "hub/pack.json", "team", "add \"joint\": true"},
    {ROW(couple), SEVERITY_ERROR, "S3", "hub/pack.json", "course", "\"as a couple\""},
    {ROW(arguing), SEVERITY_ERROR, "S3", "hub/pack.json", "course", "add \"conflict\": true"},
    {ROW(thirteen), SEVERITY_ERROR, "S12", "base/pack.json", "one", "there are 13 questions"},
    {ROW(no_fear), SEVERITY_ERROR, "S14", "base/pack.json", "questions", "\"construct\": \"fear\""},
    {ROW(no_own_question), SEVERITY_ERROR, "S4", "base/pack.json", "questions", "\"construct\": \"own\""},
    {ROW(block), SEVERITY_ERROR, "S13", "base/pack.json", "fear", "right after the safety question \"watch\""},
    {ROW(no_filler), SEVERITY_ERROR, "S11", "base/pack.json", "fear", "needs a \"filler\""},
    {ROW(unknown_filler), SEVERITY_ERROR, "S11", "base/pack.json", "fear", "\"filler-six\" is not known"},
    {ROW(filler_lead), SEVERITY_WARNING, "S17", "base/pack.json", "fear", "look different"},
    {ROW(no_urgent), SEVERITY_ERROR, "S6", "base/pack.json", "questions", "\"urgent\""},
    {ROW(safe_at_home), SEVERITY_ERROR, "S14", "base/text/en.json", "fear.ask", "\"safe at home\""},
    {ROW(partner), SEVERITY_WARNING, "S14", "base/text/en.json", "fear.ask", "someone close to you"},
    {ROW(one_answer), SEVERITY_ERROR, "S12", "base/pack.json", "one", "two answers"},
    {ROW(ani_text), SEVERITY_ERROR, "S36", "hub/text/en.json", "group.body", "4 November 2024"},
    {ROW(ani_link), SEVERITY_ERROR, "S36", "hub/pack.json", "course", "4 November 2024"},
    {ROW(fine), SEVERITY_ERROR, "S8", "base/text/en.json", "rows.more", "\"you\u2019re fine\""},
    {ROW(abuser), SEVERITY_ERROR, "S8", "base/text/en.json", "samaritans.body", "\"abuser\""},
    {ROW(http), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "must begin with https://"},
    {ROW(tel), SEVERITY_ERROR, "S29", "base/pack.json", "england-line", "call log"},
    {ROW(unlisted), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "not in the list \"hosts\""},
    {ROW(user), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "user part"},
    {ROW(port), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "no port"},
    {ROW(fragment), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "after #"},
    {ROW(utm), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "tracking"},
    {ROW(fbclid), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "tracking"},
    {ROW(query), SEVERITY_ERROR, "S28", "base/pack.json", "debt-line", "after the question mark"},
    {ROW(shortener), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "shorteners"},
    {ROW(long_link), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "too long"},
    {ROW(space), SEVERITY_ERROR, "S28", "hub/pack.json", "course", "no spaces"},
    {ROW(bad_host), SEVERITY_ERROR, "S28", "hub/pack.json", "", "small letters"},
    {ROW(letters_number), SEVERITY_ERROR, "number", "base/pack.json", "debt-line", "digits with single spaces"},
    {ROW(short_number), SEVERITY_ERROR, "number", "base/pack.json", "debt-line", "no UK number"},
    {ROW(dear_number), SEVERITY_ERROR, "number", "base/pack.json", "debt-line", "costs more"},
    {ROW(email), SEVERITY_ERROR, "email", "base/pack.json", "debt-line", "no e-mail address"},
    {ROW(hub_phone), SEVERITY_ERROR, "number", "hub/pack.json", "", "the hub's phone"},
    {ROW(hub_page), SEVERITY_ERROR, "S28", "hub/pack.json", "", "not in the list \"hosts\""},
    {ROW(no_hub_name), SEVERITY_WARNING, "text", "hub/pack.json", "", "\"hub.name\""},
    {ROW(no_name), SEVERITY_ERROR, "text", "hub/text/en.json", "course.name", "missing"},
    {ROW(no_body), SEVERITY_ERROR, "text", "hub/text/en.json", "course.body", "missing"},
    {ROW(no_boundary), SEVERITY_ERROR, "S21", "base/text/en.json", "rows.boundary", "no message stands without it"},
    {ROW(no_more), SEVERITY_ERROR, "text", "base/text/en.json", "rows.more", "missing"},
    {ROW(no_ask), SEVERITY_ERROR, "text", "base/text/en.json", "two.ask", "missing"},
    {ROW(no_option), SEVERITY_ERROR, "text", "base/text/en.json", "two.first", "missing"},
    {ROW(no_word), SEVERITY_WARNING, "text", "base/text/en.json", "ui.back", "1 of the program's own words"},
    {ROW(no_venue), SEVERITY_ERROR, "text", "hub/pack.json", "event", "\"venue.garden-room\""},
    {ROW(stray), SEVERITY_WARNING, "text", "text/en.json", "cuorse.small", "uses this text"},
    {ROW(stray_venue), SEVERITY_WARNING, "text", "text/en.json", "venue.attic", "uses this text"},
    {ROW(bidi), SEVERITY_ERROR, "letters", "hub/text/en.json", "course.body", "direction mark (U+202E)"},
    {ROW(zero_width), SEVERITY_ERROR, "letters", "hub/text/en.json", "course.body", "invisible"},
    {ROW(control), SEVERITY_ERROR, "letters", "hub/text/en.json", "course.body", "control character"},
    {ROW(typed_number), SEVERITY_WARNING, "number", "hub/text/en.json", "course.body", "typed into a text"},
    {ROW(typed_link), SEVERITY_ERROR, "S28", "hub/text/en.json", "course.body", "typed into a text"},
    {ROW(no_risk_sentence), SEVERITY_ERROR, "S45", "base/text/en.json", "ui.private", "serious risk"},
    {ROW(child_private), SEVERITY_ERROR, "S45", "base/text/en.json", "ui.child.tell.body", "private"},
    {ROW(silent_word), SEVERITY_ERROR, "S32", "base/text/en.json", "ui.lines.silent", "where you are"},
    {ROW(silent_gone), SEVERITY_ERROR, "S32", "base/text/en.json", "ui.lines.silent", "press 55"},
    {ROW(silent_small), SEVERITY_ERROR, "S32", "base/text/en.json", "emergency.small", "when asked"},
    {ROW(no_trace), SEVERITY_ERROR, "S31", "base/text/en.json", "england-line.body", "\"does not show\""},
    {ROW(no_trace_word), SEVERITY_ERROR, "S31", "base/text/en.json", "ui.code.call-trace", "nobody can promise"},
    {ROW(no_title), SEVERITY_ERROR, "S19", "base/text/en.json", "men-line.title", "missing"},
    {ROW(loud_title), SEVERITY_ERROR, "S19", "base/text/en.json", "men-line.title", "\"Abuse\""},
    {ROW(safety_course), SEVERITY_ERROR, "S3", "hub/pack.json", "course", "never a safety item"},
    {ROW(safety_words), SEVERITY_ERROR, "S3", "hub/pack.json", "course", "\"as a couple\""},
    {ROW(ani_word), SEVERITY_ERROR, "S36", "hub/text/en.json", "group.body", "4 November 2024"},
    {ROW(codeword), SEVERITY_ERROR, "S36", "hub/text/en.json", "group.body", "codeword in pharmacies"},
    {ROW(weak_boundary), SEVERITY_ERROR, "S21", "base/text/en.json", "rows.boundary", "names nothing"},
    {ROW(line_ends), SEVERITY_WARNING, "dates", "base/pack.json", "wales-line", "stays on the screen"},
    {ROW(confidential), SEVERITY_WARNING, "S45", "hub/text/en.json", "team.body", "confidential"},
    {ROW(long_sentence), SEVERITY_WARNING, "S44", "hub/text/en.json", "course.body", "21 words, at most 20"},
    {ROW(hard_item), SEVERITY_WARNING, "S44", "hub/text/en.json", "course.body", "(Flesch-Kincaid)"},
    {ROW(long_safety), SEVERITY_ERROR, "S44", "base/text/en.json", "fear.ask", "16 words"},
    {ROW(conflict_word), SEVERITY_ERROR, "S44", "hub/text/en.json", "group.body", "parental conflict"},
    {ROW(co_parent), SEVERITY_ERROR, "S44", "hub/text/en.json", "group.body", "\"co-parents\""},
    {ROW(hard_word), SEVERITY_WARNING, "S44", "hub/text/en.json", "group.body", "practitioner"},
    {ROW(exclaim), SEVERITY_WARNING, "S44", "hub/text/en.json", "group.body", "exclamation"},
    {ROW(shout), SEVERITY_WARNING, "S44", "hub/text/en.json", "group.body", "capitals"},
    {ROW(long_name), SEVERITY_ERROR, "length", "hub/text/en.json", "course.name", "37 fit"},
    {ROW(long_option), SEVERITY_ERROR, "length", "base/text/en.json", "two.first", "30 fit"},
    {ROW(long_line), SEVERITY_ERROR, "length", "base/text/en.json", "rows.line", "44 fit"},
    {ROW(other_nation), SEVERITY_WARNING, "reach", "hub/pack.json", "course", "nations"},
    {ROW(no_way), SEVERITY_WARNING, "reach", "hub/pack.json", "course", "channels"},
    {ROW(no_topic), SEVERITY_WARNING, "reach", "base/pack.json", "debt-line", "topics"},
    {ROW(no_dates), SEVERITY_WARNING, "reach", "hub/pack.json", "event", "sessions"},
    {ROW(staff_kind), SEVERITY_WARNING, "reach", "hub/pack.json", "sheet", "staff"},
    {ROW(joint_no_check), SEVERITY_WARNING, "reach", "hub/pack.json", "group", "self-check"},
    {ROW(ending), SEVERITY_WARNING, "dates", "hub/pack.json", "course", "2026-12-01, in 26 days"},
    {ROW(ended), SEVERITY_NOTE, "dates", "hub/pack.json", "course", "ended on 2025-08-31"},
    {ROW(over), SEVERITY_NOTE, "dates", "hub/pack.json", "event", "last meeting is over"},
    {ROW(overdue), SEVERITY_WARNING, "S33", "base/pack.json", "men-line", "67 days overdue"},
    {ROW(never), SEVERITY_ERROR, "S33", "base/pack.json", "men-line", "\"checked\" and \"checked_by\""},
    {ROW(doubt), SEVERITY_WARNING, "S33", "base/pack.json", "men-line", "in doubt: hours in August"},
    {ROW(hour_gone), SEVERITY_ERROR, "text", "base/text/en.json", "ui.time.am", "{h} is missing"},
    {ROW(number_gone), SEVERITY_ERROR, "text", "base/text/en.json", "ui.places-left", "{n} is missing"},
    {ROW(hours_elsewhere), SEVERITY_ERROR, "text", "base/text/en.json", "ui.places-left", "filled in for {h24}"},
    {ROW(brace_of_nothing), SEVERITY_ERROR, "text", "hub/text/en.json", "course.body", "filled in for {n}"},
    {ROW(clock), SEVERITY_WARNING, "dates", "hub/pack.json", "", "nothing about dates was checked"},
};

static void run(struct check_fixture *f)
{
	moment now = 0;
	assert_true(moment_parse("2026-11-05T12:00", &now));
	memset(&f->findings, 0, sizeof f->findings);
	check_hub(&f->hub, now, &f->findings);
}

static void print_all(const struct findings *findings)
{
	char line[800];
	for (int i = 0; i < findings->count; i++) {
		fault_print(&findings->list[i].fault, line, sizeof line);
		print_message("  %d %s %s\n", (int)findings->list[i].severity, findings->list[i].rule, line);
	}
}

static bool is_like(const struct finding *finding, const struct spoil *spoil)
{
	return finding->severity == spoil->severity && strcmp(finding->rule, spoil->rule) == 0 && strcmp(finding->fault.file, spoil->file) == 0 &&
	       strcmp(finding->fault.item, spoil->item) == 0 && strstr(finding->fault.says, spoil->says);
}

static void a_good_hub_has_no_finding(void **state)
{
	(void)state;
	struct check_fixture *f = check_fixture_make();
	run(f);
	print_all(&f->findings);
	assert_int_equal(f->findings.count, 0);
	free(f);
}

static void each_fault_is_found(void **state)
{
	(void)state;
	int missed = 0;
	for (size_t i = 0; i < sizeof spoils / sizeof spoils[0]; i++) {
		struct check_fixture *f = check_fixture_make();
		bool found = false;
		spoils[i].spoil(f);
		run(f);
		for (int j = 0; j < f->findings.count; j++)
			found = found || is_like(&f->findings.list[j], &spoils[i]);
		if (!found) {
			missed++;
			print_message("%s: not found among %d\n", spoils[i].name, f->findings.count);
			print_all(&f->findings);
		}
		free(f);
	}
	assert_int_equal(missed, 0);
}

/* What must not be said: the checker is only believed if it is right. */
static void set_all(struct check_fixture *f)
{
	f->offers[C_COURSE].conflict = true;
	set_text(f, "course.name", "COPE (Co-parenting Everyday)");
	set_text(f, "sheet.body", "Parental conflict: a practitioner guide for the intervention. Only staff read it.");
	set_text(f, "group.body", "On 3 November 2026, from 10:00 to 12.30. Ages 0 to 19.");
	set_text(f, "samaritans.body", "It is confidential. Text SHOUT or PANDAS.");
	set_text(f, "event.body", "Bring an animal mask, animation and a row of chairs.");
	set_text(f, "event.small", "Ani meets you at the chemist. Take bus 55.");
	f->offers[C_WALES].doubt = "";
	f->offers[C_GROUP].valid_until = day_of(2027, 1, 5);
	f->hub.self_check = false;
	f->hub.question_count = 0;
	for (int i = f->text_count - 1; i >= 0; i--) {
		struct text_owner owner = check_owner(&f->hub, f->texts[i].key);
		if (owner.use == TEXT_STRAY)
			set_text(f, f->texts[i].key, NULL);
	}
}

static void what_is_fine_is_not_named(void **state)
{
	(void)state;
	struct check_fixture *f = check_fixture_make();
	set_all(f);
	run(f);
	print_all(&f->findings);
	assert_int_equal(f->findings.errors + f->findings.warnings, 0);
	free(f);
}

static void second_language(struct check_fixture *f, bool draft, bool example)
{
	f->languages[1] = (struct language){.code = "ur", .rtl = true, .draft = draft, .name = "x", .count = 1, .texts = f->other};
	f->other[0] = (struct text){"ui.back", "Back"};
	f->hub.language_count = 2;
	f->hub.example = example;
}

static int count_of(const struct findings *findings, enum severity severity, const char *rule)
{
	int count = 0;
	for (int i = 0; i < findings->count; i++)
		count += findings->list[i].severity == severity && strcmp(findings->list[i].rule, rule) == 0;
	return count;
}

/* S38 */
static void a_language_needs_every_safety_text(void **state)
{
	(void)state;
	struct check_fixture *f = check_fixture_make();
	second_language(f, false, false);
	run(f);
	assert_int_equal(count_of(&f->findings, SEVERITY_ERROR, "S38"), 1);
	second_language(f, true, false);
	run(f);
	assert_int_equal(count_of(&f->findings, SEVERITY_ERROR, "S38"), 1);
	second_language(f, true, true);
	run(f);
	assert_int_equal(f->findings.errors, 0);
	assert_int_equal(count_of(&f->findings, SEVERITY_NOTE, "S38"), 1);
	free(f);
}

/* Persian and Urdu need the joiners; a translation may be longer. */
static void other_languages_have_other_letters(void **state)
{
	(void)state;
	struct check_fixture *f = check_fixture_make();
	second_language(f, true, true);
	f->other[0] =
	    (struct text){"event.name", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 "
					"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 12345678"};
	run(f);
	assert_int_equal(f->findings.errors + f->findings.warnings, 0);
	f->other[0].key = "course.name"; /* on a card, whose box is that of the English */
	run(f);
	assert_int_equal(count_of(&f->findings, SEVERITY_WARNING, "length"), 1);
	f->other[0] = (struct text){"course.name", "\u0645\u06cc\u202e"};
	run(f);
	assert_int_equal(count_of(&f->findings, SEVERITY_ERROR, "letters"), 1);
	free(f);
}

/* Of the names in braces only {h} may be another one, {h24}. */
static void names_in_braces_are_kept(void **state)
{
	static const struct {
		const char *key, *value;
		int errors;
	} rows[] = {{"ui.time.am", "{h24}", 0}, {"ui.time.night", "raat {h}", 0},        {"ui.time.pm", "{h12}", 1},
		    {"ui.time.pm", "13", 1},    {"ui.times", "{end} \u2190 {start}", 0}, {"ui.times", "{start}", 1},
		    {"ui.times", "{h24}", 1},   {"ui.page", "{n} {all} {N}", 1},         {"ui.page", "{n} of {all", 1},
		    {"course.body", "{h24}", 1}};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct check_fixture *f = check_fixture_make();
		second_language(f, true, true);
		f->other[0] = (struct text){rows[i].key, rows[i].value};
		run(f);
		if (f->findings.errors != rows[i].errors) {
			print_all(&f->findings);
			fail_msg("%s \"%s\": %d errors", rows[i].key, rows[i].value, f->findings.errors);
		}
		free(f);
	}
}

/* Lix where it means something, sentences in every language. */
static void other_languages_are_measured(void **state)
{
	static const struct {
		const char *code, *value;
		int warnings;
	} rows[] = {{"pl",
		     "Organizatorzy rekomenduj\u0105 regularne uczestnictwo wszystkich zainteresowanych. Komunikacja emocjonalna "
		     "usprawnia wsp\u00f3\u0142prac\u0119 rodzicielsk\u0105. Nieobecno\u015b\u0107 prosimy usprawiedliwia\u0107 "
		     "wcze\u015bniej. Rozmawiamy spokojnie, otwarcie. Zapraszamy wszystkich.",
		     2}, /* and its length */
		    {"pl", "Robimy to co dnia i to nam si\u0119 tu udaje.", 0},
		    {"ur",
		     "\u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 "
		     "\u06a9 \u06a9 \u06a9 \u06a9 \u06a9\u06d4 \u06a9 \u06a9\u061f",
		     0},
		    {"ur",
		     "\u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9 "
		     "\u06a9 \u06a9 \u06a9 \u06a9 \u06a9 \u06a9\u06d4",
		     1}};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct check_fixture *f = check_fixture_make();
		second_language(f, true, true);
		snprintf(f->languages[1].code, sizeof f->languages[1].code, "%s", rows[i].code);
		f->other[0] = (struct text){"course.body", rows[i].value};
		run(f);
		if (f->findings.warnings != rows[i].warnings) {
			print_all(&f->findings);
			fail_msg("%s: %d warnings", rows[i].value, f->findings.warnings);
		}
		free(f);
	}
}

/* What a translation says counts as much as what English says. */
static void other_languages_are_searched(void **state)
{
	static const struct {
		const char *code, *key, *value, *rule;
		enum severity severity;
	} rows[] = {{"pl", "team.body", "Mediacje dla rodzic\u00f3w.", "S3", SEVERITY_ERROR},
		    {"pt", "course.body", "Sobre as discuss\u00f5es em casa.", "S3", SEVERITY_ERROR},
		    {"uk", "course.body", "\u0406\u043d\u0442\u0435\u0440\u0432\u0435\u043d\u0446\u0456\u044f.", "S44", SEVERITY_ERROR},
		    {"ro", "course.body", "Pentru victime.", "S44", SEVERITY_WARNING}};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct check_fixture *f = check_fixture_make();
		second_language(f, true, true);
		snprintf(f->languages[1].code, sizeof f->languages[1].code, "%s", rows[i].code);
		f->other[0] = (struct text){rows[i].key, rows[i].value};
		run(f);
		assert_int_equal(count_of(&f->findings, rows[i].severity, rows[i].rule), 1);
		free(f);
	}
}

static void phrases_are_whole_words(void **state)
{
	(void)state;
	assert_non_null(phrase_in("You're fine.", "you're fine", NULL));
	assert_non_null(phrase_in("Well, YOU ARE   fine", "you are fine", NULL));
	assert_non_null(phrase_in("a co-parenting course", "co parent*", NULL));
	assert_non_null(phrase_in("Ask-for-ANI", "ask for ani", NULL));
	assert_null(phrase_in("you are finest", "you are fine", NULL));
	assert_null(phrase_in("ask for animals", "ask for ani", NULL));
	assert_null(phrase_in("thyou are fine", "you are fine", NULL));
	assert_null(phrase_in("", "fine", NULL));
	assert_non_null(phrase_in("\u0130le S\u0104SIAD", "sasiad", NULL));
	assert_non_null(phrase_in("\u0421\u0412\u0410\u0420\u041a\u0418.", "\u0441\u0432\u0430\u0440\u043a*", NULL));
	assert_non_null(phrase_in("\u0644\u0644\u0623\u0632\u0648\u0627\u062c\u060c", "*\u0627\u0632\u0648\u0627\u062c", NULL));
	assert_null(phrase_in("\u0644\u0644\u0623\u0632\u0648\u0627\u062c\u060c", "\u0627\u0632\u0648\u0627\u062c", NULL));
	assert_non_null(phrase_in("\u0632\u0648\u062c\u200c\u0647\u0627", "\u0632\u0648\u062c\u0647\u0627", NULL));
	assert_non_null(phrase_in("e\u0301te\u0301", "\u00e9te", NULL));
	assert_non_null(phrase_in("\u0a36\u0a3e", "\u0a38\u0a3c\u0a3e", NULL));
	assert_null(phrase_in("you are", "you are fine", NULL));
}

static void sentences_are_counted(void **state)
{
	(void)state;
	const char *start = "";
	int length = 0;
	assert_int_equal(longest_sentence("One two. Three four five? Six", &start, &length), 3);
	assert_int_equal(length, 15);
	assert_memory_equal(start, "Three four five", 15);
	assert_int_equal(longest_sentence("From 9.30 to gov.uk", &start, &length), 4);
	assert_int_equal(longest_sentence("You can't co-operate - can you", &start, &length), 5);
	assert_int_equal(longest_sentence("One\nTwo", &start, &length), 1);
	assert_int_equal(longest_sentence("", &start, &length), 0);
}

static void numbers_of_the_packs_are_good(void **state)
{
	(void)state;
	static const char *const good[] = {"999",           "111",           "116 123",      "0808 2000 247", "0808 80 10 800", "0800 1111",
					   "0800 0086 811", "0808 8020 133", "07860 077333", "01434 608030",  "0300 123 6600",  "101"};
	static const char *const bad[] = {
	    "", "12", "0808-2000-247", "+44 808 2000 247", " 999", "999 ", "0808  2000 247", "070 1234 5678", "0871 234 5678", "0418 111 1111"};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_string_equal(number_fault(good[i], false), "");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_string_not_equal(number_fault(bad[i], false), "");
	assert_string_equal(number_fault("85258", true), "");
	assert_string_not_equal(number_fault("85258", false), "");
}

/* Nothing in it: no pointer may be followed that is not there. */
static void an_empty_hub_is_said_to_be_empty(void **state)
{
	(void)state;
	struct check_fixture *f = check_fixture_make();
	f->hub = (struct hub){.self_check = true};
	run(f);
	assert_true(f->findings.errors > 10);
	free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_good_hub_has_no_finding),
	    cmocka_unit_test(each_fault_is_found),
	    cmocka_unit_test(what_is_fine_is_not_named),
	    cmocka_unit_test(a_language_needs_every_safety_text),
	    cmocka_unit_test(other_languages_have_other_letters),
	    cmocka_unit_test(names_in_braces_are_kept),
	    cmocka_unit_test(other_languages_are_measured),
	    cmocka_unit_test(other_languages_are_searched),
	    cmocka_unit_test(phrases_are_whole_words),
	    cmocka_unit_test(sentences_are_counted),
	    cmocka_unit_test(numbers_of_the_packs_are_good),
	    cmocka_unit_test(an_empty_hub_is_said_to_be_empty),
	};
	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
