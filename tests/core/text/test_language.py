"""Which language a text is written in."""

import pytest

from bot.core.text.language import guess_language, is_latin

LATIN = {
    "ca": "El forner es lleva abans que el sol i encén el foc. Ningú no li ha demanat mai per què ho fa així, però "
    "el pa és bo i tothom en vol una mica més.",
    "cs": "Pekař vstává dřív než slunce a zatopí v peci. Nikdo se ho nikdy neptal, proč to dělá právě tak, ale chléb "
    "je dobrý a každý by chtěl ještě kousek.",
    "da": "Bageren står op før solen og tænder op i ovnen. Ingen har nogensinde spurgt ham, hvorfor han gør det på "
    "den måde, men brødet er godt, og alle vil have lidt mere af det.",
    "de": "Der Bäcker steht vor der Sonne auf und heizt den Ofen an. Niemand hat ihn je gefragt, warum er es so "
    "macht, aber das Brot ist gut, und alle wollen noch ein Stück davon.",
    "en": "The baker rises before the sun and lights the oven. Nobody has ever asked him why he does it like this, "
    "but the bread is good and they all want some more of it.",
    "eo": "La bakisto leviĝas antaŭ la suno kaj ekbruligas la fornon. Neniu iam demandis lin, kial li faras tion "
    "tiel, sed la pano estas bona kaj ĉiuj volas ankoraŭ iom.",
    "es": "El panadero se levanta antes que el sol y enciende el horno. Nadie le ha preguntado nunca por qué lo hace "
    "así, pero el pan es bueno y todos quieren un poco más.",
    "fi": "Leipuri nousee ennen aurinkoa ja sytyttää uunin. Kukaan ei ole koskaan kysynyt häneltä, miksi hän tekee "
    "sen niin, mutta leipä on hyvää ja kaikki haluavat sitä vielä vähän.",
    "fr": "Le boulanger se lève avant le soleil et allume le four. Personne ne lui a jamais demandé pourquoi il le "
    "fait ainsi, mais le pain est bon et tous en veulent encore un peu.",
    "hu": "A pék a nap előtt kel fel, és befűti a kemencét. Soha senki nem kérdezte meg tőle, hogy miért csinálja "
    "így, de a kenyér jó, és mindenki szeretne még egy keveset.",
    "id": "Tukang roti bangun sebelum matahari dan menyalakan tungku. Tidak ada yang pernah bertanya kepadanya "
    "mengapa ia melakukannya begitu, tetapi rotinya enak dan semua orang ingin lagi.",
    "it": "Il fornaio si alza prima del sole e accende il forno. Nessuno gli ha mai chiesto perché lo fa così, ma il "
    "pane è buono e tutti ne vogliono ancora un po'.",
    "lt": "Kepėjas keliasi anksčiau už saulę ir užkuria krosnį. Niekas niekada jo neklausė, kodėl jis tai daro "
    "būtent taip, bet duona yra gera ir visi nori dar truputį.",
    "nl": "De bakker staat op voor de zon en stookt de oven. Niemand heeft hem ooit gevraagd waarom hij het zo doet, "
    "maar het brood is goed en iedereen wil er nog wat van.",
    "no": "Bakeren står opp før sola og fyrer i ovnen. Ingen har noen gang spurt ham hvorfor han gjør det slik, men "
    "brødet er godt, og alle vil gjerne ha litt mer av det etterpå.",
    "pl": "Piekarz wstaje przed słońcem i rozpala w piecu. Nikt go nigdy nie zapytał, dlaczego robi to właśnie tak, "
    "ale chleb jest dobry i wszyscy chcą jeszcze trochę.",
    "pt": "O padeiro levanta-se antes do sol e acende o forno. Ninguém lhe perguntou nunca por que o faz assim, mas "
    "o pão é bom e todos querem mais um pouco.",
    "ro": "Brutarul se trezește înaintea soarelui și aprinde cuptorul. Nimeni nu l-a întrebat vreodată de ce face "
    "așa, dar pâinea este bună și toți mai vor puțin.",
    "sv": "Bagaren går upp före solen och tänder ugnen. Ingen har någonsin frågat honom varför han gör det på det "
    "sättet, men brödet är gott och alla vill ha lite mer.",
    "tr": "Fırıncı güneşten önce kalkar ve fırını yakar. Hiç kimse ona bunu neden böyle yaptığını sormadı, ama ekmek "
    "güzel ve herkes biraz daha istiyor.",
    "vi": "Người thợ làm bánh dậy trước mặt trời và nhóm lò. Chưa ai từng hỏi vì sao ông làm như thế, nhưng bánh rất "
    "ngon và mọi người đều muốn thêm một chút.",
}
OTHERS = {
    "ru": "Пекарь встаёт раньше солнца и разжигает печь. Никто не спрашивал, почему он это делает так.",
    "uk": "Пекар встає раніше за сонце й розпалює піч. Ніхто його не питав, чому він робить це саме так.",
    "bg": "Хлебарят става преди слънцето и запалва пещта. Никой не го е питал защо прави това точно така.",
    "be": "Пекар устае раней за сонца і распальвае печ. Ніхто ў яго не пытаўся, чаму ён так робіць.",
    "mk": "Пекарот станува пред сонцето и ја пали печката, а никој не го прашал зошто при тоа секој молчи.",
    "sr": "Пекар устаје пре сунца и пали пећ, а нико га никада није питао који је то разлог.",
    "mr": "नानबाई सूर्याआधी उठतो किंवा ह्या वेळी भट्टी पेटवतो.",
    "ne": "नानीहरूको लागि रोटी बनाउने मानिस घाम भन्दा अघि उठ्ने गर्न थाले तर कुनै कुरा भने बिर्सिए।",
    "el": "Ο φούρναρης σηκώνεται πριν από τον ήλιο και ανάβει τον φούρνο.",
    "he": "האופה קם לפני השמש ומדליק את התנור, ואיש לא שאל אותו מעולם מדוע.",
    "ar": "يستيقظ الخباز قبل الشمس ويشعل الفرن، ولم يسأله أحد قط لماذا يفعل ذلك هكذا.",
    "fa": "نانوا پیش از خورشید برمی‌خیزد و تنور را گرم می‌کند، و هیچ‌کس از او نپرسید چرا.",
    "ur": "نانبائی سورج سے پہلے اٹھتا ہے اور تنور جلاتا ہے، کسی نے نہیں پوچھا کہ کیوں۔",
    "hi": "नानबाई सूरज से पहले उठता है और तंदूर जलाता है। किसी ने उससे कभी नहीं पूछा कि ऐसा क्यों करता है।",
    "bn": "রুটিওয়ালা সূর্যের আগে ওঠে আর চুলা জ্বালায়।",
    "th": "คนทำขนมปังตื่นก่อนดวงอาทิตย์และจุดเตา",
    "hy": "Հացթուխը արթնանում է արևից առաջ և վառում է վառարանը։",
    "am": "ጋጋሪው ከፀሐይ በፊት ይነሳል ምድጃውንም ያነዳል።",
    "my": "မုန့်ဖုတ်သမားသည် နေမထွက်မီ ထ၍ မီးဖိုကို မွှေးသည်။",
    "km": "អ្នកដុតនំក្រោកមុនព្រះអាទិត្យ ហើយដុតឡ។",
    "ka": "მცხობელი მზეზე ადრე დგება და ღუმელს ანთებს.",
    "ja": "パン屋は日の出より早く起きて、窯に火を入れる。",
    "zh": "面包师比太阳起得早，先把炉子点着。",
    "ko": "빵집 주인은 해보다 먼저 일어나 화덕에 불을 지핀다.",
}


