/* Words for rows. A course or group that has one is marked conflict (S3). */
#include "core/phrases.h"

#include <stddef.h>

/* English */
static const char *const conflict_en[] = {"argu*", "conflict*", "rows", "rowing", "disagree*", "fall out", "falling out", NULL};
/* Welsh, with the mutations of its first letters */
static const char *const conflict_cy[] = {"ffrae*",    "cweryl*",  "gweryl*", "chweryl*",  "dadl*", "ddadl*",
					  "gwrthdaro", "wrthdaro", "anghyd*", "anghytun*", NULL};
/* Polish */
static const char *const conflict_pl[] = {"kłótni*", "kłóci*", "kłócą", "sprzecz*", "konflikt*", "awantur*", "nieporozumie*", NULL};
/* Romanian */
static const char *const conflict_ro[] = {"cearta", "certei", "certuri*", "certăm", "certați", "certat*", "conflict*", "neînțeleger*", NULL};
/* Ukrainian */
static const char *const conflict_uk[] = {"сварк*", "сварок", "сварц*", "сварит*", "сваримо*", "конфлікт*", "супереч*", "незгод*", NULL};
/* Urdu */
static const char *const conflict_ur[] = {"جھگڑ*", "لڑائی*", "تنازع*", "ان بن", "تکرار*", NULL};
/* Arabic, which joins articles and prepositions to the front */
static const char *const conflict_ar[] = {"*خلاف*", "*شجار*", "*مشاجر*", "*جدال*", "*نزاع*", "*تشاجر*", NULL};
/* Persian */
static const char *const conflict_fa[] = {"دعوا*", "مشاجره*", "بگومگو*", "جروبحث*", "جر و بحث*", "اختلاف*", "کشمکش*", NULL};
/* Panjabi */
static const char *const conflict_pa[] = {"ਝਗੜ*", "ਲੜਾਈ*", "ਕਲੇਸ਼*", "ਤਕਰਾਰ*", "ਟਕਰਾਅ*", NULL};
/* Bengali */
static const char *const conflict_bn[] = {"ঝগড়া*", "তর্কাতর্কি*", "বিবাদ*", "কলহ*", "দ্বন্দ্ব*", "বিরোধ*", NULL};
/* Portuguese */
static const char *const conflict_pt[] = {"discussão", "discussões", "discutir*", "discutem",         "discutimos",
					  "briga*",    "zanga*",     "conflito*", "desentendimento*", NULL};

const struct phrase_set conflict_phrases[] = {{"en", conflict_en}, {"cy", conflict_cy}, {"pl", conflict_pl}, {"ro", conflict_ro},
					      {"uk", conflict_uk}, {"ur", conflict_ur}, {"ar", conflict_ar}, {"fa", conflict_fa},
					      {"pa", conflict_pa}, {"bn", conflict_bn}, {"pt", conflict_pt}, {NULL, NULL}};
