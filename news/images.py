"""What becomes of an uploaded picture: measured before it is decoded, then encoded anew.

Only pixels survive: no EXIF, no GPS position, no trailing data, no name of the visitor's file.
"""

import secrets
import warnings
from io import SEEK_END, BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Picture
from PIL import ImageOps

from portal.text import clean_line

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# A 20 KB PNG can unpack to 838 MB, so the header's word is taken before any decoding.
MAX_PIXELS = 40_000_000
MAX_BYTES = 20 * 1024 * 1024
LARGE = 1600
SMALL = 640


def attach(image, upload, name=""):
    """Gives a `news.models.Image` its two files, from a file-like object. Does not save the row.

    The large one is at most 1600 pixels a side, the small one 640, both WebP with generated names.
    Raises ValidationError for what is not a PNG, JPEG, WebP or GIF picture, for more than 40
    megapixels and for more than 20 MB.
    """
    large = _read(upload, LARGE)
    small = _reduced(large.copy(), large.mode, SMALL)
    stem = secrets.token_hex(12)
    for field, stored_name, pixels in [
        (image.file, f"{stem}.webp", large),
        (image.small, f"{stem}-small.webp", small),
    ]:
        field.save(stored_name, _encoded(pixels, stored_name), save=False)
    image.original_name = clean_line(name or getattr(upload, "name", "") or "")[:200]


def small(upload):
    """The bytes of a picture's small size alone, under the same limits and errors as `attach`."""
    return _encoded(_read(upload, SMALL), "small.webp").read()


def _read(upload, side):
    """The picture at most so many pixels a side, as bare pixels; the full one is dropped."""
    if _size(upload) > MAX_BYTES:
        raise ValidationError(_("The picture is larger than 20 MB."), code="too_large")
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; the limit here is lower and an error.
            warnings.simplefilter("ignore", Picture.DecompressionBombWarning)
            picture = Picture.open(upload, formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(
                    _("The picture has more than 40 million pixels."), code="too_many_pixels"
                )
            # A JPEG is decoded near the size that is wanted, which saves three quarters and more.
            picture.draft("RGB", (2 * side, 2 * side))
            picture.load()
            mode = "RGBA" if picture.has_transparency_data else "RGB"
            return ImageOps.exif_transpose(_reduced(picture, mode, side))
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds for broken files.
        raise ValidationError(
            _("This is not a whole PNG, JPEG, WebP or GIF picture."), code="not_a_picture"
        ) from error


def _size(upload):
    if getattr(upload, "size", None) is not None:
        return upload.size
    size = upload.seek(0, SEEK_END)
    upload.seek(0)
    return size


def _reduced(picture, mode, side):
    # Palettes have no shades to reduce in, so the colours come first.
    if picture.mode != mode:
        exif = picture.getexif()
        picture = picture.convert(mode)
        if exif:
            picture.info["exif"] = exif.tobytes()
    picture.thumbnail((side, side))
    return picture


def _encoded(picture, name):
    # Pasting carries pixels over and leaves EXIF, text and profiles behind.
    clean = Picture.new(picture.mode, picture.size)
    clean.paste(picture)
    target = BytesIO()
    clean.save(target, "WEBP", quality=82, method=4)
    # Without a name of its own Django takes the file for empty and notes no width and height.
    return ContentFile(target.getvalue(), name)
