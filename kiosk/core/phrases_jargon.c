/* Words of offices that are not for families (S44), as translators would write them.
 * First what S44 forbids: parental conflict, perpetrator, intervention, co-parenting. */
#include "core/phrases.h"

#include <stddef.h>

/* English */
static const char *const forbidden_en[] = {"parental conflict", "perpetrat*", "intervention*", "co parent*", "coparent*", NULL};
/* Welsh, with the mutations of its first letters */
static const char *const forbidden_cy[] = {
    "gwrthdaro rhwng rhieni", "gwrthdaro rhieni", "cyflawnwr*", "cyflawnwyr", "ymyriad*", "ymyrraeth*", "cydriant*", "cyd rianta*", NULL};
/* Polish */
static const char *const forbidden_pl[] = {"konflikt rodzicielsk*",
					   "konfliktu rodzicielsk*",
					   "konflikty rodzicielsk*",
					   "konfliktów rodzicielsk*",
					   "konflikt między rodzicami",
					   "sprawca",
					   "sprawcy",
					   "sprawców",
					   "sprawcą",
					   "sprawczyni*",
					   "interwencj*",
					   "współrodziciel*",
					   NULL};
/* Romanian */
static const char *const forbidden_ro[] = {
    "conflict parental", "conflictul parental*", "conflictului parental", "conflicte parentale", "conflictele parentale", "conflictelor parentale",
    "făptaș*",           "făptuitor*",           "intervenți*",           "coparental*",         "co parental*",          NULL};
/* Ukrainian */
static const char *const forbidden_uk[] = {"батьківський конфлікт*",
					   "батьківського конфлікт*",
					   "батьківські конфлікт*",
					   "батьківських конфлікт*",
					   "конфлікт між батьками",
					   "правопорушник*",
					   "інтервенц*",
					   "втручання",
					   "співбатьківств*",
					   NULL};
/* Urdu */
static const char *const forbidden_ur[] = {
    "والدین کا تنازع*", "والدین کے تنازع*", "والدین کے درمیان تنازع*", "مرتکب*", "مداخلت*", "مشترکہ پرورش*", "کو پیرنٹنگ*", NULL};
/* Arabic, which joins articles and prepositions to the front */
static const char *const forbidden_ar[] = {
    "*النزاع بين الوالدين", "*الصراع بين الوالدين", "*نزاع الوالدين",     "*مرتكب*", "*الجاني", "*الجناة", "*التدخل", "*تدخلات",
    "*تربية مشتركة",        "*التربية المشتركة",    "*الوالدية المشتركة", NULL};
/* Persian */
static const char *const forbidden_fa[] = {"تعارض والدین*",  "تعارض بین والدین", "کشمکش والدین*",     "مرتکب*", "مداخله*",
					   "والدگری مشترک*", "هم والدگری*",      "فرزندپروری مشترک*", NULL};
/* Panjabi */
static const char *const forbidden_pa[] = {"ਮਾਪਿਆਂ ਦਾ ਟਕਰਾਅ", "ਮਾਪਿਆਂ ਦੇ ਟਕਰਾਅ*", "ਮਾਪਿਆਂ ਵਿਚਕਾਰ ਟਕਰਾਅ", "ਅਪਰਾਧੀ*", "ਦਖ਼ਲ*",
					   "ਸਹਿ ਪਾਲਣ*",      "ਸਾਂਝਾ ਪਾਲਣ*",     "ਕੋ ਪੇਰੈਂਟਿੰਗ*",           NULL};
/* Bengali */
static const char *const forbidden_bn[] = {
    "পিতামাতার দ্বন্দ্ব*", "পিতামাতার সংঘাত*", "বাবা মায়ের দ্বন্দ্ব*", "বাবা মায়ের সংঘাত*", "অপরাধী*", "হস্তক্ষেপ*", "সহ অভিভাবকত্ব*", "যৌথ অভিভাবকত্ব*", NULL};
/* Portuguese */
static const char *const forbidden_pt[] = {"conflito parental", "conflitos parentais", "conflito entre os pais",
					   "perpetrador*",      "intervenção",         "intervenções",
					   "coparental*",       "co parental*",        NULL};

const struct phrase_set forbidden_phrases[] = {{"en", forbidden_en}, {"cy", forbidden_cy}, {"pl", forbidden_pl}, {"ro", forbidden_ro},
					       {"uk", forbidden_uk}, {"ur", forbidden_ur}, {"ar", forbidden_ar}, {"fa", forbidden_fa},
					       {"pa", forbidden_pa}, {"bn", forbidden_bn}, {"pt", forbidden_pt}, {NULL, NULL}};

