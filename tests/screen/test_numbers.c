/* Which stretches of a right-to-left text keep the order of numbers. */
#include "paragraph_fixture.h"

#include "screen/numbers.h"

#define FON "\u0641\u0648\u0646"

/* The text with each number in square brackets, or curly ones with an override. */
static void expect(const char *text, const char *marked)
{
	uint32_t code[400];
	char out[1600] = "";
	int count = 0, from = 0;
	for (const char *at = text; *at;)
		at += utf8_next(at, strlen(at), &code[count++]);
	struct number number;
	size_t byte = 0;
	for (int i = 0; i <= count; i++) {
		bool found = numbers_next(code, count, from, &number);
		if (found && number.from == i) {
			size_t bytes = 0;
			for (int k = number.from; k < number.to; k++)
				bytes += (size_t)utf8_next(text + byte + bytes, strlen(text + byte + bytes), NULL);
			snprintf(out + strlen(out), sizeof out - strlen(out), number.override ? "{%.*s}" : "[%.*s]", (int)bytes, text + byte);
			byte += bytes;
			from = number.to;
			i = number.to - 1;
		} else if (i < count) {
			int bytes = utf8_next(text + byte, strlen(text + byte), NULL);
			snprintf(out + strlen(out), sizeof out - strlen(out), "%.*s", bytes, text + byte);
			byte += (size_t)bytes;
		}
	}
	assert_string_equal(out, marked);
}

static void test_telephone_numbers(void **state)
{
	(void)state;
	expect("0808 2000 247", "[0808 2000 247]");
	expect(FON " 116\u00A0\x31\x32\x33, " FON, FON " [116\u00A0\x31\x32\x33], " FON);
	expect("(01632) 960123", "[(01632) 960123]");
	expect("(0808 2000 247)", "([0808 2000 247])");
	expect("+44 (0)1632 960-123.", "[+44 (0)1632 960-123].");
	expect("0808-2000-247", "[0808-2000-247]");
	expect("\u06F0\u06F8\u06F0\u06F8 \u06F2\u06F0\u06F0\u06F0", "[\u06F0\u06F8\u06F0\u06F8 \u06F2\u06F0\u06F0\u06F0]");
	expect("\u0660\u0668\u0660\u0668 \u0662\u0660\u0660\u0660", "{\u0660\u0668\u0660\u0668 \u0662\u0660\u0660\u0660}");
}

static void test_plain_numbers_and_ranges_run_with_the_text(void **state)
{
	(void)state;
	expect("999 " FON " 55", "999 " FON " 55");
	expect("2025-2030 5\u20138 3, 4", "2025-2030 5\u20138 3, 4");
	expect("NHS 111", "NHS 111");
	expect("5 10", "5 10");
	expect("", "");
	expect("1 " FON " 2", "1 " FON " 2");
}

static void test_signs_times_and_addresses(void **state)
{
	(void)state;
	expect("\u00A320 +44 #7 \u20AC"
	       "1,50",
	       "[\u00A320] [+44] [#7] [\u20AC"
	       "1,50]");
	expect("24/7 3am 9:30 A4", "[24/7] [3am] [9:30] [A4]");
	expect("www.example.org/help/ " FON, "[www.example.org/help/] " FON);
	expect("https://a.example/x?y=1.", "[https://a.example/x?y=1].");
	expect("hub@example.org", "[hub@example.org]");
	expect("Family Hub.", "Family Hub.");
	expect("LGBT+ 18+ " FON, "[LGBT+] [18+] " FON);
	expect("low-income", "[low-income]");
}

static void test_what_is_isolated_stays(void **state)
{
	(void)state;
	expect(LRI "0808 2000" PDI " 0808 2000", LRI "0808 2000" PDI " [0808 2000]");
	expect("\u2067" FON " 0808 2000" PDI, "\u2067" FON " [0808 2000]" PDI);
	expect("\u2067" LRI "0808 2000" PDI "0808 2000" PDI, "\u2067" LRI "0808 2000" PDI "[0808 2000]" PDI);
	expect(LRI "\n0808 2000", LRI "\n[0808 2000]");
}

/* What is seen, its hard blanks plain. */
static const char *seen_plain(void)
{
	static char out[8192];
	size_t used = 0;
	for (const char *at = seen(); *at; at++) {
		bool hard = strncmp(at, "\u00A0", 2) == 0;
		out[used++] = hard ? ' ' : *at;
		at += hard;
	}
	out[used] = 0;
	return out;
}

static void expect_seen(const char *text, const char *part)
{
	struct paragraph paragraph = urdu(text, 900);
	assert_true(draw(&paragraph).fits);
	if (!strstr(seen_plain(), part))
		fail_msg("%s shows no %s", seen_plain(), part);
}

static void test_stays_on_one_line(void **state)
{
	(void)state;
	struct paragraph paragraph = urdu(FON " " FON " 0808 2000 247", 170);
	assert_int_equal(draw(&paragraph).lines, 2);
	assert_non_null(strstr(seen_plain(), "|0808 2000 247"));
}

static void test_pack_texts_read_in_order(void **state)
{
	(void)state;
	expect_seen(FON " 0808 2000 247 " FON, "0808 2000 247");
	expect_seen(FON " +44 1632 960123", "+44 1632 960123");
	expect_seen(FON " \u00A3"
			"20 " FON,
		    "\u00A3"
		    "20");
	expect_seen(FON " www.example.org/help/ " FON, "www.example.org/help/");
	expect_seen(FON " \u0660\u0668\u0660\u0668 \u0662\u0660\u0660\u0660 " FON, "\u0660\u0668\u0660\u0668 \u0662\u0660\u0660\u0660");
	expect_seen("NHS 111\u060C " FON " 2 " FON, "NHS 111");
}

static void test_no_room_is_said(void **state)
{
	(void)state;
	static char text[PARAGRAPH_CODES + 1];
	memset(text, ' ', PARAGRAPH_CODES);
	memcpy(text, "0808 2000", 9);
	struct paragraph paragraph = urdu(text, 9000);
	assert_false(draw(&paragraph).fits);
	text[PARAGRAPH_CODES - 2] = 0;
	assert_true(draw(&paragraph).fits);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_telephone_numbers),         cmocka_unit_test(test_plain_numbers_and_ranges_run_with_the_text),
	    cmocka_unit_test(test_signs_times_and_addresses), cmocka_unit_test(test_what_is_isolated_stays),
	    cmocka_unit_test(test_pack_texts_read_in_order),  cmocka_unit_test(test_stays_on_one_line),
	    cmocka_unit_test(test_no_room_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
