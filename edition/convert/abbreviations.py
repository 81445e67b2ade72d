"""Words before a full stop that does not end a sentence, by language.

Those that may as well end one ("etc.", "usw.") are not here; initials and letters with full stops between
them ("z.B.", "U.S.") are known by their form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Habits:
    """What a full stop does in a language.

    :ivar before_words: abbreviations that no sentence ends with; compared without case.
    :ivar before_numbers: those that stand before a number, and are words otherwise.
    :ivar has_ordinals: whether a number with a full stop is an ordinal.
    :ivar ends: signs that end a sentence in this language only.
    :ivar spaced_closing: whether a space stands before a closing quotation mark.
    """

    before_words: frozenset[str]
    before_numbers: frozenset[str]
    has_ordinals: bool = False
    ends: str = ""
    spaced_closing: bool = False


def _habits(
    before_words: str = "",
    before_numbers: str = "",
    *,
    has_ordinals: bool = False,
    ends: str = "",
    spaced_closing: bool = False,
) -> Habits:
    return Habits(
        frozenset(before_words.split()),
        frozenset(before_numbers.split()),
        has_ordinals,
        ends,
        spaced_closing,
    )


#: Abbreviations that are written in most languages of the Latin script.
_COMMON_WORDS: Final = "cf dr ibid op prof viz vs"
_COMMON_NUMBERS: Final = "art cap col f ff fig figs fol n nr p par pp tab vol vols"

_HABITS: Final = {
    "cs": _habits("atd ing mgr mudr např pí pozn sv tj tzv", "č čl kap odst r s str sv", has_ordinals=True),
    "da": _habits("bl dvs evt fx hr jf kap kgl mht vedr", "kap nr s", has_ordinals=True),
    "de": _habits(
        "anm bd bde bearb bes betr bspw bzw ca ders dgl ebd eigtl etwa evtl exz frl fr geb gen gest ggf "
        "hg hl hr hrn hrsg inkl insb kgl komm lt mag nachf nr sog st str übers urspr verf verm vgl vorm zit zw",
        "abb abs anm bd bde bl f ff fn h jg jh kap nr rn s sp st taf teil tl z ziff",
        has_ordinals=True,
    ),
    "el": _habits("αρ βλ δηλ κ κκ λ πρβ σημ", "αρ κεφ σ σελ τ τόμ", ends=";\u037e"),
    "en": _habits(
        "adm approx capt cdr cmdr col comdr dept dist ed eds esp esq est fr gen gov hon lt maj messrs mlle mme mr "
        "mrs ms mt mx pres rep rev sen sgt sr st supt trans univ",
        "apr art aug ch chap chaps dec feb jan jul jun l ll mar no nos nov oct pl pt pts sec sep sept ser v",
    ),
    "es": _habits(
        "d dña dª excmo fr gral ilmo lic pág párr sr sra sres srta sta sto ud uds vd vds",
        "cap núm pág págs párr s sig ss t",
    ),
    "fi": _habits("esim ks mm nk ns tri ts vrt", "luku n s", has_ordinals=True),
    "fr": _habits(
        "av c.-à-d env mgr mgrs mlle mlles mm mme mmes mr st ste",
        "chap éd fasc lib liv n pl s ss suiv t",
        spaced_closing=True,
    ),
    "hu": _habits("dr id ifj kb ld ún vö özv", "fej o old", has_ordinals=True),
    "it": _habits("avv dott dr ecc ing mons on prof rev sig sigg sig.ra sig.na ss", "cap n nn pag pagg s sec sg t"),
    "la": _habits("a aug c cn d id imp kal l m non p q s sp t ti", "cap lib n tit v"),
    "nl": _habits("bijv blz bv drs dhr ds enz evt fr ir mej mevr mgr mr mw ong resp st vgl", "afb blz dl hfst nr p r"),
    "no": _habits("bl dvs evt f.eks hr jf kgl nr pga", "kap nr s", has_ordinals=True),
    "pl": _habits("abp bp dr gen godz hr im inż itd ks lek mgr np pl płk por prof red św tzn tzw ul ww", "cz nr par r rozdz s str t ust w", has_ordinals=True),
    "pt": _habits("d dª exmo exª fr ilmo pe sr sra srs srta sto", "cap n nº núm pág págs s ss t"),
    "ru": _habits("акад г г-н гг гр др им кн мн напр проф св см ср тов ул", "вып г гл гг кн л п рис с стр т тт ч"),
    "sv": _habits("bl dvs enl ev f.d hr jfr kgl resp st s.k", "kap nr s", has_ordinals=True),
    "tr": _habits("av bkz bn doç dr prof sn yrd", "böl c no s sf", has_ordinals=True),
}  # fmt: skip
#: Languages that do as another does.
_LIKE: Final = {"grc": "el", "nb": "no", "nn": "no", "sk": "cs", "uk": "ru", "be": "ru", "bg": "ru"}


@cache
def habits(language: str) -> Habits:
    """What full stops do in *language* (BCP 47); if it is not known, what they do in any."""
    primary = language.lower().partition("-")[0]
    known = _HABITS.get(_LIKE.get(primary, primary))
    of = [known] if known else list(_HABITS.values())
    return Habits(
        frozenset(_COMMON_WORDS.split()).union(*(habit.before_words for habit in of)),
        frozenset(_COMMON_NUMBERS.split()).union(*(habit.before_numbers for habit in of)),
        has_ordinals=any(habit.has_ordinals for habit in of),
        ends=known.ends if known else "",
        spaced_closing=known.spaced_closing if known else False,
    )