/* Then hard or hurtful words: victim, abuser, screening, assessment, referral ... */

/* English */
static const char *const hard_en[] = {"safeguarding",
				      "signpost*",
				      "multi agency",
				      "multiagency",
				      "practitioner*",
				      "stakeholder*",
				      "entrenched",
				      "early help",
				      "evidence based",
				      "therapeutic",
				      "empower*",
				      "resilien*",
				      "facilitat*",
				      "disclos*",
				      "risk assess*",
				      "coercive*",
				      "gaslight*",
				      "trauma*",
				      "dysregulat*",
				      "attachment",
				      "interparental",
				      "inter parental",
				      "outcomes",
				      "eligib*",
				      "service user*",
				      "universal offer",
				      "holistic",
				      "wellbeing journey",
				      "utilis*",
				      "self guided",
				      NULL};
/* Welsh, with the mutations of its first letters */
static const char *const hard_cy[] = {"dioddefwr*", "dioddefwyr", "ddioddefwr*", "camdriniwr*",   "gamdriniwr*", "asesu*", "asesiad*",
				      "atgyfeir*",  "sgrinio",    "ymarferydd*", "rhanddeiliad*", "trawma*",     NULL};
/* Polish */
static const char *const hard_pl[] = {"ofiara",       "ofiary",         "ofiar",        "ofiarą",        "ofiarom",     "oprawc*",
				      "ocena ryzyka", "oceny ryzyka",   "ocenę ryzyka", "diagnoz*",      "skierowani*", "przesiew*",
				      "beneficjent*", "interesariusz*", "traum*",       "terapeutyczn*", NULL};
/* Romanian */
static const char *const hard_ro[] = {"victim*",    "agresor*",    "abuzator*", "evaluare*", "evaluări*",   "screening*",
				      "trimitere*", "beneficiar*", "rezilien*", "traum*",    "terapeutic*", NULL};
/* Ukrainian */
static const char *const hard_uk[] = {"жертв*",     "кривдник*",   "кривдниц*",    "агресор*",    "скринінг*",  "оцінка ризик*", "оцінки ризик*",
				      "оцінюванн*", "направленн*", "перенаправл*", "бенефіціар*", "травматич*", "терапевтич*",   NULL};
/* Urdu */
static const char *const hard_ur[] = {"متاثرہ*", "مظلوم*", "ظالم*", "مجرم*", "تشخیص*", "اسکریننگ*", "ریفرل*", "تخمینہ*", NULL};
/* Arabic, which joins articles and prepositions to the front */
static const char *const hard_ar[] = {"*ضحية*", "*ضحايا*", "*المسيء*", "*المعتدي*", "*تقييم*", "*الإحالة*", "*تشخيص*", "*الفرز", NULL};
/* Persian */
static const char *const hard_fa[] = {"قربانی*", "آزارگر*", "متجاوز*", "ارزیابی*", "غربالگری*", "ارجاع*", "تروما*", "تسهیلگر*", NULL};
/* Panjabi */
static const char *const hard_pa[] = {"ਪੀੜਤ*", "ਦੋਸ਼ੀ*", "ਮੁਲਾਂਕਣ*", "ਸਕ੍ਰੀਨਿੰਗ*", "ਰੈਫ਼ਰਲ*", NULL};
/* Bengali */
static const char *const hard_bn[] = {"ভুক্তভোগী*", "ভিকটিম*", "নির্যাতনকারী*", "নিপীড়ক*", "মূল্যায়ন*", "স্ক্রিনিং*", "রেফারেল*", NULL};
/* Portuguese */
static const char *const hard_pt[] = {"vítima*",      "agressor*",      "abusador*", "triagem*", "avaliação*", "avaliações",  "rastreio*",
				      "referenciaç*", "encaminhament*", "resiliên*", "utente*",  "traum*",     "terapêutic*", NULL};

const struct phrase_set hard_phrases[] = {{"en", hard_en}, {"cy", hard_cy}, {"pl", hard_pl}, {"ro", hard_ro}, {"uk", hard_uk}, {"ur", hard_ur},
					  {"ar", hard_ar}, {"fa", hard_fa}, {"pa", hard_pa}, {"bn", hard_bn}, {"pt", hard_pt}, {NULL, NULL}};
