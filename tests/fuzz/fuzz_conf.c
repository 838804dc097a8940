/* kiosk.conf: whatever stands in it, the settings are within their limits. */
#include "core/settings.h"
#include "fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct settings settings;
	static struct findings findings;

	memset(&findings, 0, sizeof findings);
	settings_defaults(&settings);
	put_file("kiosk.conf", data, size);
	if (!settings_read("kiosk.conf", &settings, &findings)) {
		must(findings.errors > 0, "what cannot be read is told");
		return 0;
	}
	must(settings.packs.count >= 0 && settings.packs.count <= PACK_LAYERS_MAX, "no more packs than may be");
	must(settings.rotate % 90 == 0 && settings.rotate >= 0 && settings.rotate < 360, "a quarter turn");
	must(settings.width_px >= 0 && settings.height_px >= 0 && settings.width_mm >= 0 && settings.height_mm >= 0, "no size below nothing");
	must(settings.speech.key_count >= 0 && settings.speech.key_count <= KEYS_MAX, "no more keys than may be");
	must(findings.count >= 0 && findings.count <= FINDINGS_MAX, "no more findings than are kept");
	return 0;
}
