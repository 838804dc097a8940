#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/problem.h"
#include "net/source.h"
#include "net_folder.h"
#include "tiny_server.h"

#define OK_ANSWER(etag, body) "HTTP/1.1 200 OK\r\nETag: " etag "\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" body
#define PLAIN_ANSWER(status) "HTTP/1.1 " status "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

static struct source source;
static struct web *web;
static struct trust_problem problem;
static struct source_answer answer;

static int start(void **state)
{
	struct web_options options;

	web_defaults(&options);
	options.connect_s = options.slow_s = 2;
	options.transfer_s = 5;
	web = web_open(&options, NULL);
	source_init(&source, web);
	return web ? net_folder_make(state) : -1;
}

static int stop(void **state)
{
	web_close(web);
	return net_folder_drop(state);
}

static void add(const char *place)
{
	struct fault fault;

	if (!source_add(&source, place, &fault))
		fail_msg("%s: %s", place, fault.says);
}

static enum source_got get(enum trust_kind kind, const char *name, const struct source_tag *tag)
{
	const struct source_wish wish = {kind, name, 1000, tag};

	memset(&problem, 0, sizeof problem);
	return source_get_if(&source, &wish, &answer, &problem);
}

static void got(const char *name, const char *text, const char *place)
{
	if (get(TRUST_METADATA, name, NULL) != SOURCE_GOT)
		fail_msg("%s: %s", name, problem.fault.says);
	assert_string_equal(answer.bytes.bytes, text);
	assert_string_equal(answer.tag.place, place);
	assert_string_equal(source_place(&source), place);
	free(answer.bytes.bytes);
}

/* Nothing, with that class. */
static void not_got(const char *name, enum source_got how, enum failure failure)
{
	enum source_got is = get(TRUST_METADATA, name, NULL);

	if (is != how || problem.failure != failure)
		fail_msg("%s: %d %s: %s", name, (int)is, failure_name(problem.failure), problem.fault.says);
	assert_true(problem.fault.says[0]);
}

static void test_next_base_on_failure_and_the_last_first(void **state)
{
	(void)state;
	net_write("b/metadata/timestamp.json", "b");
	net_write("b/metadata/2.root.json", "root");
	add("http://127.0.0.1:1");
	add(net_path("a//"));
	add(net_path("b"));
	got("timestamp.json", "b", net_path("b"));
	assert_true(source.bases[0].down && source.bases[1].down && !source.bases[2].down);
	net_write("a/metadata/timestamp.json", "a");
	got("timestamp.json", "b", net_path("b"));
	unlink(net_path("b/metadata/timestamp.json"));
	got("timestamp.json", "a", net_path("a"));
	got("2.root.json", "root", net_path("b"));
	source_prefer(&source, net_path("a"));
	got("timestamp.json", "a", net_path("a"));
	source_prefer(&source, "https://nowhere.example");
	assert_string_equal(source_place(&source), net_path("a"));
}

static void test_the_most_telling_failure(void **state)
{
	struct tiny tiny = {.path = {"/metadata/timestamp.json", "/metadata/1.snapshot.json"},
			    .answer = {"HTTP/1.1 302 Found\r\nLocation: https://portal.example/login?session=hush\r\nConnection: close\r\n\r\n",
				       "HTTP/1.1 503 Busy\r\nRetry-After: 77\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"}};
	char base[64];

	(void)state;
	tiny_start(&tiny, base, sizeof base);
	add(net_path("no-stick"));
	not_got("timestamp.json", SOURCE_NOT_GOT, FAILURE_NO_STICK);
	add("http://127.0.0.1:1");
	not_got("timestamp.json", SOURCE_NOT_GOT, FAILURE_OFFLINE);
	add(base);
	not_got("timestamp.json", SOURCE_NOT_GOT, FAILURE_INTERCEPTED);
	assert_non_null(strstr(problem.fault.says, "https://portal.example,"));
	assert_null(strstr(problem.fault.says, "hush"));
	not_got("1.snapshot.json", SOURCE_NOT_GOT, FAILURE_BUSY);
	assert_int_equal(source.retry_after_s, 77);
	assert_int_equal(source.bases[2].retry_after_s, 77);
	assert_int_equal(source.bases[1].retry_after_s, 0);
	not_got("1.targets.json", SOURCE_ABSENT, FAILURE_MISSING);
	tiny_stop(&tiny);
}

