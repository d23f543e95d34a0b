"""English or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counterclaim.records import Rejection
from counterclaim.reports.language import foreign_language

ENGLISH = "The army said on Sunday that 58 soldiers had been killed in fighting along the border, the worst in years. "
FOREIGN = {
    "de": "Bei einem Angriff auf einen Marktplatz in der Provinz sind nach Angaben der Behörden mindestens zwölf "
    "Menschen getötet worden. Das Nachbarland wies die Vorwürfe zurück und erklärte, man habe nur reagiert.",
    "fr": "Au moins douze personnes ont été tuées dans une attaque contre un marché de la province, selon les "
    "autorités. Le pays voisin a rejeté ces accusations et affirmé n'avoir fait que répondre à des tirs.",
    "es": "Al menos doce personas murieron en un ataque contra un mercado en el este de la provincia, según las "
    "autoridades. El país vecino rechazó las acusaciones y dijo que sólo había respondido al fuego.",
    "ru": "По меньшей мере двенадцать человек погибли в результате нападения на рынок в восточной провинции, "
    "сообщили власти. Соседняя страна отвергла обвинения и заявила, что лишь ответила на обстрел.",
    "ur": "مشرقی صوبے میں ایک بازار پر حملے میں کم از کم بارہ افراد ہلاک ہو گئے، حکام کا کہنا ہے۔ "
    "پڑوسی ملک نے ان الزامات کو مسترد کر دیا اور کہا کہ اس نے صرف فائرنگ کا جواب دیا ہے۔",
}
NOTES = (
    "Toll: 12 dead, 30 hurt. Market, Sunday. Officials, Kabul. Army, Rawalpindi: 23 soldiers dead, 29 wounded. "
    "Border posts, Torkham, Chaman shut. Trade trucks stuck, hundreds. Saudi Arabia, Qatar: calls, restraint."
)
NAMES = (
    "Torkham Chaman Angoor Adda Spin Boldak Kurram Bajaur Dir Chitral Paktika Khost Nangarhar Kunar Helmand Kandahar"
)


@pytest.mark.parametrize("code", FOREIGN)
def test_other_languages_are_named(code: str, refuse: Callable[..., Rejection]) -> None:
    assert foreign_language(FOREIGN[code]) == code
    rejection = refuse("report.txt", FOREIGN[code].encode())
    assert rejection.code == "unsupported_language"
    assert repr(code) in rejection.reason


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "",
        "Al menos doce personas murieron.",
        "58 " * 500,
        NOTES,
        NAMES,
        ENGLISH * 10 + FOREIGN["ru"] * 20,
        FOREIGN["ur"] * 8 + ENGLISH * 20,
    ],
)
def test_english_and_short_texts_pass(text: str) -> None:
    assert foreign_language(text) is None
