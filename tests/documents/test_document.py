"""Real PDF and Word files: read, and whatever is wrong with one is said in a sentence."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings, strategies

from simulator.documents import document as documents
from simulator.documents.document import read_document
from simulator.documents.pdf import MOST_PAGES, joined
from simulator.documents.word import MOST_XML
from simulator.model.errors import BadInputError

LINES = (
    "Data Engineer",
    "Requirements: Python, Spark",
    "\u2022 Build ranking models that decide what",
    "people see",
)


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF written by hand, a text a line; a page without lines has a drawing."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, lines in enumerate(pages):
        said = b" ".join(b"(" + line.encode("cp1252") + b") Tj T*" for line in lines)
        drawn = b"BT /F1 12 Tf 14 TL 50 700 Td " + said + b" ET" if lines else b"10 10 200 300 re f"
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    out, places = b"%PDF-1.4\n", []
    for at, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (at, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(parts) + 1, table, len(parts) + 1, len(out))
    )


def word() -> bytes:
    made = docx.Document()
    made.add_heading("Data Engineer")
    made.add_paragraph("Requirements:\tPython, Spark")
    made.add_paragraph("Build ranking models", style="List Bullet")
    made.add_table(1, 2).rows[0].cells[1].text = "Résumé of Zoë"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def locked(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        writer.encrypt(user, "owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def read(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return read_document(path)


def refused(tmp_path: Path, name: str, data: bytes) -> str:
    with pytest.raises(BadInputError) as error:
        read(tmp_path, name, data)
    said = str(error.value)
    assert said.startswith(str(tmp_path / name))
    assert said.endswith(".")
    assert "\n" not in said
    return said.removeprefix(str(tmp_path / name)).strip()


def read_or_refused(tmp_path: Path, name: str, data: bytes) -> str:
    """The text, or the sentence that says why there is none."""
    try:
        return read(tmp_path, name, data)
    except BadInputError as error:
        said = str(error)
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_a_pdf_is_read_and_its_broken_lines_are_joined(tmp_path: Path) -> None:
    text = read(tmp_path, "job.PDF", pdf(LINES, ("Second page",)))
    assert text.splitlines() == [
        "Data Engineer",
        "Requirements: Python, Spark",
        "\u2022 Build ranking models that decide what people see",
        "Second page",
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("recom-\nmender", "recommender"),
        ("ends.\nnew", "ends.\nnew"),
        ("one\nTwo", "one\nTwo"),
        ("one\n\u2022 two", "one\n\u2022 two"),
        ("one\no Two", "one\no Two"),
        ("\ufb01t", "fit"),
        ("\ud800x", "?x"),
    ],
)
def test_only_lines_that_a_page_broke_are_joined(broken: str, whole: str) -> None:
    assert joined(broken) == whole


def test_a_word_file_is_read_with_its_lists_and_tables(tmp_path: Path) -> None:
    assert [line for line in read(tmp_path, "job.docx", word()).splitlines() if line] == [
        "Data Engineer",
        "Requirements: Python, Spark",
        "- Build ranking models",
        "Résumé of Zoë",
    ]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    made = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>in a box</w:t></w:r></w:p></w:txbxContent>"
    made.element.body.insert(
        0,
        docx.oxml.parse_xml(
            '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:pPr><w:tabs><w:tab/></w:tabs>'
            f"</w:pPr><w:r><w:t>around</w:t><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback>{box}<w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    file = io.BytesIO()
    made.save(file)
    assert read(tmp_path, "cv.docx", file.getvalue()).split("\n")[:2] == ["around", "in a box"]


def test_a_pdf_that_only_forbids_changes_is_read_and_one_with_a_password_is_not(tmp_path: Path) -> None:
    assert "Python, Spark" in read(tmp_path, "job.pdf", locked(""))
    assert refused(tmp_path, "job.pdf", locked("secret")).startswith(
        "is locked by a password: save it without"
    )


def test_files_without_text_or_with_too_much_say_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "holds no text, only pictures" in refused(tmp_path, "scan.pdf", pdf((), ()))
    long = refused(tmp_path, "long.pdf", pdf(*[("page",)] * (MOST_PAGES + 1)))
    assert long.startswith("has 61 pages, and at most 60 are read")
    assert read(tmp_path, "right.pdf", pdf(*[("page",)] * MOST_PAGES)).count("page") == MOST_PAGES
    assert refused(tmp_path, "old.docx", b"\xd0\xcf\x11\xe0" + b"x" * 99).startswith(
        "is an old Word file or locked"
    )
    assert refused(tmp_path, "cv.doc", b"x").startswith(
        "is an old Word file, which cannot be read: save it as PDF"
    )
    assert refused(tmp_path, "cv.rtf", b"x").startswith("is an RTF file")
    assert "is damaged" in refused(tmp_path, "text.docx", b"just text")
    assert "is damaged" in refused(tmp_path, "word.pdf", word())
    assert "is damaged" in refused(tmp_path, "zip.docx", packed({"a.txt": b"x"}))
    assert "is damaged" in refused(tmp_path, "empty.pdf", b"")
    monkeypatch.setattr(documents, "MOST_BYTES", 1_000_000)
    assert refused(tmp_path, "large.pdf", b"x" * 1_000_001).startswith("is over 1 MB, too large")
    with pytest.raises(BadInputError, match="No such file"):
        read_document(tmp_path / "none.pdf")
    (tmp_path / "folder.pdf").mkdir()
    with pytest.raises(BadInputError, match="is not a file"):
        read_document(tmp_path / "folder.pdf")
    assert read(tmp_path, "job.txt", b"plain") == "plain"


def test_a_word_file_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b" " * (MOST_XML + 1)})
    assert len(bomb) < 100_000
    assert "unpacks to far more than a text has" in refused(tmp_path, "bomb.docx", bomb)
    assert "unpacks" in refused(tmp_path, "many.docx", packed({f"{at}": b"" for at in range(5001)}))
    pictures = packed({f"word/media/{at}.bmp": b"\0" * 10_000_000 for at in range(7)})
    assert "unpacks" in refused(tmp_path, "pictures.docx", pictures)


def test_a_word_file_cannot_have_other_files_read_into_it(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret")
    parts = {}
    with zipfile.ZipFile(io.BytesIO(word())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entity = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]><w:document'.encode()
    parts["word/document.xml"] = (
        parts["word/document.xml"].replace(b"<w:document", entity, 1).replace(b"Python, Spark", b"Python &s;")
    )
    assert "the secret" not in read_or_refused(tmp_path, "job.docx", packed(parts))


GOOD = {"pdf": pdf(LINES, ("Second page",)), "docx": word(), "locked.pdf": locked("")}


@pytest.mark.parametrize("ending", GOOD)
def test_cut_and_spoiled_files_are_read_or_refused_in_a_sentence(
    tmp_path: Path, ending: str, capfd: pytest.CaptureFixture[str]
) -> None:
    chance, good = random.Random(7), GOOD[ending]
    for at in range(120):
        data = bytearray(good[: chance.randrange(len(good))] if at % 2 else good)
        for _ in range(at % 7):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        assert read_or_refused(tmp_path, f"x.{ending}", bytes(data))
    assert capfd.readouterr() == ("", "")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.binary(max_size=400), strategies.sampled_from(["pdf", "docx"]), strategies.booleans())
def test_random_bytes_are_refused_in_a_sentence(
    tmp_path: Path, data: bytes, ending: str, begun: bool
) -> None:
    start = {"pdf": b"%PDF-1.7\n", "docx": b"PK\x03\x04"}[ending] if begun else b""
    refused(tmp_path, f"x.{ending}", start + data)


def test_the_libraries_are_loaded_for_such_files_only(tmp_path: Path) -> None:
    (tmp_path / "job.txt").write_text("plain")
    code = (
        "import sys, pathlib; from simulator.documents.document import read_document;"
        f"read_document(pathlib.Path({str(tmp_path / 'job.txt')!r}));"
        "print([m for m in ('pypdf', 'docx', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