static void test_a_root_is_absent_in_three_ways(void **state)
{
	struct tiny tiny = {
	    .path = {"/metadata/2.root.json", "/metadata/3.root.json", "/metadata/timestamp.json", "/metadata/4.root.json", "/targets/2.root.json"},
	    .answer = {PLAIN_ANSWER("403 Forbidden"), PLAIN_ANSWER("401 Who"), PLAIN_ANSWER("403 Forbidden"), PLAIN_ANSWER("500 Broken"),
		       PLAIN_ANSWER("403 Forbidden")}};
	char base[64];

	(void)state;
	tiny_start(&tiny, base, sizeof base);
	add(base);
	assert_int_equal(get(TRUST_METADATA, "2.root.json", NULL), SOURCE_ABSENT);
	assert_int_equal(get(TRUST_METADATA, "3.root.json", NULL), SOURCE_ABSENT);
	assert_int_equal(get(TRUST_METADATA, "5.root.json", NULL), SOURCE_ABSENT);
	not_got("timestamp.json", SOURCE_NOT_GOT, FAILURE_DENIED);
	not_got("4.root.json", SOURCE_NOT_GOT, FAILURE_SERVER);
	assert_int_equal(get(TRUST_TARGET, "2.root.json", NULL), SOURCE_NOT_GOT);
	/* Another base has it: a server that lets nobody in does not end the chain. */
	net_write("b/metadata/2.root.json", "root");
	add(net_path("b"));
	got("2.root.json", "root", net_path("b"));
	tiny_stop(&tiny);
}

static void test_a_dead_base_is_not_waited_for_at_roots(void **state)
{
	struct tiny tiny = {.path = {"/metadata/2.root.json"}, .answer = {OK_ANSWER("\"a\"", "late")}};
	char base[64];

	(void)state;
	tiny_start(&tiny, base, sizeof base);
	add(base);
	add(net_path("b"));
	net_write("b/metadata/timestamp.json", "b");
	source.bases[0].down = true; /* as after a failure */
	got("timestamp.json", "b", net_path("b"));
	assert_int_equal(get(TRUST_METADATA, "2.root.json", NULL), SOURCE_ABSENT);
	assert_int_equal(problem.failure, FAILURE_MISSING);
	assert_int_equal(tiny.asked, 0);
	/* For what must be there it is asked at last, and then it lives. */
	unlink(net_path("b/metadata/timestamp.json"));
	not_got("timestamp.json", SOURCE_ABSENT, FAILURE_MISSING);
	assert_int_equal(tiny.asked, 1);
	assert_false(source.bases[0].down);
	tiny_stop(&tiny);
}

static void test_an_etag_counts_at_its_base_only(void **state)
{
	struct tiny tiny = {.path = {"/metadata/timestamp.json"}, .answer = {OK_ANSWER("\"abc\"", "{}")}};
	struct source_tag tag;
	char base[64];

	(void)state;
	tiny_start(&tiny, base, sizeof base);
	add(base);
	got("timestamp.json", "{}", base);
	assert_null(strstr(tiny.last, "If-None-Match"));
	tag = answer.tag;
	assert_string_equal(tag.etag, "\"abc\"");
	tiny.answer[0] = "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n";
	assert_int_equal(get(TRUST_METADATA, "timestamp.json", &tag), SOURCE_SAME);
	assert_non_null(strstr(tiny.last, "If-None-Match: \"abc\"\r\n"));
	assert_string_equal(answer.tag.etag, "\"abc\"");
	not_got("timestamp.json", SOURCE_NOT_GOT, FAILURE_SERVER); /* 304 and nothing was asked */
	tiny.answer[0] = OK_ANSWER("\"new\"", "{1}");
	snprintf(tag.place, sizeof tag.place, "https://other.example");
	assert_int_equal(get(TRUST_METADATA, "timestamp.json", &tag), SOURCE_GOT);
	assert_null(strstr(tiny.last, "If-None-Match"));
	free(answer.bytes.bytes);
	tag = answer.tag;
	assert_int_equal(get(TRUST_METADATA, "timestamp.json", &tag), SOURCE_GOT);
	free(answer.bytes.bytes);
	/* One that would be two header lines is not sent. */
	snprintf(tag.etag, sizeof tag.etag, "\"x\"\r\nHost: evil");
	assert_int_equal(get(TRUST_METADATA, "timestamp.json", &tag), SOURCE_GOT);
	assert_null(strstr(tiny.last, "evil"));
	free(answer.bytes.bytes);
	tiny_stop(&tiny);
}

/* What the hook was told last. */
static struct {
	int count;
	enum trust_kind kind;
	char name[64];
	char text[64];
	bool refuse;
} told;

static bool receive(void *context, enum trust_kind kind, const char *name, const struct trust_bytes *bytes, struct trust_problem *refusal)
{
	assert_ptr_equal(context, &told);
	told.count++;
	told.kind = kind;
	snprintf(told.name, sizeof told.name, "%s", name);
	snprintf(told.text, sizeof told.text, "%s", bytes->bytes);
	return !told.refuse || problem_set(refusal, FAILURE_DISK, "the disk is full");
}

