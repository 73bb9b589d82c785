"""The openai-whisper engine, fed from the same CTranslate2 file: float32 on a processor, float16 on CUDA."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.speech.hearing import ct2_reader
from simulator.speech.hearing.catalogue import ORIGINAL
from simulator.speech.hearing.engine import FRAMES, REFERENCE, Decoded, HeardWord, most_tokens, window
from simulator.speech.hearing.fast import APPENDED, PREPENDED, asked_about, first_tokens, summed, threads
from simulator.speech.hearing.weights import WEIGHTS, FoundWeights
from simulator.speech.ports import Samples

MEDIAN_WIDTH = 7


class ReferenceEngine:
    """One PyTorch model; `encode` once, `decode` as often as needed."""

    name = REFERENCE

    def __init__(self, found: FoundWeights) -> None:
        import torch
        from whisper.tokenizer import get_tokenizer

        self.model = found
        self._alone = threading.Lock()
        """Decoding changes the model and word times hook into it: one at a time."""
        torch.set_num_threads(threads())
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._half = self._device == "cuda"
        self._whisper = _model(found).to(self._device)
        if self._half:
            self._whisper = self._whisper.half()
        multilingual = self._whisper.is_multilingual
        self._tokenizer = get_tokenizer(
            multilingual,
            num_languages=self._whisper.num_languages,
            language="en" if multilingual else None,
            task="transcribe" if multilingual else None,
        )

    def encode(self, samples: Samples) -> tuple[Any, int]:
        """Encoder output and the number of frames (10 ms) that are sound, not padding."""
        import torch
        from whisper.audio import HOP_LENGTH, log_mel_spectrogram, pad_or_trim

        # zeros follow the sound, as in faster-whisper, not the spectrum of silence: both hear the same
        mel = log_mel_spectrogram(samples, self._whisper.dims.n_mels, padding=HOP_LENGTH, device=self._device)
        frames = min(len(samples) // 160 + 1, FRAMES)
        mel = pad_or_trim(mel, window(frames))
        with torch.no_grad():
            view = self._view(mel.to(self._whisper.decoder.token_embedding.weight.dtype)[None])
        return view[0], frames

    def _view(self, mel: Any) -> Any:
        """The encoder's forward pass; whisper's own insists on a window of 30 s."""
        from torch.nn.functional import gelu

        encoder = self._whisper.encoder
        view = gelu(encoder.conv2(gelu(encoder.conv1(mel)))).permute(0, 2, 1)
        view = (view + encoder.positional_embedding[: view.shape[1]]).to(view.dtype)
        for block in encoder.blocks:
            view = block(view)
        return encoder.ln_post(view)

    def decode(
        self, encoded: tuple[Any, int], prompt: str = "", *, beam: int = 1, without: Sequence[str] = ()
    ) -> Decoded:
        """Decode greedily for `beam` 1, else by beam search; never samples."""
        from whisper.decoding import DecodingOptions, decode

        view, frames = encoded
        options = DecodingOptions(
            task="transcribe",
            language="en",
            temperature=0.0,
            beam_size=beam if beam > 1 else None,
            prompt=prompt or None,
            without_timestamps=True,
            sample_len=most_tokens(frames / 100),
            suppress_tokens=[-1, *(t for word in without for t in first_tokens(self._tokenizer, word))],
            fp16=self._half,
        )
        with self._alone:
            # whisper tells an encoded view from a spectrogram by this length
            self._whisper.dims.n_audio_ctx = len(view)
            result = decode(self._whisper, view, options)
            tokens = [token for token in result.tokens if token < self._tokenizer.eot]
            words = self._words(tokens, view, frames)
        return Decoded(
            words,
            float(result.no_speech_prob),
            float(result.avg_logprob),
            result.text.strip(),
        )

    def states(self, encoded: tuple[Any, int]) -> NDArray[np.float32]:
        """The encoder's states without the padding, shape (frames of 20 ms, the encoder's width)."""
        view, frames = encoded
        return np.asarray(view.float().cpu().numpy()[: (frames + 1) // 2], dtype=np.float32)

    def likelihoods(self, encoded: tuple[Any, int], words: Sequence[str], prompt: str) -> tuple[float, ...]:
        """Natural logarithm of each word's probability in what was encoded, given the words before it."""
        view, _ = encoded
        start, pieces, tokens = asked_about(self._tokenizer, words, prompt)
        with self._alone:
            return summed(self._chances(start, tokens, view), pieces)

    def _words(self, tokens: list[int], view: Any, frames: int) -> tuple[HeardWord, ...]:
        from whisper.timing import WordTiming, merge_punctuations

        if not tokens:
            return ()
        words, pieces = self._tokenizer.split_to_word_tokens([*tokens, self._tokenizer.eot])
        if len(pieces) <= 1:
            return ()
        times, probabilities = self._alignment(tokens, view, frames)
        timed = []
        at = 0
        for word, piece in zip(words[:-1], pieces[:-1], strict=True):
            after = at + len(piece)
            probability = sum(probabilities[at:after]) / len(piece)
            timed.append(WordTiming(word, piece, times[at], times[after], probability))
            at = after
        merge_punctuations(timed, PREPENDED, APPENDED)
        return tuple(
            HeardWord(w.word.strip(), float(w.start), float(w.end), float(w.probability))
            for w in timed
            if w.word.strip()
        )

    def _alignment(self, tokens: list[int], view: Any, frames: int) -> tuple[list[float], list[float]]:
        """When each token (and the end) begins, and each token's probability.

        Dynamic time warping over the alignment heads' cross attention, as in whisper/timing.py, but with the
        encoding that was made already.
        """
        import numpy as np
        import torch
        from whisper.audio import TOKENS_PER_SECOND
        from whisper.model import disable_sdpa
        from whisper.timing import dtw, median_filter

        start = self._tokenizer.sot_sequence
        attention: dict[int, Any] = {}
        hooks = [
            block.cross_attn.register_forward_hook(
                lambda _module, _ins, outs, index=index: attention.__setitem__(index, outs[-1][0])
            )
            for index, block in enumerate(self._whisper.decoder.blocks)
        ]
        try:
            with disable_sdpa():
                probabilities = self._chances(start, tokens, view)
        finally:
            for hook in hooks:
                hook.remove()
        heads = self._whisper.alignment_heads.indices().T
        weights = torch.stack([attention[int(layer)][int(head)].float() for layer, head in heads])
        weights = weights[:, :, : frames // 2].softmax(dim=-1)
        deviation, mean = torch.std_mean(weights, dim=-2, keepdim=True, unbiased=False)
        matrix = median_filter((weights - mean) / deviation, MEDIAN_WIDTH).mean(dim=0)
        text, time = dtw(-matrix[len(start) : -1])
        jumps = np.pad(np.diff(text), (1, 0), constant_values=1).astype(bool)
        return (time[jumps] / TOKENS_PER_SECOND).tolist(), probabilities

    def _chances(self, start: Sequence[int], tokens: Sequence[int], view: Any) -> list[float]:
        """Each token's probability after `start` and the tokens before it."""
        import torch

        sequence = [*start, self._tokenizer.no_timestamps, *tokens, self._tokenizer.eot]
        with torch.no_grad():
            whole = torch.tensor([sequence], device=view.device)
            logits = self._whisper.logits(whole, view[None])[0].float()
        chances = logits[len(start) :, : self._tokenizer.eot].softmax(dim=-1)
        return [float(chances[at, token]) for at, token in enumerate(tokens)]


def _model(found: FoundWeights) -> Any:
    """The network, from CTranslate2's file or from OpenAI's own."""
    if not (found.folder / WEIGHTS).is_file():
        return _original(found)
    import torch
    from whisper.model import ModelDimensions, Whisper

    variables = ct2_reader.read(found.folder / WEIGHTS)
    whisper = Whisper(ModelDimensions(**asdict(ct2_reader.dimensions(variables))))
    tensors = {
        name: torch.from_numpy(array.astype("float32")) for name, array in ct2_reader.state(variables).items()
    }
    whisper.load_state_dict(tensors)
    heads = json.loads((found.folder / "config.json").read_text(encoding="utf-8"))["alignment_heads"]
    mask = torch.zeros(whisper.dims.n_text_layer, whisper.dims.n_text_head, dtype=torch.bool)
    for layer, head in heads:
        mask[layer, head] = True
    whisper.register_buffer("alignment_heads", mask.to_sparse(), persistent=False)
    return whisper.eval()


def _original(found: FoundWeights) -> Any:
    import torch
    import whisper

    file = found.folder / f"{found.name}{ORIGINAL}"
    with file.open("rb") as opened:
        stored = torch.load(opened, map_location="cpu", weights_only=True)
    network = whisper.model.Whisper(whisper.model.ModelDimensions(**stored["dims"]))
    network.load_state_dict(stored["model_state_dict"])
    network.set_alignment_heads(whisper._ALIGNMENT_HEADS[found.name])
    return network.eval()
