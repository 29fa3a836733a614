"""Words for days in six other languages: never read, but recognised, and asked about in English."""

import re
import unicodedata

_DAYS = {
    "monday": "montag lundi lunes segunda-feira lunedi maandag",
    "tuesday": "dienstag mardi martes terca-feira terca martedi dinsdag",
    "wednesday": "mittwoch mercredi miercoles quarta-feira mercoledi woensdag",
    "thursday": "donnerstag jeudi jueves quinta-feira giovedi donderdag",
    "friday": "freitag vendredi viernes sexta-feira venerdi vrijdag",
    "saturday": "samstag sonnabend samedi sabado sabato zaterdag",
    "sunday": "sonntag dimanche domingo domenica zondag",
}
_IN_THE_PLURAL = {
    "mondays": "montags lundis segundas-feiras",
    "tuesdays": "dienstags mardis tercas-feiras tercas",
    "wednesdays": "mittwochs mercredis quartas-feiras",
    "thursdays": "donnerstags jeudis quintas-feiras",
    "fridays": "freitags vendredis sextas-feiras",
    "saturdays": "samstags samedis sabados",
    "sundays": "sonntags dimanches domingos",
}
_NEAR = {
    "today": "heute aujourd'hui hoy hoje oggi vandaag",
    "tomorrow": "morgen demain manana amanha domani",
    "day after tomorrow": "ubermorgen uebermorgen apres-demain dopodomani overmorgen overmorrow",
    "yesterday": "gestern hier ayer ontem ieri gisteren",
    "day before yesterday": "vorgestern avant-hier anteayer anteontem eergisteren",
}
_RHYTHMS = {
    "daily": "taglich taeglich quotidiennement diariamente dagelijks",
    "weekdays": "werktags wochentags",
    "weekly": "wochentlich woechentlich semanalmente wekelijks",
    "monthly": "monatlich mensuellement mensualmente mensalmente maandelijks",
}
_PIECES = {
    "every": "jeden jede jedes chaque cada toda ogni elke iedere",
    "next": "nachsten nachste nachster naechsten naechste prochain prochaine proximo proxima volgende",
    "last": "letzten letzte letzter dernier derniere ultimo ultima passato vorige",
    "other": "zweiten zweite",
    "week": "woche semaine semana settimana",
    "weeks": "wochen semaines semanas settimane weken",
}
_MONTHS = {
    "january": "januar janner janvier enero janeiro gennaio januari",
    "february": "februar fevrier febrero fevereiro febbraio februari",
    "march": "marz maerz mars marzo marco maart",
    "april": "avril abril aprile",
    "may": "mai mayo maio maggio mei",
    "june": "juni juin junio junho giugno",
    "july": "juli juillet julio julho luglio",
    "august": "aout agosto augustus",
    "september": "septembre septiembre setembro settembre",
    "october": "oktober octobre octubre outubro ottobre",
    "november": "novembre noviembre novembro",
    "december": "dezember dez decembre diciembre dezembro dicembre",
}


def _by_word(*tables: dict[str, str]) -> dict[str, str]:
    return {word: english for table in tables for english, words in table.items() for word in words.split()}


_OF_A_DAY = _by_word(_DAYS, _IN_THE_PLURAL, _NEAR, _RHYTHMS)
"""Words that mean a day wherever they stand."""
_BESIDE_ONE = _by_word(_PIECES)
"""Words that mean something to a schedule beside one of those, and stand in many names."""
_MONTH_OF = _by_word(_MONTHS)
_TOGETHER = (
    (r"\b(?:tous|toutes)\s+les\s+jours\b|\btodos\s+(?:los\s+d[ií]as|os\s+dias)\b", "every day"),
    (r"\bpasado\s+ma[nñ]ana\b|\bdepois\s+de\s+amanh[aã]\b", "day after tomorrow"),
    (r"\b(?:tous|toutes)\s+les\b|\btodos\s+(?:los|os)\b|\btodas\s+(?:las|as)\b", "every"),
    (r"\bun\s+(\w+)\s+sur\s+deux\b", r"every other \1"),
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENGLISH_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_AROUND = (
    (rf"\b(?:los|les|as)\s+(?={_ENGLISH_DAY})", "every "),
    (r"\b(every\s+(?:other\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day)s\b", r"\1"),
    (rf"\b(?:el|le|am|den|der|il|op)\s+(?={_ENGLISH_DAY})", ""),
    (rf"(?<=day)(?P<s>s?)\s+(?:und|et|y|e|en)\s+(?={_ENGLISH_DAY})", r"\g<s> and "),
    (r"\s+(?:às|as|alle|om|um|à)$", " at"),
)
_LETTERS = {
    "mo": "monday",
    "di": "tuesday",
    "mi": "wednesday",
    "do": "thursday",
    "fr": "friday",
    "sa": "saturday",
    "so": "sunday",
}
_LETTERED = re.compile(
    r"(?:di|mi)\.?|(?:mo|di|mi|do|fr|sa|so)\.?(?P<to>\s*(?:[,/&+-]|\bund\b)\s*(?:mo|di|mi|do|fr|sa|so)\.?)+", re.IGNORECASE
)


def _folded(word: str) -> str:
    """Write a word without its accents, which phones leave out."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(sign)).replace(
        "’", "'"
    )


def day_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that mean a day, or a rhythm of days, in another language."""
    together = [found[0] for pattern, _ in _TOGETHER[:2] for found in re.finditer(pattern, text, re.IGNORECASE)]
    every = [
        found[0]
        for found in re.finditer(
            r"\b(?:jede\w?\s+woche|toutes\s+les\s+semaines|(?:todas\s+las|cada|todas\s+as|ogni)\s+se\w+|elke\s+week)\b",
            text,
            re.IGNORECASE,
        )
    ]
    return (*together, *every, *(word for word in _WORD.findall(text) if _folded(word) in _OF_A_DAY))


def in_english(text: str) -> str:
    """Return a text with its words for days in English, where it has any in another language."""
    if lettered := _LETTERED.fullmatch(text.strip()):
        return _WORD.sub(lambda word: _LETTERS.get(word[0].lower(), "and"), lettered[0])
    words = _BESIDE_ONE | _OF_A_DAY if day_words(text) else {}
    said = text
    for pattern, english in _TOGETHER if words else ():
        said = re.sub(pattern, english, said, flags=re.IGNORECASE)
    said = _WORD.sub(lambda word: words.get(_folded(word[0]), word[0]), said)
    for pattern, english in _AROUND if said != text else ():
        said = re.sub(pattern, english, said, flags=re.IGNORECASE)
    return said


def month_in_english(words: str) -> str:
    """Return the month that words of a date are, as in `3 de diciembre`; nothing where they are none."""
    return _MONTH_OF.get(_folded(re.sub(r"^(?:de|do|di)\s+", "", words.strip(" ."), flags=re.IGNORECASE)), "")
