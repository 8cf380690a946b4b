"""Mistakes in texts to people: answers that cannot be fetched, bold and links where there are none, HTML."""

from __future__ import annotations

from tests.domain.mistakes.form import Mistake as M

LABEL = "label: {da: Samtykke, en: Consent}"
HELP = f'{LABEL}\n        help: {{da: "HJ", en: Help}}'


def label(text: str, at: str, message: str, words: str, cured: str) -> M:
    """A mistake in the Danish label of `samtykke`."""
    return M(LABEL, LABEL.replace("Samtykke", f'"{text}"'), at, message, words, (f'"{text}"', f'"{cured}"'))


def help_text(text: str, at: str, message: str, words: str, cured: str) -> M:
    """A mistake in the Danish help of `samtykke`."""
    return M(LABEL, HELP.replace("HJ", text), at, message, words, (f'"{text}"', f'"{cured}"'))


MISTAKES = [
    label("**Samtykke**", "32:22", "bliver ikke fed", "Slet stjernerne", "Samtykke"),
    label("Se [her](https://a.dk)", "32:25", "Et link kan ikke stå her", "Mente du her?", "Se her"),
    label("Hej ${navn}", "32:26", "uden dollartegnet", "Slet $", "Hej {navn}"),
    label("Hej {nav}", "32:26", "intet felt nav", "Mente du {navn}?", "Hej {navn}"),
    label("Hej {Navn}", "32:26", "en klamme", "uden mellemrum, fx {navn}", "Hej {navn}"),
    label("Hej { navn }", "32:26", "en klamme", "uden mellemrum, fx {navn}", "Hej {navn}"),
    label("Hej {form.nav}", "32:26", "intet felt form.nav", "Mente du {navn}?", "Hej {navn}"),
    label("Hej navn}", "32:30", "en klamme", "skriv klammen to gange", "Hej navn}}"),
    label("Hej {ting}", "32:26", "af typen group", "Slet {ting}", "Hej"),
    label("Hej {ting.vaegt}", "32:26", "har flere svar", "uden for gruppen", "Hej {navn}"),
    label("Hej <b>du</b>", "32:26", "<b> bliver vist", "Slet <b>", "Hej du"),
    M(
        "{id: vaegt, type: decimal, label: {da: Vægt, en: Weight}}",
        '{id: vaegt, type: decimal, label: {da: "Vægt af {navn}", en: Weight}}',
        "73:61",
        "intet felt navn",
        "Mente du {form.navn}?",
        ("{navn}", "{form.navn}"),
    ),
    M(
        "title: {da: Prøve, en: Trial}",
        'title: {da: "Prøve {navn}", en: Trial}',
        "3:20",
        "intet svar at hente",
        "Slet {navn}",
        (" {navn}", ""),
    ),
    M(
        "{da: Rød, en: Red}",
        '{da: "Rød {navn}", en: Red}',
        "50:44",
        "intet svar at hente",
        "Slet {navn}",
        (" {navn}", ""),
    ),
    M(
        "heading: [navn]",
        'heading: [navn]\nheading_text: {da: "{navn} {antal}", en: "{navn}"}',
        "7:28",
        "antal står ikke i heading",
        "Skriv antal i heading",
        ("heading: [navn]", "heading: [navn, antal]"),
    ),
    help_text("Husk **det", "33:26", "begynder fed skrift", "Skriv ** efter det sidste ord", "Husk **det**"),
    help_text("Se [os](a.dk)", "33:29", "ingen steder hen", "Mente du https://a.dk?", "Se [os](https://a.dk)"),
    help_text("Se [os](http://a.dk)", "33:29", "ingen steder hen", "Mente du https://a.dk?", "Se [os](https://a.dk)"),
    help_text(
        "Se [os](https://a.dk/{navn})", "33:29", "ingen steder hen", "uden mellemrum og svar", "Se [os](https://a.dk/)"
    ),
    help_text("Se <a href='x'>os</a>", "33:24", "er ikke HTML", "**ord**", "Se **os**"),
    M(
        LABEL,
        f"{LABEL}\n        warns_when: samtykke",
        "33:21",
        "warns_when er en liste af regler",
        "Mente du [{rule: 'samtykke', message: {da: …, en: …}}]?",
        ("warns_when: samtykke", "warns_when: [{rule: 'samtykke', message: {da: …, en: …}}]"),
    ),
    M(
        LABEL,
        f"{LABEL}\n        warns_when: [{{rule: pris > 5 kr, message: {{da: Dyrt., en: Dear.}}}}]",
        "33:29",
        "pris står først længere nede",
        "Flyt feltet op",
        ("rule: pris > 5 kr", "rule: antal > 5"),
    ),
]
