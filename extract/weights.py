"""Where the trained weights are, and what is said when they are not."""

from pathlib import Path

WEIGHTS = Path(__file__).parent / "trained"


class WeightsMissing(FileNotFoundError):
    """The trained weights are not where the package keeps them."""

    def __init__(self, path: Path):
        super().__init__(
            f"{path} is missing: the package was installed without its trained weights. "
            "Install it again with `pip install --force-reinstall bellwether`, or train them with "
            "`make train` in a checkout."
        )


def weights_file(name: str, folder: Path = WEIGHTS) -> Path:
    """The path of a file of weights. Raises WeightsMissing."""
    if not (folder / name).is_file():
        raise WeightsMissing(folder / name)
    return folder / name