static void test_received_bytes_are_told(void **state)
{
	struct trust_source trust_source = source_for_trust(&source);
	struct trust_bytes bytes = {NULL, 0};

	(void)state;
	source.received = receive;
	source.received_context = &told;
	net_write("b/targets/packs/x/1.pack.json", "pack");
	add(net_path("b"));
	assert_int_equal(trust_source.get(trust_source.context, &(struct trust_request){TRUST_TARGET, "packs/x/1.pack.json", 100}, &bytes, &problem),
			 TRUST_GOT);
	assert_string_equal(bytes.bytes, "pack");
	free(bytes.bytes);
	assert_int_equal(told.count, 1);
	assert_int_equal(told.kind, TRUST_TARGET);
	assert_string_equal(told.name, "packs/x/1.pack.json");
	assert_string_equal(told.text, "pack");
	assert_int_equal(trust_source.get(trust_source.context, &(struct trust_request){TRUST_METADATA, "2.root.json", 100}, &bytes, &problem),
			 TRUST_ABSENT);
	assert_int_equal(told.count, 1);
	told.refuse = true;
	assert_int_equal(trust_source.get(trust_source.context, &(struct trust_request){TRUST_TARGET, "packs/x/1.pack.json", 100}, &bytes, &problem),
			 TRUST_NOT_GOT);
	assert_int_equal(problem.failure, FAILURE_DISK);
	assert_int_equal(trust_source.get(trust_source.context, &(struct trust_request){TRUST_TARGET, "packs/x/1.pack.json", 3}, &bytes, &problem),
			 TRUST_NOT_GOT);
	assert_int_equal(problem.failure, FAILURE_TOO_BIG);
	assert_int_equal(told.count, 2);
}

static void test_a_base_that_lies_is_passed_over(void **state)
{
	(void)state;
	net_write("a/metadata/timestamp.json", "a");
	net_write("b/metadata/timestamp.json", "b");
	add(net_path("a"));
	add(net_path("b"));
	got("timestamp.json", "a", net_path("a"));
	assert_true(source_pass_over(&source));
	got("timestamp.json", "b", net_path("b"));
	assert_false(source_pass_over(&source));
	not_got("timestamp.json", SOURCE_NOT_GOT, FAILURE_SETTINGS);
}

static void test_names_and_bases(void **state)
{
	static const char *const bad[] = {"", "/x", "../x", "x/../y", "x//y", "x/", "x?y", "x y", "x\n", ".", "x/./y", "\xC3\xA9"};
	struct fault fault;
	char large[SOURCE_NAME_MAX + 1];

	(void)state;
	not_got("timestamp.json", SOURCE_NOT_GOT, FAILURE_SETTINGS);
	assert_string_equal(source_place(&source), "");
	add("/");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		not_got(bad[i], SOURCE_NOT_GOT, FAILURE_FORMAT);
	memset(large, 'x', sizeof large - 1);
	large[SOURCE_NAME_MAX] = '\0';
	not_got(large, SOURCE_NOT_GOT, FAILURE_FORMAT);
	assert_false(source_add(&source, "stick/signpost", &fault));
	assert_false(source_add(&source, "http://content.example.org", &fault));
	assert_int_equal(source.count, 1);
	for (int i = 1; i < SOURCE_BASES_MAX; i++)
		add("/x");
	assert_false(source_add(&source, "/x", &fault));
	source_init(&source, NULL);
	add("https://content.example.org");
	not_got("timestamp.json", SOURCE_NOT_GOT, FAILURE_OFFLINE);
}

static void test_one_base_alone(void **state)
{
	const struct source_wish wish = {TRUST_METADATA, "timestamp.json", 100, NULL};

	(void)state;
	net_write("b/metadata/timestamp.json", "b");
	add(net_path("a"));
	add(net_path("b"));
	assert_int_equal(source_get_from(&source, 0, &wish, &answer, &problem), SOURCE_NOT_GOT);
	assert_int_equal(problem.failure, FAILURE_NO_STICK);
	assert_int_equal(source_get_from(&source, 1, &wish, &answer, &problem), SOURCE_GOT);
	free(answer.bytes.bytes);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_next_base_on_failure_and_the_last_first),
	    TEST(test_the_most_telling_failure),
	    TEST(test_a_root_is_absent_in_three_ways),
	    TEST(test_a_dead_base_is_not_waited_for_at_roots),
	    TEST(test_an_etag_counts_at_its_base_only),
	    TEST(test_received_bytes_are_told),
	    TEST(test_a_base_that_lies_is_passed_over),
	    TEST(test_names_and_bases),
	    TEST(test_one_base_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