@pytest.mark.parametrize(("language", "text"), [*LATIN.items(), *OTHERS.items()])
def test_a_language_is_known_by_two_sentences(language: str, text: str):
    """By small words and letters, and where few languages share a script, by this."""
    assert guess_language(text) == language
    assert is_latin(language) == (language in LATIN)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Во время обеда хозяин со своими соседями во дворе говорил со всеми о хлебе, как и всегда."),
        ("bg", "Всеки знае, че хората са се научили да пекат хляб и ще ядат от него заедно."),
        ("sr", "Све је то давно речено и нико није запамтио који су од тога отишли а који остали."),
    ],
)
def test_small_words_tell_where_a_language_s_own_letters_are_not_used(language: str, text: str):
    """Two sentences often have none of them."""
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "12 + 30", "Ostinato", "Bread", "—"])
def test_what_tells_nothing_is_english(text: str):
    """One word can be of many languages."""
    assert guess_language(text) == "en"


def test_a_foreign_word_does_not_decide():
    """A title in another script, or kana in Chinese."""
    assert guess_language("Хлеб, or bread, is what this is about, and that is all there is to say of it.") == "en"
    assert guess_language("日本的「の」字很常见，但是这篇文章是用中文写的，讲的是面包师和他的炉子。") == "zh"
