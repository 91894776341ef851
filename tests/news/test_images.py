import struct
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from news.images import LARGE, SMALL, attach
from news.models import Image


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def drawn(kind="PNG", size=(40, 20), mode="RGB", **options):
    target = BytesIO()
    Picture.new(mode, size, 1 if mode in "P1" else "red").save(target, kind, **options)
    return target.getvalue()


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_claims(width, height):
    """A whole PNG of one colour in a few kilobytes, however large."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\0" * (width // 8 + 1)
    data = b"".join(packer.compress(row) for _row in range(min(height, 2000))) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def attached(data, name="甲.png"):
    image = Image()
    attach(image, SimpleUploadedFile(name, data))
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_becomes_two_with_generated_names(kind):
    image = attached(drawn(kind, size=(3200, 800)), name="../私人 照片\u202e.png")

    assert (image.width, image.height) == (LARGE, LARGE // 4)
    with Picture.open(image.small.path) as small:
        assert (small.format, small.size) == ("WEBP", (SMALL, SMALL // 4))
    assert image.file.name.startswith("images/") and image.file.name.endswith(".webp")
    assert "照片" not in image.file.name + image.small.name
    assert image.original_name == "私人 照片.png"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode):
    assert attached(drawn(mode=mode)).width == 40


def test_exif_and_position_and_trailing_data_are_gone_and_the_picture_stands_upright():
    exif = Picture.Exif()
    exif[0x0112] = 6  # the camera was turned
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[2] = (44.0, 10.0, 5.0)
    data = drawn("JPEG", size=(40, 20), exif=exif.tobytes(), comment=b"SECRET-NOTE")
    image = attached(data + b"<script>SECRET-TAIL</script>", "a.jpg")

    assert (image.width, image.height) == (20, 40)
    for file in [image.file, image.small]:
        stored = Path(file.path).read_bytes()
        assert b"SECRET" not in stored and b"EXIF" not in stored
        with Picture.open(BytesIO(stored)) as picture:
            assert not picture.getexif()


def test_a_bomb_is_refused_by_its_header_before_decoding():
    bomb = png_that_claims(30_000, 30_000)
    assert len(bomb) < 30_000

    tracemalloc.start()
    with pytest.raises(ValidationError) as caught:
        attached(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.code in {"too_many_pixels", "not_a_picture"}
    assert peak < 5_000_000


def test_a_picture_just_over_the_limit_says_so():
    with pytest.raises(ValidationError) as caught:
        attached(png_that_claims(8_000, 5_001))
    assert caught.value.code == "too_many_pixels"


def test_a_gif_whose_frame_is_larger_than_its_screen_is_refused():
    frame = b",\0\0\0\0" + struct.pack("<HH", 60_000, 60_000) + b"\0\x02\x02\x4c\x01\0"
    gif = b"GIF89a" + struct.pack("<HH", 1, 1) + b"\x80\0\0\0\0\0\xff\xff\xff" + frame + b";"

    with pytest.raises(ValidationError):
        attached(gif, "a.gif")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
        b"GIF89a/*<script>*/=1;alert(1)//",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"%PDF-1.7\n",
        drawn(size=(400, 200))[:300],
        drawn("JPEG", size=(400, 200))[:900],
        drawn("BMP"),
        drawn("TIFF"),
    ],
    ids=["empty", "text", "svg", "html", "html in png", "html in gif", "eps", "pdf", "cut png"]
    + ["cut jpeg", "bmp", "tiff"],
)
def test_what_is_not_a_whole_picture_is_refused(data):
    with pytest.raises(ValidationError) as caught:
        attached(data, "a.png")
    assert caught.value.code == "not_a_picture"


def test_a_file_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr("news.images.MAX_BYTES", 100)
    with pytest.raises(ValidationError) as caught:
        attached(b"x" * 101)
    assert caught.value.code == "too_large"
    with pytest.raises(ValidationError):
        attach(Image(), BytesIO(b"x" * 101))
