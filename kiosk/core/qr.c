#include "core/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

enum { QR_VERSION_MAX = 10, QR_BYTES_MAX = 213 }; /* ISO/IEC 18004: bytes that version 10 holds at level M */

/* The code at a level, in the smallest version of at least `version`; NULL on failure. */
static QRcode *encode(const char *text, size_t length, int version, QRecLevel level)
{
	return QRcode_encodeData((int)length, (const unsigned char *)text, version, level);
}

/* Puts a higher level in the place of `code` when the version stays the same. */
static QRcode *strengthen(QRcode *code, const char *text, size_t length, char *level)
{
	static const struct {
		QRecLevel level;
		char name;
	} higher[] = {{QR_ECLEVEL_H, 'H'}, {QR_ECLEVEL_Q, 'Q'}};

	for (size_t i = 0; i < sizeof higher / sizeof *higher; i++) {
		QRcode *better = encode(text, length, code->version, higher[i].level);

		/* The library takes a larger version by itself when the text does not fit. */
		if (better && better->version == code->version) {
			QRcode_free(code);
			*level = higher[i].name;
			return better;
		}
		QRcode_free(better);
	}
	return code;
}

static void copy_modules(const QRcode *code, struct qr *qr)
{
	int count = code->width * code->width;

	for (int i = 0; i < count; i++)
		if (code->data[i] & 1)
			qr->dark[i / 8] |= (uint8_t)(1U << (i % 8));
	qr->side = (uint8_t)code->width;
}

bool qr_make(const char *text, struct qr *qr, struct fault *fault)
{
	size_t length = strlen(text);
	struct qr made = {.level = 'M'};
	char level = 'M';
	QRcode *code;

	if (length == 0)
		return fault_set(fault, "there is no address to make a code of");
	if (length > QR_BYTES_MAX)
		return fault_set(fault, "this address has %zu bytes and a code holds %d; use a shorter one", length, QR_BYTES_MAX);
	code = encode(text, length, 0, QR_ECLEVEL_M);
	if (!code)
		return fault_set(fault, "cannot make a code: %s", strerror(errno));
	code = strengthen(code, text, length, &level);
	if (code->version > QR_VERSION_MAX) {
		QRcode_free(code);
		return fault_set(fault, "this address does not fit a code; use a shorter one");
	}
	copy_modules(code, &made);
	made.level = (uint8_t)level;
	QRcode_free(code);
	*qr = made;
	return true;
}
