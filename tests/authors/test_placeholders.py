"""What `new` leaves to the author to write is never published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.authors.tool import run, workshop

SAYS = {
    "da": ("Her står stadig »{}«", "Skriv den rigtige tekst i stedet."),
    "en": ("This still says ‘{}’", "Write the real text in its place."),
}
"""What is told, and its remedy, by the language."""


@pytest.mark.parametrize(
    ("words", "line", "language"), [(("frit",), 5, "da"), (("--from", "besigtigelse", "tilsyn"), 6, "en")]
)
def test_a_text_that_nobody_has_written_is_refused_until_it_is(
    tmp_path: Path, words: tuple[str, ...], line: int, language: str
) -> None:
    sentence, remedy = SAYS[language]
    folder = workshop(tmp_path)
    app = words[-1]
    run(folder, "new", *words)
    path = folder / f"shared/definitions/{app}.yaml"
    published = path.parent / "published" / app
    text = path.read_text("utf-8")

    # A draft may be drawn with them.
    assert run(folder, "check", app).returncode == 0
    refused = run(folder, "publish", app, "--language", language)
    assert refused.returncode == 1
    for placeholder in ("Skriv her, hvad den er til.", "Say here what it is for."):
        column = text.splitlines()[line - 1].index(placeholder) + 1
        assert f"shared/definitions/{app}.yaml:{line}:{column}\n  {sentence.format(placeholder)}" in refused.stdout
    assert refused.stdout.count(remedy) == 2
    assert not published.exists()

    written = text.replace("Skriv her, hvad den er til.", "Tilsyn.")
    path.write_text(written, "utf-8")
    half = run(folder, "publish", app, "--language", language)
    assert (half.returncode, half.stdout.count(remedy)) == (1, 1)
    path.write_text(written.replace("Say here what it is for.", "Inspection."), "utf-8")
    assert run(folder, "publish", app, "--language", language).returncode == 0
    assert [file.name for file in published.iterdir()] == ["1.yaml"]
