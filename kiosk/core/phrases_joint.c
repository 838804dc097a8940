/* Words of work with both partners or both parents at once: couples, spouses, mediation,
 * "both of you". An offer that has one is marked joint (S3). */
#include "core/phrases.h"

#include <stddef.h>

/* English */
static const char *const joint_en[] = {"mediation",
				       "mediator*",
				       "couple counsel*",
				       "couples counsel*",
				       "couple therapy",
				       "couples therapy",
				       "couple course*",
				       "couples course*",
				       "couple work*",
				       "couples work*",
				       "as a couple",
				       "with your partner",
				       "both partners",
				       "both of you together",
				       "relationship counsel*",
				       "marriage counsel*",
				       "marriage course*",
				       "couples",
				       "you and your partner",
				       "bring your partner",
				       "come with your partner",
				       "both of you",
				       "both parents together",
				       "husband*",
				       "wife",
				       "wives",
				       "other half",
				       "as a pair",
				       "married",
				       "your ex",
				       "the two of you",
				       "joint session*",
				       "joint meeting*",
				       "you both",
				       "counselling for two",
				       "counseling for two",
				       "therapy for two",
				       "for couples",
				       NULL};
/* Welsh, with the mutations of its first letters */
static const char *const joint_cy[] = {
    "cyplau",    "gyplau",         "chyplau",      "cwpl",        "gwpl",         "chwpl",         "cyfryngu",        "gyfryngu",
    "chyfryngu", "cyfryngwr*",     "gyfryngwr*",   "cyfryngydd*", "gŵr a gwraig", "gŵr neu wraig", "gyda'ch partner", "chi a'ch partner",
    "eich dau",  "y ddau ohonoch", "y ddau riant", NULL};
/* Polish */
static const char *const joint_pl[] = {"par",       "para",        "pary",        "parze",     "parom",     "parami",   "małżeń*",  "mąż",
				       "męża",      "mężem",       "żona",        "żony",      "żonie",     "żonę",     "żoną",     "mediacj*",
				       "mediator*", "z partnerem", "z partnerką", "wam razem", "was oboje", "wy oboje", "we dwoje", NULL};
/* Romanian */
static const char *const joint_ro[] = {"cuplu*", "mediere*", "medieri*",   "mediator*", "soț",           "soțul*",       "soția",      "soției",
				       "soții*", "amândoi",  "amândurora", "în doi",    "cu partenerul", "cu partenera", "căsătorit*", NULL};
/* Ukrainian */
static const char *const joint_uk[] = {"пара",      "пари",    "парі",    "пар",         "парам",        "парами",  "подруж*",  "медіац*",
				       "медіатор*", "дружина", "дружини", "дружині",     "дружиною",     "ви двоє", "вам двом", "вас двох",
				       "для двох",  "удвох",   "обоє",    "з партнером", "з партнеркою", NULL};
/* Urdu */
static const char *const joint_ur[] = {"ثالثی*", "ثالث",     "جوڑوں*",          "جوڑے*",     "میاں بیوی*",    "شوہر*",
				       "بیوی*",  "آپ دونوں", "دو لوگوں کے لیے", "شادی شدہ*", "ساتھی کے ساتھ", NULL};
/* Arabic, which joins articles and prepositions to the front */
static const char *const joint_ar[] = {"الأزواج", "للأزواج",  "والأزواج",  "*الزوجين",   "*الزوجان",  "للزوجين", "زوجك",     "زوجتك",
				       "*وساطة*", "*وسيط*",   "لشخصين",    "لكما",       "معكما",     "حديثكما", "يساعدكما", "أنتما",
				       "كلاكما",  "مع شريكك", "مع شريكتك", "شريك حياتك", "*الشريكين", NULL};
/* Persian */
static const char *const joint_fa[] = {"زوج*", "*میانجی*", "همسر*", "شوهر*", "دونفره*", "دو نفره*", "هر دو با", "هر دوی شما", "شما دو نفر", NULL};
/* Panjabi */
static const char *const joint_pa[] = {"ਜੋੜਾ",    "ਜੋੜੇ",     "ਜੋੜਿਆਂ",     "ਵਿਚੋਲ*",    "ਸਾਲਸ*",  "ਪਤੀ",    "ਪਤਨੀ*",
				       "ਘਰਵਾਲ*", "ਤੁਸੀਂ ਦੋਵੇਂ", "ਤੁਹਾਡੇ ਦੋਵਾਂ", "ਤੁਹਾਨੂੰ ਦੋਵਾਂ", "ਦੋਵਾਂ ਲਈ", "ਦੋਵਾਂ ਦੀ", NULL};
/* Bengali */
static const char *const joint_bn[] = {"দম্পতি*", "যুগল*", "মধ্যস্থ*", "স্বামী*", "স্ত্রী*", "আপনারা দুজন*", "দুজনের*", "দুজনকে", NULL};
/* Portuguese */
static const char *const joint_pt[] = {"casal",
				       "casais",
				       "mediação",
				       "mediador*",
				       "marido*",
				       "esposa*",
				       "esposo*",
				       "cônjuge*",
				       "conjugal*",
				       "conjugais",
				       "casado*",
				       "casada*",
				       "terapia a dois",
				       "conversa a dois",
				       "vocês os dois",
				       "falam os dois",
				       "ajuda os dois",
				       "ambos os pais",
				       "com o seu parceiro",
				       "com a sua parceira",
				       NULL};

const struct phrase_set joint_phrases[] = {{"en", joint_en}, {"cy", joint_cy}, {"pl", joint_pl}, {"ro", joint_ro}, {"uk", joint_uk}, {"ur", joint_ur},
					   {"ar", joint_ar}, {"fa", joint_fa}, {"pa", joint_pa}, {"bn", joint_bn}, {"pt", joint_pt}, {NULL, NULL}};
