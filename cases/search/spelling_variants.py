"""Words of several spellings or irregular forms, folded into one before stemming."""

import re

_PAIRS = """
    aeroplane airplane; ageing aging; aluminium aluminum; analogue analog; artefact artifact;
    catalogue catalog; cheque check; defence defense; dialogue dialog; draught draft;
    enrol enroll; enrolment enrollment; fulfil fulfill; fulfilment fulfillment; gaol jail;
    grey gray; instalment installment; jewellery jewelry; judgement judgment; kerb curb;
    licence license; manoeuvre maneuver; mould mold; offence offense; plough plow;
    practise practice; pretence pretense; programme program; sceptic skeptic; skilful skillful;
    sulphur sulfur; tonne ton; tyre tire; whilst while; children child; feet foot; men man;
    women woman; mice mouse; appendices appendix; indices index; matrices matrix; vertices vertex;
    criteria criterion; phenomena phenomenon; wives wife
"""
ONE_FORM = dict(pair.split() for pair in _PAIRS.split(";"))
OTHER_FORM = {one: other for other, one in ONE_FORM.items()}
_NEVER_IZE = (
    "advert|adv|chem|circumc|comprom|compr|conc|dem|desp|dev|enterpr|exc|exerc|expert|franch|"
    "imprec|improv|inc|likew|merchand|otherw|parad|prec|prem|prom|repr|rev|superv|surm|surpr|"
    "telev|treat|upr|val"
)
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # organise, organisation -> organize, organization
        (
            rf"^(?!(?:{_NEVER_IZE})is)(\w\w+[^\Waou])is(e|es|ed|er|ers|ing|ations?|ational)$",
            r"\1iz\2",
        ),
        # analyze, analysis, hypothesis -> analyse, analyses, hypotheses
        (r"^(ana|cata|dia|electro|hydro|para)lyz(?=e|ing)", r"\1lys"),
        (r"(?<=[aehioy])sis$", "ses"),
        # neighbourhood -> neighborhood
        (
            r"^(arb|ard|arm|behavi|cand|clam|col|demean|discol|enam|endeav|fav|ferv|flav|glam|harb|"
            r"hon|hum|lab|misdemean|neighb|od|parl|ranc|rig|rum|sav|splend|tum|unfav|val|vap|vig)our",
            r"\1or",
        ),
        # centre, kilometre -> center, kilometer
        (r"(cent|fib|lit|lust|met|sab|spect|theat)re(s?)$", r"\1er\2"),
        (r"^centred$", "centered"),
        # travelled -> traveled
        (
            r"^(cance|channe|counse|equa|fue|initia|labe|leve|marve|mode|pane|quarre|riva|signa|tota|"
            r"trave|tunne)ll(?=(?:ed|ing|ings|er|ers)$)",
            r"\1l",
        ),
        # archaeology, paediatric, foetus -> archeology, pediatric, fetus
        (r"^(an|arch|encyclop|gyn|h|orthop|p)ae(?=[a-z]{3})|^(f|diarrh)oe(?=[a-z])", r"\1\2e"),
    )
)
_MAY_VARY = re.compile("is|lyz|our|re|ll|ae|oe")
"""Stands in every word that a rule of _RULES changes; looking for it is cheap."""
_INFLECTED = re.compile(rf"^({'|'.join(ONE_FORM)})(s|e?d|ing)?$")

# Plurals that the stemmers miss in words without accents, such as habitacoes, ciudades.
_PLURALS = {
    "pt": ((re.compile(r"(?<=\w\w)[ao]es$"), "ao"), (re.compile(r"(?<=\w\w\w)ais$"), "al")),
    "es": ((re.compile(r"dades$"), "dad"),),
}


# The Arabic stemmer takes more endings off a word with the article than off one without.
_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})|^(?=[ء-ي])")


def one_spelling(word: str, language: str = "en") -> str:
    """The one form of a folded word that stands for its other spellings and irregular forms.

    >>> [one_spelling(word) for word in ("organisations", "neighbourhood", "exercise", "women")]
    ['organizations', 'neighborhood', 'exercise', 'woman']
    """
    if language == "en" and (match := _INFLECTED.match(word)):
        form, ending = ONE_FORM[match[1]], match[2] or ""
        return form + ("ed" if ending == "d" and form[-1] != "e" else ending)
    if language == "ar":
        return _ARTICLE.sub("ال", word, count=1)
    if language == "en" and not _MAY_VARY.search(word):
        return word
    for pattern, replacement in _RULES if language == "en" else _PLURALS.get(language, ()):
        word = pattern.sub(replacement, word)
    return word
