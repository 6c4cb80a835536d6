// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/transliterate_tables.h"

using namespace Qt::Literals::StringLiterals;

namespace smc::model {

// Tables read better several to a line.
// clang-format off

const LetterTable &alphabetTable()
{
    static const LetterTable table{
        // Latin letters that do not decompose
        {U'ß', u"ss"_s}, {U'æ', u"ae"_s}, {U'œ', u"oe"_s}, {U'ø', u"o"_s}, {U'đ', u"d"_s}, {U'ð', u"d"_s},
        {U'þ', u"th"_s}, {U'ł', u"l"_s}, {U'ı', u"i"_s}, {U'ŋ', u"ng"_s}, {U'ħ', u"h"_s}, {U'ĸ', u"k"_s},
        {U'ŧ', u"t"_s}, {U'ſ', u"s"_s}, {U'ə', u"a"_s}, {U'ɓ', u"b"_s}, {U'ɗ', u"d"_s}, {U'ƙ', u"k"_s},
        {U'ƴ', u"y"_s}, {U'ɛ', u"e"_s}, {U'ɔ', u"o"_s}, {U'ʻ', u""_s}, {U'ʼ', u""_s}, {U'’', u"'"_s},
        {U'‘', u"'"_s}, {U'´', u"'"_s}, {U'`', u"'"_s}, {U'–', u"-"_s}, {U'—', u"-"_s}, {U'‐', u"-"_s},
        {U'‑', u"-"_s},
        // Cyrillic, as in passports (ICAO Doc 9303)
        {U'а', u"a"_s}, {U'б', u"b"_s}, {U'в', u"v"_s}, {U'г', u"g"_s}, {U'д', u"d"_s}, {U'е', u"e"_s},
        {U'ж', u"zh"_s}, {U'з', u"z"_s}, {U'и', u"i"_s}, {U'й', u"i"_s}, {U'к', u"k"_s}, {U'л', u"l"_s},
        {U'м', u"m"_s}, {U'н', u"n"_s}, {U'о', u"o"_s}, {U'п', u"p"_s}, {U'р', u"r"_s}, {U'с', u"s"_s},
        {U'т', u"t"_s}, {U'у', u"u"_s}, {U'ф', u"f"_s}, {U'х', u"kh"_s}, {U'ц', u"ts"_s}, {U'ч', u"ch"_s},
        {U'ш', u"sh"_s}, {U'щ', u"shch"_s}, {U'ъ', u"ie"_s}, {U'ы', u"y"_s}, {U'ь', u""_s}, {U'э', u"e"_s},
        {U'ю', u"iu"_s}, {U'я', u"ia"_s}, {U'ё', u"e"_s}, {U'є', u"ie"_s}, {U'і', u"i"_s}, {U'ї', u"i"_s},
        {U'ґ', u"g"_s}, {U'ў', u"u"_s}, {U'ђ', u"dj"_s}, {U'ј', u"j"_s}, {U'љ', u"lj"_s}, {U'њ', u"nj"_s},
        {U'ћ', u"c"_s}, {U'џ', u"dz"_s}, {U'ѓ', u"g"_s}, {U'ѕ', u"dz"_s}, {U'ќ', u"k"_s}, {U'ә', u"a"_s},
        {U'ғ', u"gh"_s}, {U'қ', u"q"_s}, {U'ң', u"ng"_s}, {U'ө', u"o"_s}, {U'ұ', u"u"_s}, {U'ү', u"u"_s},
        {U'һ', u"h"_s},
        // Greek (ELOT 743)
        {U'α', u"a"_s}, {U'β', u"v"_s}, {U'γ', u"g"_s}, {U'δ', u"d"_s}, {U'ε', u"e"_s}, {U'ζ', u"z"_s},
        {U'η', u"i"_s}, {U'θ', u"th"_s}, {U'ι', u"i"_s}, {U'κ', u"k"_s}, {U'λ', u"l"_s}, {U'μ', u"m"_s},
        {U'ν', u"n"_s}, {U'ξ', u"x"_s}, {U'ο', u"o"_s}, {U'π', u"p"_s}, {U'ρ', u"r"_s}, {U'σ', u"s"_s},
        {U'ς', u"s"_s}, {U'τ', u"t"_s}, {U'υ', u"y"_s}, {U'φ', u"f"_s}, {U'χ', u"ch"_s}, {U'ψ', u"ps"_s},
        {U'ω', u"o"_s},
        // Armenian (BGN/PCGN)
        {U'ա', u"a"_s}, {U'բ', u"b"_s}, {U'գ', u"g"_s}, {U'դ', u"d"_s}, {U'ե', u"e"_s}, {U'զ', u"z"_s},
        {U'է', u"e"_s}, {U'ը', u"y"_s}, {U'թ', u"t"_s}, {U'ժ', u"zh"_s}, {U'ի', u"i"_s}, {U'լ', u"l"_s},
        {U'խ', u"kh"_s}, {U'ծ', u"ts"_s}, {U'կ', u"k"_s}, {U'հ', u"h"_s}, {U'ձ', u"dz"_s}, {U'ղ', u"gh"_s},
        {U'ճ', u"ch"_s}, {U'մ', u"m"_s}, {U'յ', u"y"_s}, {U'ն', u"n"_s}, {U'շ', u"sh"_s}, {U'ո', u"o"_s},
        {U'չ', u"ch"_s}, {U'պ', u"p"_s}, {U'ջ', u"j"_s}, {U'ռ', u"rr"_s}, {U'ս', u"s"_s}, {U'վ', u"v"_s},
        {U'տ', u"t"_s}, {U'ր', u"r"_s}, {U'ց', u"ts"_s}, {U'ւ', u"v"_s}, {U'փ', u"p"_s}, {U'ք', u"k"_s},
        {U'և', u"ev"_s}, {U'օ', u"o"_s}, {U'ֆ', u"f"_s},
        // Georgian (national system)
        {U'ა', u"a"_s}, {U'ბ', u"b"_s}, {U'გ', u"g"_s}, {U'დ', u"d"_s}, {U'ე', u"e"_s}, {U'ვ', u"v"_s},
        {U'ზ', u"z"_s}, {U'თ', u"t"_s}, {U'ი', u"i"_s}, {U'კ', u"k"_s}, {U'ლ', u"l"_s}, {U'მ', u"m"_s},
        {U'ნ', u"n"_s}, {U'ო', u"o"_s}, {U'პ', u"p"_s}, {U'ჟ', u"zh"_s}, {U'რ', u"r"_s}, {U'ს', u"s"_s},
        {U'ტ', u"t"_s}, {U'უ', u"u"_s}, {U'ფ', u"p"_s}, {U'ქ', u"k"_s}, {U'ღ', u"gh"_s}, {U'ყ', u"q"_s},
        {U'შ', u"sh"_s}, {U'ჩ', u"ch"_s}, {U'ც', u"ts"_s}, {U'ძ', u"dz"_s}, {U'წ', u"ts"_s},
        {U'ჭ', u"ch"_s}, {U'ხ', u"kh"_s}, {U'ჯ', u"j"_s}, {U'ჰ', u"h"_s},
        // Hebrew, written letters only
        {U'א', u"a"_s}, {U'ב', u"b"_s}, {U'ג', u"g"_s}, {U'ד', u"d"_s}, {U'ה', u"h"_s}, {U'ו', u"v"_s},
        {U'ז', u"z"_s}, {U'ח', u"h"_s}, {U'ט', u"t"_s}, {U'י', u"y"_s}, {U'כ', u"k"_s}, {U'ך', u"k"_s},
        {U'ל', u"l"_s}, {U'מ', u"m"_s}, {U'ם', u"m"_s}, {U'נ', u"n"_s}, {U'ן', u"n"_s}, {U'ס', u"s"_s},
        {U'ע', u"a"_s}, {U'פ', u"p"_s}, {U'ף', u"f"_s}, {U'צ', u"ts"_s}, {U'ץ', u"ts"_s}, {U'ק', u"k"_s},
        {U'ר', u"r"_s}, {U'ש', u"sh"_s}, {U'ת', u"t"_s},
        // Arabic and Persian, written letters only
        {U'ا', u"a"_s}, {U'أ', u"a"_s}, {U'إ', u"i"_s}, {U'آ', u"a"_s}, {U'ٱ', u"a"_s}, {U'ب', u"b"_s},
        {U'ت', u"t"_s}, {U'ث', u"th"_s}, {U'ج', u"j"_s}, {U'ح', u"h"_s}, {U'خ', u"kh"_s}, {U'د', u"d"_s},
        {U'ذ', u"dh"_s}, {U'ر', u"r"_s}, {U'ز', u"z"_s}, {U'س', u"s"_s}, {U'ش', u"sh"_s}, {U'ص', u"s"_s},
        {U'ض', u"d"_s}, {U'ط', u"t"_s}, {U'ظ', u"z"_s}, {U'ع', u"a"_s}, {U'غ', u"gh"_s}, {U'ف', u"f"_s},
        {U'ق', u"q"_s}, {U'ك', u"k"_s}, {U'ل', u"l"_s}, {U'م', u"m"_s}, {U'ن', u"n"_s}, {U'ه', u"h"_s},
        {U'ة', u"a"_s}, {U'و', u"w"_s}, {U'ؤ', u"u"_s}, {U'ي', u"y"_s}, {U'ى', u"a"_s}, {U'ئ', u"i"_s},
        {U'ء', u""_s}, {U'پ', u"p"_s}, {U'چ', u"ch"_s}, {U'ژ', u"zh"_s}, {U'ک', u"k"_s}, {U'گ', u"g"_s},
        {U'ی', u"y"_s}, {U'ہ', u"h"_s}, {U'ے', u"e"_s}, {U'ٹ', u"t"_s}, {U'ڈ', u"d"_s}, {U'ڑ', u"r"_s},
        {U'ں', u"n"_s},
        // Hiragana (Hepburn); Katakana is moved here by its offset
        {U'あ', u"a"_s}, {U'い', u"i"_s}, {U'う', u"u"_s}, {U'え', u"e"_s}, {U'お', u"o"_s}, {U'か', u"ka"_s},
        {U'き', u"ki"_s}, {U'く', u"ku"_s}, {U'け', u"ke"_s}, {U'こ', u"ko"_s}, {U'さ', u"sa"_s},
        {U'し', u"shi"_s}, {U'す', u"su"_s}, {U'せ', u"se"_s}, {U'そ', u"so"_s}, {U'た', u"ta"_s},
        {U'ち', u"chi"_s}, {U'つ', u"tsu"_s}, {U'て', u"te"_s}, {U'と', u"to"_s}, {U'な', u"na"_s},
        {U'に', u"ni"_s}, {U'ぬ', u"nu"_s}, {U'ね', u"ne"_s}, {U'の', u"no"_s}, {U'は', u"ha"_s},
        {U'ひ', u"hi"_s}, {U'ふ', u"fu"_s}, {U'へ', u"he"_s}, {U'ほ', u"ho"_s}, {U'ま', u"ma"_s},
        {U'み', u"mi"_s}, {U'む', u"mu"_s}, {U'め', u"me"_s}, {U'も', u"mo"_s}, {U'や', u"ya"_s},
        {U'ゆ', u"yu"_s}, {U'よ', u"yo"_s}, {U'ら', u"ra"_s}, {U'り', u"ri"_s}, {U'る', u"ru"_s},
        {U'れ', u"re"_s}, {U'ろ', u"ro"_s}, {U'わ', u"wa"_s}, {U'を', u"o"_s}, {U'ん', u"n"_s}, {U'が', u"ga"_s},
        {U'ぎ', u"gi"_s}, {U'ぐ', u"gu"_s}, {U'げ', u"ge"_s}, {U'ご', u"go"_s}, {U'ざ', u"za"_s},
        {U'じ', u"ji"_s}, {U'ず', u"zu"_s}, {U'ぜ', u"ze"_s}, {U'ぞ', u"zo"_s}, {U'だ', u"da"_s},
        {U'ぢ', u"ji"_s}, {U'づ', u"zu"_s}, {U'で', u"de"_s}, {U'ど', u"do"_s}, {U'ば', u"ba"_s},
        {U'び', u"bi"_s}, {U'ぶ', u"bu"_s}, {U'べ', u"be"_s}, {U'ぼ', u"bo"_s}, {U'ぱ', u"pa"_s},
        {U'ぴ', u"pi"_s}, {U'ぷ', u"pu"_s}, {U'ぺ', u"pe"_s}, {U'ぽ', u"po"_s}, {U'ゔ', u"vu"_s},
        {U'ぁ', u"a"_s}, {U'ぃ', u"i"_s}, {U'ぅ', u"u"_s}, {U'ぇ', u"e"_s}, {U'ぉ', u"o"_s}, {U'ゃ', u"ya"_s},
        {U'ゅ', u"yu"_s}, {U'ょ', u"yo"_s},
        // Thai consonants and vowels, roughly by RTGS
        {U'ก', u"k"_s}, {U'ข', u"kh"_s}, {U'ฃ', u"kh"_s}, {U'ค', u"kh"_s}, {U'ฅ', u"kh"_s},
        {U'ฆ', u"kh"_s}, {U'ง', u"ng"_s}, {U'จ', u"ch"_s}, {U'ฉ', u"ch"_s}, {U'ช', u"ch"_s},
        {U'ซ', u"s"_s}, {U'ฌ', u"ch"_s}, {U'ญ', u"y"_s}, {U'ฎ', u"d"_s}, {U'ฏ', u"t"_s}, {U'ฐ', u"th"_s},
        {U'ฑ', u"th"_s}, {U'ฒ', u"th"_s}, {U'ณ', u"n"_s}, {U'ด', u"d"_s}, {U'ต', u"t"_s}, {U'ถ', u"th"_s},
        {U'ท', u"th"_s}, {U'ธ', u"th"_s}, {U'น', u"n"_s}, {U'บ', u"b"_s}, {U'ป', u"p"_s}, {U'ผ', u"ph"_s},
        {U'ฝ', u"f"_s}, {U'พ', u"ph"_s}, {U'ฟ', u"f"_s}, {U'ภ', u"ph"_s}, {U'ม', u"m"_s}, {U'ย', u"y"_s},
        {U'ร', u"r"_s}, {U'ล', u"l"_s}, {U'ว', u"w"_s}, {U'ศ', u"s"_s}, {U'ษ', u"s"_s}, {U'ส', u"s"_s},
        {U'ห', u"h"_s}, {U'ฬ', u"l"_s}, {U'อ', u"o"_s}, {U'ฮ', u"h"_s}, {U'ะ', u"a"_s}, {U'า', u"a"_s},
        {U'เ', u"e"_s}, {U'แ', u"ae"_s}, {U'โ', u"o"_s}, {U'ใ', u"ai"_s}, {U'ไ', u"ai"_s}, {U'ั', u"a"_s},
        {U'ิ', u"i"_s}, {U'ี', u"i"_s}, {U'ึ', u"ue"_s}, {U'ื', u"ue"_s}, {U'ุ', u"u"_s}, {U'ู', u"u"_s},
        {U'ำ', u"am"_s}, {U'็', u""_s}, {U'่', u""_s}, {U'้', u""_s}, {U'๊', u""_s}, {U'๋', u""_s},
        {U'์', u""_s},
        // Devanagari vowels that stand alone
        {U'अ', u"a"_s}, {U'आ', u"a"_s}, {U'इ', u"i"_s}, {U'ई', u"i"_s}, {U'उ', u"u"_s}, {U'ऊ', u"u"_s},
        {U'ऋ', u"ri"_s}, {U'ए', u"e"_s}, {U'ऐ', u"ai"_s}, {U'ओ', u"o"_s}, {U'औ', u"au"_s}, {U'ऑ', u"o"_s},
    };
    return table;
}

const LetterTable &devanagariConsonants()
{
    static const LetterTable table{
        {U'क', u"k"_s}, {U'ख', u"kh"_s}, {U'ग', u"g"_s}, {U'घ', u"gh"_s}, {U'ङ', u"n"_s}, {U'च', u"ch"_s},
        {U'छ', u"chh"_s}, {U'ज', u"j"_s}, {U'झ', u"jh"_s}, {U'ञ', u"n"_s}, {U'ट', u"t"_s}, {U'ठ', u"th"_s},
        {U'ड', u"d"_s}, {U'ढ', u"dh"_s}, {U'ण', u"n"_s}, {U'त', u"t"_s}, {U'थ', u"th"_s}, {U'द', u"d"_s},
        {U'ध', u"dh"_s}, {U'न', u"n"_s}, {U'प', u"p"_s}, {U'फ', u"ph"_s}, {U'ब', u"b"_s}, {U'भ', u"bh"_s},
        {U'म', u"m"_s}, {U'य', u"y"_s}, {U'र', u"r"_s}, {U'ल', u"l"_s}, {U'व', u"v"_s}, {U'श', u"sh"_s},
        {U'ष', u"sh"_s}, {U'स', u"s"_s}, {U'ह', u"h"_s}, {U'ळ', u"l"_s},
    };
    return table;
}

const LetterTable &devanagariSigns()
{
    static const LetterTable table{
        {U'\u093e', u"a"_s}, {U'\u093f', u"i"_s}, {U'\u0940', u"i"_s}, {U'\u0941', u"u"_s},
        {U'\u0942', u"u"_s}, {U'\u0943', u"ri"_s}, {U'\u0947', u"e"_s}, {U'\u0948', u"ai"_s},
        {U'\u094b', u"o"_s}, {U'\u094c', u"au"_s}, {U'\u094d', u""_s}, {U'\u0902', u"n"_s},
        {U'\u0901', u"n"_s}, {U'\u0903', u"h"_s}, {U'\u0949', u"o"_s},
    };
    return table;
}

const LetterTable &pinyinTable()
{
    static const LetterTable table{
        {U'李', u"li"_s}, {U'王', u"wang"_s}, {U'张', u"zhang"_s}, {U'張', u"zhang"_s}, {U'刘', u"liu"_s},
        {U'劉', u"liu"_s}, {U'陈', u"chen"_s}, {U'陳', u"chen"_s}, {U'杨', u"yang"_s}, {U'楊', u"yang"_s},
        {U'黄', u"huang"_s}, {U'黃', u"huang"_s}, {U'赵', u"zhao"_s}, {U'趙', u"zhao"_s}, {U'吴', u"wu"_s},
        {U'吳', u"wu"_s}, {U'周', u"zhou"_s}, {U'徐', u"xu"_s}, {U'孙', u"sun"_s}, {U'孫', u"sun"_s},
        {U'马', u"ma"_s}, {U'馬', u"ma"_s}, {U'朱', u"zhu"_s}, {U'胡', u"hu"_s}, {U'郭', u"guo"_s},
        {U'何', u"he"_s}, {U'林', u"lin"_s}, {U'高', u"gao"_s}, {U'罗', u"luo"_s}, {U'羅', u"luo"_s},
        {U'郑', u"zheng"_s}, {U'鄭', u"zheng"_s}, {U'梁', u"liang"_s}, {U'谢', u"xie"_s}, {U'謝', u"xie"_s},
        {U'宋', u"song"_s}, {U'唐', u"tang"_s}, {U'许', u"xu"_s}, {U'許', u"xu"_s}, {U'韩', u"han"_s},
        {U'韓', u"han"_s}, {U'邓', u"deng"_s}, {U'鄧', u"deng"_s}, {U'冯', u"feng"_s}, {U'馮', u"feng"_s},
        {U'曹', u"cao"_s}, {U'彭', u"peng"_s}, {U'曾', u"zeng"_s}, {U'肖', u"xiao"_s}, {U'蕭', u"xiao"_s},
        {U'萧', u"xiao"_s}, {U'田', u"tian"_s}, {U'董', u"dong"_s}, {U'潘', u"pan"_s}, {U'袁', u"yuan"_s},
        {U'蔡', u"cai"_s}, {U'蒋', u"jiang"_s}, {U'蔣', u"jiang"_s}, {U'余', u"yu"_s}, {U'于', u"yu"_s},
        {U'杜', u"du"_s}, {U'叶', u"ye"_s}, {U'葉', u"ye"_s}, {U'程', u"cheng"_s}, {U'魏', u"wei"_s},
        {U'苏', u"su"_s}, {U'蘇', u"su"_s}, {U'吕', u"lu"_s}, {U'呂', u"lu"_s}, {U'丁', u"ding"_s},
        {U'任', u"ren"_s}, {U'卢', u"lu"_s}, {U'盧', u"lu"_s}, {U'姚', u"yao"_s}, {U'沈', u"shen"_s},
        {U'钟', u"zhong"_s}, {U'鍾', u"zhong"_s}, {U'姜', u"jiang"_s}, {U'崔', u"cui"_s}, {U'谭', u"tan"_s},
        {U'譚', u"tan"_s}, {U'陆', u"lu"_s}, {U'陸', u"lu"_s}, {U'范', u"fan"_s}, {U'汪', u"wang"_s},
        {U'廖', u"liao"_s}, {U'石', u"shi"_s}, {U'金', u"jin"_s}, {U'贾', u"jia"_s}, {U'賈', u"jia"_s},
        {U'夏', u"xia"_s}, {U'付', u"fu"_s}, {U'傅', u"fu"_s}, {U'方', u"fang"_s}, {U'邹', u"zou"_s},
        {U'鄒', u"zou"_s}, {U'熊', u"xiong"_s}, {U'白', u"bai"_s}, {U'孟', u"meng"_s}, {U'秦', u"qin"_s},
        {U'邱', u"qiu"_s}, {U'侯', u"hou"_s}, {U'江', u"jiang"_s}, {U'尹', u"yin"_s}, {U'薛', u"xue"_s},
        {U'闫', u"yan"_s}, {U'阎', u"yan"_s}, {U'段', u"duan"_s}, {U'雷', u"lei"_s}, {U'龙', u"long"_s},
        {U'龍', u"long"_s}, {U'史', u"shi"_s}, {U'陶', u"tao"_s}, {U'黎', u"li"_s}, {U'贺', u"he"_s},
        {U'賀', u"he"_s}, {U'毛', u"mao"_s}, {U'郝', u"hao"_s}, {U'顾', u"gu"_s}, {U'顧', u"gu"_s},
        {U'龚', u"gong"_s}, {U'邵', u"shao"_s}, {U'万', u"wan"_s}, {U'萬', u"wan"_s}, {U'覃', u"qin"_s},
        {U'武', u"wu"_s}, {U'钱', u"qian"_s}, {U'錢', u"qian"_s}, {U'戴', u"dai"_s}, {U'严', u"yan"_s},
        {U'嚴', u"yan"_s}, {U'莫', u"mo"_s}, {U'孔', u"kong"_s}, {U'向', u"xiang"_s}, {U'常', u"chang"_s},
        {U'汤', u"tang"_s}, {U'湯', u"tang"_s}, {U'康', u"kang"_s}, {U'易', u"yi"_s}, {U'乔', u"qiao"_s},
        {U'喬', u"qiao"_s}, {U'文', u"wen"_s}, {U'欧', u"ou"_s}, {U'歐', u"ou"_s}, {U'阳', u"yang"_s},
        {U'陽', u"yang"_s}, {U'伟', u"wei"_s}, {U'偉', u"wei"_s}, {U'芳', u"fang"_s}, {U'娜', u"na"_s},
        {U'秀', u"xiu"_s}, {U'英', u"ying"_s}, {U'敏', u"min"_s}, {U'静', u"jing"_s}, {U'靜', u"jing"_s},
        {U'丽', u"li"_s}, {U'麗', u"li"_s}, {U'强', u"qiang"_s}, {U'強', u"qiang"_s}, {U'磊', u"lei"_s},
        {U'军', u"jun"_s}, {U'軍', u"jun"_s}, {U'洋', u"yang"_s}, {U'勇', u"yong"_s}, {U'艳', u"yan"_s},
        {U'艷', u"yan"_s}, {U'杰', u"jie"_s}, {U'傑', u"jie"_s}, {U'娟', u"juan"_s}, {U'涛', u"tao"_s},
        {U'濤', u"tao"_s}, {U'明', u"ming"_s}, {U'超', u"chao"_s}, {U'兰', u"lan"_s}, {U'蘭', u"lan"_s},
        {U'霞', u"xia"_s}, {U'平', u"ping"_s}, {U'刚', u"gang"_s}, {U'剛', u"gang"_s}, {U'桂', u"gui"_s},
        {U'华', u"hua"_s}, {U'華', u"hua"_s}, {U'建', u"jian"_s}, {U'国', u"guo"_s}, {U'國', u"guo"_s},
        {U'红', u"hong"_s}, {U'紅', u"hong"_s}, {U'玉', u"yu"_s}, {U'梅', u"mei"_s}, {U'春', u"chun"_s},
        {U'海', u"hai"_s}, {U'燕', u"yan"_s}, {U'晓', u"xiao"_s}, {U'曉', u"xiao"_s}, {U'小', u"xiao"_s},
        {U'志', u"zhi"_s}, {U'永', u"yong"_s}, {U'宇', u"yu"_s}, {U'浩', u"hao"_s}, {U'然', u"ran"_s},
        {U'子', u"zi"_s}, {U'轩', u"xuan"_s}, {U'軒', u"xuan"_s}, {U'雨', u"yu"_s}, {U'欣', u"xin"_s},
        {U'怡', u"yi"_s}, {U'梓', u"zi"_s}, {U'涵', u"han"_s}, {U'思', u"si"_s}, {U'佳', u"jia"_s},
        {U'嘉', u"jia"_s}, {U'琪', u"qi"_s}, {U'俊', u"jun"_s}, {U'鑫', u"xin"_s}, {U'鹏', u"peng"_s},
        {U'鵬', u"peng"_s}, {U'飞', u"fei"_s}, {U'飛', u"fei"_s}, {U'波', u"bo"_s}, {U'斌', u"bin"_s},
        {U'辉', u"hui"_s}, {U'輝', u"hui"_s}, {U'玲', u"ling"_s}, {U'婷', u"ting"_s}, {U'慧', u"hui"_s},
        {U'雪', u"xue"_s}, {U'倩', u"qian"_s}, {U'琳', u"lin"_s}, {U'莉', u"li"_s}, {U'颖', u"ying"_s},
        {U'穎', u"ying"_s}, {U'洁', u"jie"_s}, {U'潔', u"jie"_s}, {U'云', u"yun"_s}, {U'雲', u"yun"_s},
        {U'峰', u"feng"_s}, {U'凯', u"kai"_s}, {U'凱', u"kai"_s}, {U'健', u"jian"_s}, {U'东', u"dong"_s},
        {U'東', u"dong"_s}, {U'南', u"nan"_s}, {U'西', u"xi"_s}, {U'北', u"bei"_s}, {U'中', u"zhong"_s},
        {U'天', u"tian"_s}, {U'大', u"da"_s}, {U'新', u"xin"_s}, {U'成', u"cheng"_s}, {U'光', u"guang"_s},
        {U'宁', u"ning"_s}, {U'寧', u"ning"_s}, {U'安', u"an"_s}, {U'德', u"de"_s}, {U'福', u"fu"_s},
        {U'荣', u"rong"_s}, {U'榮', u"rong"_s}, {U'贵', u"gui"_s}, {U'貴', u"gui"_s}, {U'祥', u"xiang"_s},
        {U'立', u"li"_s}, {U'正', u"zheng"_s}, {U'義', u"yi"_s}, {U'义', u"yi"_s}, {U'礼', u"li"_s},
        {U'禮', u"li"_s}, {U'智', u"zhi"_s}, {U'信', u"xin"_s}, {U'爱', u"ai"_s}, {U'愛', u"ai"_s},
        {U'美', u"mei"_s}, {U'月', u"yue"_s}, {U'花', u"hua"_s}, {U'香', u"xiang"_s}, {U'珍', u"zhen"_s},
        {U'珠', u"zhu"_s}, {U'凤', u"feng"_s}, {U'鳳', u"feng"_s}, {U'青', u"qing"_s}, {U'冰', u"bing"_s},
        {U'心', u"xin"_s}, {U'悦', u"yue"_s}, {U'悅', u"yue"_s}, {U'乐', u"le"_s}, {U'樂', u"le"_s},
        {U'诗', u"shi"_s}, {U'詩', u"shi"_s}, {U'语', u"yu"_s}, {U'語', u"yu"_s}, {U'若', u"ruo"_s},
        {U'一', u"yi"_s}, {U'二', u"er"_s}, {U'三', u"san"_s}, {U'可', u"ke"_s}, {U'依', u"yi"_s},
        {U'晨', u"chen"_s}, {U'阿', u"a"_s}, {U'庆', u"qing"_s}, {U'慶', u"qing"_s}, {U'世', u"shi"_s},
        {U'家', u"jia"_s}, {U'泽', u"ze"_s}, {U'澤', u"ze"_s}, {U'博', u"bo"_s}, {U'豪', u"hao"_s},
        {U'瑞', u"rui"_s}, {U'睿', u"rui"_s}, {U'昊', u"hao"_s}, {U'旭', u"xu"_s}, {U'晖', u"hui"_s},
        {U'曦', u"xi"_s}, {U'毅', u"yi"_s}, {U'威', u"wei"_s}, {U'兵', u"bing"_s}, {U'生', u"sheng"_s},
        {U'松', u"song"_s}, {U'柏', u"bai"_s}, {U'森', u"sen"_s}, {U'山', u"shan"_s}, {U'川', u"chuan"_s},
        {U'河', u"he"_s}, {U'清', u"qing"_s}, {U'源', u"yuan"_s}, {U'仁', u"ren"_s}, {U'良', u"liang"_s},
        {U'才', u"cai"_s}, {U'学', u"xue"_s}, {U'學', u"xue"_s}, {U'元', u"yuan"_s}, {U'长', u"chang"_s},
        {U'長', u"chang"_s}, {U'司', u"si"_s}, {U'上', u"shang"_s}, {U'官', u"guan"_s}, {U'诸', u"zhu"_s},
        {U'諸', u"zhu"_s},
    };
    return table;
}

// clang-format on

} // namespace smc::model
