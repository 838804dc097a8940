#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <stdio.h>
#include <unistd.h>

#include "core/qr.h"

/* ISO/IEC 18004:2015 table 7: bytes that versions 1 to 10 hold at M, Q and H. */
static const int holds[10][3] = {
    {14, 11, 7},   {26, 20, 14},  {42, 32, 24},   {62, 46, 34},   {84, 60, 44},
    {106, 74, 58}, {122, 86, 64}, {152, 108, 84}, {180, 130, 98}, {213, 151, 119},
};

static void fill(char *text, int length)
{
	static const char start[] = "https://";

	for (int i = 0; i < length; i++)
		text[i] = i < 8 ? start[i] : (char)('a' + i * 7 % 26);
	text[length] = '\0';
}

/* The level that the code itself says: the two first bits of the format beside
 * the upper left corner, without their mask of 10. */
static char written_level(const struct qr *qr)
{
	static const char names[] = {'M', 'L', 'H', 'Q'};
	int bits = (qr_dark(qr, 0, 8) << 1 | qr_dark(qr, 1, 8)) ^ 2;

	return names[bits];
}

static void test_version_and_level_of_every_length(void **state)
{
	char text[256];

	(void)state;
	for (int length = 1; length <= 213; length++) {
		struct qr qr = {0};
		int version = 0;
		char level;

		while (length > holds[version][0])
			version++;
		level = length <= holds[version][2] ? 'H' : length <= holds[version][1] ? 'Q' : 'M';
		fill(text, length);
		assert_true(qr_make(text, &qr, NULL));
		assert_int_equal(qr.side, 21 + 4 * version);
		assert_int_equal(qr.level, level);
		assert_int_equal(written_level(&qr), level);
	}
}

static void test_finders(void **state)
{
	static const char *const finder[] = {"#######.", "#.....#.", "#.###.#.", "#.###.#.", "#.###.#.", "#.....#.", "#######.", "........"};
	struct qr qr;

	(void)state;
	assert_true(qr_make("https://samaritans.org", &qr, NULL));
	for (int y = 0; y < 8; y++)
		for (int x = 0; x < 8; x++) {
			assert_int_equal(qr_dark(&qr, x, y), finder[y][x] == '#');
			assert_int_equal(qr_dark(&qr, qr.side - 1 - x, y), finder[y][x] == '#');
			assert_int_equal(qr_dark(&qr, x, qr.side - 1 - y), finder[y][x] == '#');
		}
}

static void test_refused(void **state)
{
	struct qr qr, before;
	struct fault fault;
	char text[2048];

	(void)state;
	memset(&qr, 0x55, sizeof qr);
	before = qr;
	assert_false(qr_make("", &qr, &fault));
	assert_non_null(strstr(fault.says, "no address"));
	fill(text, 214);
	assert_false(qr_make(text, &qr, &fault));
	assert_non_null(strstr(fault.says, "214 bytes and a code holds 213"));
	fill(text, 2047);
	assert_false(qr_make(text, &qr, &fault));
	assert_memory_equal(&qr, &before, sizeof qr);
}

static void test_same_every_time(void **state)
{
	struct qr a, b;

	(void)state;
	memset(&a, 0, sizeof a);
	memset(&b, 0xFF, sizeof b);
	assert_true(qr_make("https://www.northumberland.gov.uk/healthyrelationships.aspx", &a, NULL));
	assert_true(qr_make("https://www.northumberland.gov.uk/healthyrelationships.aspx", &b, NULL));
	assert_memory_equal(&a, &b, sizeof a);
}

/* Writes the code as a picture with a quiet zone of 4 modules, 4 pixels each. */
static void write_picture(const struct qr *qr, const char *path)
{
	FILE *file = fopen(path, "w");
	int side = (qr->side + 8) * 4;

	assert_non_null(file);
	fprintf(file, "P1\n%d %d\n", side, side);
	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++) {
			int mx = x / 4 - 4, my = y / 4 - 4;
			bool inside = mx >= 0 && my >= 0 && mx < qr->side && my < qr->side;

			fprintf(file, "%d\n", inside && qr_dark(qr, mx, my));
		}
	fclose(file);
}

static void read_back(const char *text)
{
	char path[] = "/tmp/signpost-qr-XXXXXX", command[128], found[400] = "";
	struct qr qr;
	FILE *reader;

	close(mkstemp(path));
	assert_true(qr_make(text, &qr, NULL));
	write_picture(&qr, path);
	snprintf(command, sizeof command, "zbarimg -q --raw --nodbus %s", path);
	reader = popen(command, "r");
	assert_non_null(reader);
	assert_non_null(fgets(found, sizeof found, reader));
	pclose(reader);
	unlink(path);
	found[strcspn(found, "\n")] = '\0';
	assert_string_equal(found, text);
}

static void test_a_reader_gets_exactly_the_address(void **state)
{
	char text[256];

	(void)state;
	if (access("/usr/bin/zbarimg", X_OK) != 0) {
		print_message("no zbarimg here\n");
		skip();
	}
	read_back("https://samaritans.org");
	read_back("https://www.northumberland.gov.uk/healthyrelationships.aspx");
	read_back("HTTPS://EXAMPLE.ORG/A%20B?ID=0123456789");
	for (int length = 9; length <= 213; length += 17) {
		fill(text, length);
		read_back(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_version_and_level_of_every_length),
	    cmocka_unit_test(test_finders),
	    cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_same_every_time),
	    cmocka_unit_test(test_a_reader_gets_exactly_the_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
