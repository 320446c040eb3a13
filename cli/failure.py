"""Failures that a user can mend: one line on standard error (what, where, what to do) and an exit code."""

from typing import IO, Any

import click

#: Exit codes; 0 means that all is well.
MENDABLE, WRONG_USAGE = 1, 2


class Failure(click.ClickException):
    """Ends the program with a line and exit code 1: the user can mend it."""

    exit_code = MENDABLE

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line to standard error."""
        click.echo(f"zhengtu: {self.format_message()}", file=file, err=file is None)


class Misuse(Failure):
    """Ends the program with a line and exit code 2: the command was used wrongly."""

    exit_code = WRONG_USAGE


def as_failure(error: BaseException) -> Failure | None:
    """Return the failure that an error means for the user, None where it is a fault of the program.

    Our own error classes are known by name: importing them all would cost every command the imports of every other.
    """
    if isinstance(error, Failure):
        return error
    if isinstance(error, click.UsageError):
        place = error.ctx.command_path if error.ctx else "zhengtu"
        return Misuse(f"{error.format_message()} 见 (see) {place} --help")
    if isinstance(error, click.ClickException):
        return Failure(error.format_message())
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        where = f"{error.filename}: " if error.filename else ""
        return Failure(f"{where}{error.strerror or error}; 请检查路径、权限和磁盘 (check path, permissions and disk)")
    failure = _FAILURES.get(_first_known(error))
    return failure(str(error)) if failure else None


_FAILURES: dict[str, type[Failure]] = {
    "QuestionError": Misuse,
    "UnresolvedNameError": Failure,
    "UnreadableSource": Failure,
    "RecordError": Failure,
    "VocabularyError": Failure,
    "StoreError": Failure,
    "QueryError": Failure,
}


def _first_known(error: BaseException) -> str:
    """Return the name of the error's class, or of the one above it, that we know how to tell; "" without any."""
    ours = (cls.__name__ for cls in type(error).__mro__ if cls.__module__.startswith("zhengtu."))
    return next((name for name in ours if name in _FAILURES), "")
