"""The frame of the command line: help with examples, exit codes 0 (success), 1 (faults found) and 2 (wrong call), texts in the
caller's language, colours on a terminal only."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
import os
from pathlib import Path
import sys
from typing import Any, NoReturn

import click

from feltskema.texts import phrase
from shared.domain.source.faults import nearest
from shared.texts import LANGUAGES

COMMANDS = (
    "new",
    "preview",
    "check",
    "diff",
    "publish",
    "withdraw",
    "list",
    "uses",
    "export",
    "evaluate",
    "schema",
    "docs",
)
WIDTH = 100
Function = Callable[..., Any]


class Command(click.Command):
    """A command with help in the caller's language, and examples from the text catalogue."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [phrase("usage.options"), *self.collect_usage_pieces(ctx)[1:]]
        formatter.write_usage(ctx.command_path, " ".join(pieces), phrase("usage") + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]
        with formatter.section(phrase("options")):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        examples = phrase(f"{self.name}.examples").splitlines()
        with formatter.section(phrase("examples")):
            for line in examples:
                formatter.write(f"  $ python -m feltskema {line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = phrase("help.option")
        return option


class Tool(click.Group):
    """The commands by name; each is imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"feltskema.commands.{cmd_name}").run
        return command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, phrase("usage.command"), phrase("usage") + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(phrase("commands")):
            formatter.write_dl([(name, phrase(f"{name}.short")) for name in COMMANDS])
        formatter.write_paragraph()
        formatter.write_text(phrase("more"))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = phrase("help.option")
        return option


def command(name: str) -> Callable[[Function], click.Command]:
    """A command of the tool; `<name>.help`, `.short` and `.examples` are its texts."""

    def decorate(function: Function) -> click.Command:
        language = click.option(
            "--language", type=click.Choice(LANGUAGES), expose_value=False, help=phrase("option.language")
        )
        return click.command(name, cls=Command, help=phrase(f"{name}.help"))(language(function))

    return decorate


def option(*names: str, help_key: str, **settings: Any) -> Callable[[Function], Function]:
    """An option of a command; `help_key` names its text, `option.<help_key>`."""
    return click.option(*names, help=phrase(f"option.{help_key}"), **settings)


as_json = option("--json", "as_json", is_flag=True, help_key="json")
folder = option(
    "--definitions", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help_key="definitions"
)


def colours() -> bool | None:
    """Whether to print colours. None: on a terminal only."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def print_line(text: str = "", *, error: bool = False, **style: Any) -> None:
    """Print a line to the output, or with `error` to the error stream. `style`: as of `click.style`."""
    click.echo(click.style(text, **style) if style else text, err=error, color=colours())


class Stop(Exception):
    """Ends a command with a message. `code`: the exit code, 1 when what was examined is faulty, 2 when the call is wrong."""

    def __init__(self, message: str, code: int = 1) -> None:
        self.code = code
        super().__init__(message)


def main() -> NoReturn:
    """Run the command that the arguments name, and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    tool = Tool("feltskema", help=phrase("help"), no_args_is_help=False)
    context: dict[str, Any] = {"max_content_width": WIDTH, "help_option_names": ["-h", "--help"]}
    words = sys.argv[1:] if _without_language(sys.argv[1:]) else ["--help"]
    words = _language_last(words)
    try:
        sys.exit(tool.main(words, prog_name="python -m feltskema", standalone_mode=False, **context) or 0)
    except Stop as stop:
        print_line(str(stop), error=True, fg="red")
        sys.exit(stop.code)
    except click.UsageError as error:
        print_line(_usage(error), error=True, fg="red")
        if error.ctx is not None:
            print_line(phrase("see-help", command=error.ctx.command_path), error=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        # The reader (`| head`) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _without_language(words: list[str]) -> list[str]:
    remaining = [word for word in words if not word.startswith("--language=")]
    return [w for n, w in enumerate(remaining) if w != "--language" and (n == 0 or remaining[n - 1] != "--language")]


def _language_last(words: list[str]) -> list[str]:
    """Move `--language` behind the command, so that `--language en check` works like `check --language en`."""
    if words[:1] == ["--language"] and len(words) > 2:
        return [words[2], *words[:2], *words[3:]]
    if words and words[0].startswith("--language=") and len(words) > 1:
        return [words[1], words[0], *words[2:]]
    return words


def _usage(error: click.UsageError) -> str:
    """The message for a wrong call."""
    match error:
        case click.NoSuchOption():
            options = error.possibilities or ()
            return _perhaps(phrase("no-option", name=error.option_name), nearest(error.option_name, options))
        case click.MissingParameter():
            return phrase("missing-parameter", name=_name(error))
        case click.BadParameter():
            return _bad_value(error)
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if words and words[0] not in COMMANDS:
        return _perhaps(phrase("no-command", name=words[0]), nearest(words[0], COMMANDS))
    return error.format_message()


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return phrase("bad-choice", name=_name(error), known=", ".join(map(str, kind.choices)))
    if isinstance(kind, click.Path):
        return phrase("bad-path", name=_name(error))
    return phrase("bad-value", name=_name(error), reason=error.message)


def _perhaps(text: str, guess: str) -> str:
    return f"{text} {phrase('meant', meant=guess)}" if guess else text


def _name(error: click.BadParameter) -> str:
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return error.param.human_readable_name if error.param else ""
